import { commandOfMany, type ManyProposals, type MeasureId } from '@anlan/domain'
import type { RefusalCode } from '../refusal.ts'
import type { Context } from '../trpc.ts'
import { advanceMeasure } from './advance-measure.ts'

/** A proposal that stayed as it was, by its school and matter, and why. */
export interface LeftProposal {
  readonly id: MeasureId
  readonly unit: string
  readonly title: string
  readonly code: RefusalCode
}

export interface ManyDone {
  readonly done: number
  readonly left: readonly LeftProposal[]
}

/**
 * Decides several proposals in one act. Each is decided, recorded and told by itself, in a transaction of its own: what one of
 * them refuses holds up none of the others.
 * @returns how many were decided, and those that were not, by name
 */
export async function decideMany(context: Context, { items, ...act }: ManyProposals): Promise<ManyDone> {
  const refused = new Map<MeasureId, RefusalCode>()
  for (const { id, revision } of items) {
    const result = await advanceMeasure(context, { id, revision, command: commandOfMany(act), files: [] })
    if (!result.ok) refused.set(id, result.error.code)
  }
  return { done: items.length - refused.size, left: await nameLeft(context, refused) }
}

/** What stayed as it was, by the names the reader knows it under. */
export async function nameLeft(
  { app, actor }: Context,
  refused: ReadonlyMap<MeasureId, RefusalCode>,
): Promise<LeftProposal[]> {
  if (refused.size === 0) return []
  const rows = await app.db.read(actor, tx =>
    tx
      .selectFrom('supervision_measures')
      .innerJoin('supervision_matters', 'supervision_matters.id', 'supervision_measures.matter_id')
      .innerJoin('units', 'units.id', 'supervision_measures.unit_id')
      .select(['supervision_measures.id', 'units.name as unit', 'title'])
      .where('supervision_measures.id', 'in', [...refused.keys()])
      .execute(),
  )
  const names = new Map(rows.map(({ id, unit, title }) => [id, { unit, title }]))
  // What the reader does not see has no name for him.
  return [...refused].map(([id, code]) => ({ id, code, ...(names.get(id) ?? { unit: '', title: '' }) }))
}
