import {
  gatesOf,
  listMissingElements,
  RUNNING_HAZARD_STATES,
  type CampaignId,
  type Gate,
  type GateId,
  type PhaseKind,
  type TaskMilestone,
} from '@anlan/domain'
import { sql } from 'kysely'
import type { Tx } from '../db/scope.ts'

/** Every gate's count from the facts in the scope: hand-ins that were accepted, plans that are complete. */
export async function countGates(tx: Tx, id: CampaignId): Promise<Record<GateId, Gate>> {
  const [meetings, summaries, majors] = await Promise.all([
    countMilestone(tx, id, 'deployment-meeting'),
    countMilestone(tx, id, 'summary'),
    countMajors(tx),
  ])
  return {
    'meetings-held': { id: 'meetings-held', ...meetings },
    'majors-planned': { id: 'majors-planned', ...majors },
    'summaries-accepted': { id: 'summaries-accepted', ...summaries },
  }
}

/** The gates of a phase with their counts. */
export const gatesWith = (counted: Record<GateId, Gate>, kind: PhaseKind): Gate[] =>
  gatesOf(kind).map(id => counted[id])

type Count = Pick<Gate, 'done' | 'asked'>

async function countMilestone(tx: Tx, id: CampaignId, milestone: TaskMilestone): Promise<Count> {
  return tx
    .selectFrom('assignments')
    .innerJoin('tasks', 'tasks.id', 'assignments.task_id')
    .select(sql<number>`count(*) filter (where assignments.state = 'accepted')`.as('done'))
    .select(sql<number>`count(*) filter (where assignments.state <> 'excused')`.as('asked'))
    .where('assignments.campaign_id', '=', id)
    .where('tasks.milestone', '=', milestone)
    .executeTakeFirstOrThrow()
}

/** Open major hazards and those of them whose plan holds all five elements. */
async function countMajors(tx: Tx): Promise<Count> {
  const rows = await tx
    .selectFrom('hazards')
    .select('plan')
    .where('grade', '=', 'major')
    .where('state', 'in', RUNNING_HAZARD_STATES)
    .execute()
  return {
    done: rows.filter(row => listMissingElements('major', row.plan).length === 0).length,
    asked: rows.length,
  }
}
