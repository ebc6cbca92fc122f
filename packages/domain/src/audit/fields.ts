import type { Label } from '../kernel/label.ts'
import { CAMPAIGN_FIELDS } from './fields/campaign.ts'
import { DRILL_FIELDS } from './fields/drills.ts'
import { GENERAL_FIELDS } from './fields/general.ts'
import { LAST_FIELDS } from './fields/last.ts'
import { MECHANISM_FIELDS } from './fields/mechanisms.ts'
import { ORGANISATION_FIELDS } from './fields/organisation.ts'
import { PILOT_FIELDS } from './fields/pilot.ts'
import { PREVENTION_FIELDS } from './fields/prevention.ts'
import { RESPONSIBILITY_FIELDS } from './fields/responsibility.ts'
import { ROUND_FIELDS } from './fields/rounds.ts'
import { SUPERVISION_FIELDS, TALK_FIELDS } from './fields/supervision.ts'
import { TRAINING_FIELDS } from './fields/training.ts'
import type { Fields } from './fields/field.ts'

/**
 * How the fields are called that the record holds before and after a deed. One name means one thing in all of it, or
 * stands here once more with its noun. A field that is missing is shown by the name it was recorded under. Their order is
 * the one they are read in: what a clerk looks for first, and what only the machine needs last.
 */
const FIELDS: Fields = {
  ...GENERAL_FIELDS,
  ...PREVENTION_FIELDS,
  ...CAMPAIGN_FIELDS,
  ...ORGANISATION_FIELDS,
  ...DRILL_FIELDS,
  ...MECHANISM_FIELDS,
  ...SUPERVISION_FIELDS,
  ...ROUND_FIELDS,
  ...PILOT_FIELDS,
  ...TRAINING_FIELDS,
  ...RESPONSIBILITY_FIELDS,
  ...TALK_FIELDS,
  ...LAST_FIELDS,
}

const find = (noun: string, key: string): Fields[string] | undefined =>
  FIELDS[`${noun}.${key}`] ?? FIELDS[key]
const isPlace = (step: string): boolean => /^\d+$/.test(step)

const RANKS = new Map(Object.keys(FIELDS).map((key, rank) => [key, rank]))
const rankOf = (step: string): number => (isPlace(step) ? Number(step) : (RANKS.get(step) ?? RANKS.size))

/** Puts paths into the order in which their fields are read. */
export function compareFields(a: readonly string[], b: readonly string[]): number {
  for (const [index, step] of a.entries()) {
    const other = b[index]
    if (other === undefined) return 1
    if (step !== other) return rankOf(step) - rankOf(other)
  }
  return a.length - b.length
}

/** The words of a field's path: what each step is called, places in a list counted from 1. */
export function labelField(noun: string, path: readonly string[]): Label {
  const steps = path.map(step => {
    if (isPlace(step)) return { zh: `第${Number(step) + 1}项`, en: `item ${Number(step) + 1}` }
    return find(noun, step)?.label ?? { zh: step, en: step }
  })
  return { zh: steps.map(step => step.zh).join(' · '), en: steps.map(step => step.en).join(' · ') }
}

/** What a value of a field is called, where the field's values are members of a set; undefined elsewhere. */
export function labelValue(noun: string, path: readonly string[], value: unknown): Label | undefined {
  const key = path.findLast(step => !isPlace(step))
  const words = key === undefined ? undefined : find(noun, key)?.words
  return typeof value === 'string' && words && Object.hasOwn(words, value) ? words[value] : undefined
}
