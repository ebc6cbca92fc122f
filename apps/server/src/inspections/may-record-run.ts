import { may, mayInspect, type Actor } from '@anlan/domain'
import type { Tx } from '../db/scope.ts'
import { findRound } from '../rounds/round.queries.ts'
import { findVisit } from '../rounds/visit.queries.ts'
import type { KeptRun } from './inspections.table.ts'

/**
 * True when somebody may write a run: a self-inspection whoever keeps the school's registers, one made in the name of a
 * visit its team, while it is on site. Neither writes the other's.
 */
export async function mayRecordRun(
  tx: Tx,
  actor: Actor,
  { visitId, unitId }: Pick<KeptRun, 'visitId' | 'unitId'>,
): Promise<boolean> {
  if (visitId === null) return may(actor, 'register.record', unitId)
  // Held, so that nobody answers while the record is being written.
  const visit = await findVisit(tx, visitId, true)
  const round = visit && (await findRound(tx, visit.roundId))
  return round !== undefined && mayInspect(visit as NonNullable<typeof visit>, round, actor.accountId)
}
