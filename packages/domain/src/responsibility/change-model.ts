import { z } from 'zod'
import { ModelDuty } from './model-duties.ts'

/** A whole model list as it is handed down: no key twice, and a duty of business lies in no area. */
export const ModelList = z
  .array(ModelDuty)
  .min(1)
  .max(300)
  .refine(items => new Set(items.map(({ key }) => key)).size === items.length, { error: 'key-twice' })
  .refine(items => items.every(({ kind, area }) => kind === 'safety' || area === null), {
    error: 'business-in-an-area',
  })

/** What one edition of a model list has that another has not, by the keys of its items. */
export interface ModelChanges {
  readonly added: readonly string[]
  readonly changed: readonly string[]
  /** A unit that has taken such an item over keeps it; nobody is offered it any more. */
  readonly removed: readonly string[]
}

const asWritten = ({ post, kind, area, text, basis, coOwners }: ModelDuty): string =>
  JSON.stringify([post, kind, area, text, basis, [...coOwners].toSorted()])

/** Compares two editions of a model list. */
export function compareModels(before: readonly ModelDuty[], after: readonly ModelDuty[]): ModelChanges {
  const [old, next] = [before, after].map(items => new Map(items.map(item => [item.key, item])))
  const keys = (items: readonly ModelDuty[], wanted: (item: ModelDuty) => boolean) =>
    items.filter(wanted).map(({ key }) => key)
  return {
    added: keys(after, ({ key }) => !old?.has(key)),
    changed: keys(after, item => {
      const was = old?.get(item.key)
      return was !== undefined && asWritten(was) !== asWritten(item)
    }),
    removed: keys(before, ({ key }) => !next?.has(key)),
  }
}
