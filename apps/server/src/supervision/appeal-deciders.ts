import { findMeasureStep, isApart, type Measure } from '@anlan/domain'
import type { Tx } from '../db/scope.ts'

/**
 * Who may decide the appeal that is open against a measure, by name: those of the role who had no part in it. Nobody, where the
 * bureau has no such leader; null where no appeal is open.
 */
export async function listAppealDeciders(tx: Tx, measure: Measure): Promise<string[] | null> {
  const by = findMeasureStep(measure.kind, measure.state, 'uphold')?.by
  if (!by) return null
  const rows = await tx
    .selectFrom('accounts')
    .select(['id', 'name'])
    .where('role', 'in', [...by])
    .where('disabled_at', 'is', null)
    .orderBy('name')
    .execute()
  return rows.filter(({ id }) => isApart(measure, id)).map(({ name }) => name)
}
