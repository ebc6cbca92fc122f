import { OWED_STATES, SETTLED_HAZARD_STATES, type UnitId } from '@anlan/domain'
import type { Tx } from '../db/scope.ts'
import { assignmentWords, hazardWords, inspectionWords } from './fact-words.ts'

const MOST = 20

export interface FactCandidate {
  readonly kind: 'hazard' | 'assignment' | 'inspection'
  readonly id: string
  readonly words: string
}

/** What of a unit's open hazards, owed tasks and latest inspections a matter may rest on, in words as they stand now. */
export async function listFactCandidates(tx: Tx, unitId: UnitId): Promise<FactCandidate[]> {
  const [hazards, assignments, runs] = await Promise.all([
    tx
      .selectFrom('hazards')
      .select('id')
      .where('unit_id', '=', unitId)
      .where('state', 'not in', SETTLED_HAZARD_STATES)
      .orderBy('due_on')
      .limit(MOST)
      .execute(),
    tx
      .selectFrom('assignments')
      .innerJoin('campaigns', 'campaigns.id', 'assignments.campaign_id')
      .select('assignments.id')
      .where('assignments.unit_id', '=', unitId)
      .where('campaigns.state', '=', 'running')
      .where('assignments.state', 'in', OWED_STATES)
      .orderBy('assignments.due_on')
      .limit(MOST)
      .execute(),
    tx
      .selectFrom('inspection_runs')
      .select('id')
      .where('unit_id', '=', unitId)
      .where('handed_in_at', 'is not', null)
      .where('failing', '>', 0)
      .orderBy('begun_at', 'desc')
      .limit(MOST)
      .execute(),
  ])
  const worded = (kind: FactCandidate['kind'], of: typeof hazardWords, rows: readonly { id: string }[]) =>
    Promise.all(rows.map(async ({ id }) => ({ kind, id, words: (await of(tx, unitId, id)) ?? '' })))
  const all = await Promise.all([
    worded('hazard', hazardWords, hazards),
    worded('assignment', assignmentWords, assignments),
    worded('inspection', inspectionWords, runs),
  ])
  return all.flat()
}
