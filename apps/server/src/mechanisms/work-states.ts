import {
  OPEN_ASSIGNMENT_STATES,
  SETTLED_HAZARD_STATES,
  SETTLED_MEASURE_STATES,
  type ConclusionWork,
  type MechanismItemId,
  type UnitId,
} from '@anlan/domain'
import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '../db/scope.ts'

/** A piece of work that came of an item, as it stands now. */
export interface WorkState {
  readonly itemId: MechanismItemId
  readonly work: ConclusionWork
  readonly subjectId: string
  readonly unit: { readonly id: UnitId; readonly name: string }
  /** What it is called; null where the reader does not see it. */
  readonly name: string | null
  /** Its own state; of a matter `open` or `closed`, of a risk point `regrade` or `graded`. */
  readonly state: string | null
  readonly settled: boolean
}

const listed = (states: readonly string[]) => sql.join(states.map(state => sql.lit(state)))

/**
 * What the works `w` are called and how they stand, joined in one statement. A matter is settled when all its measures are, a
 * risk point when it has been graded anew since.
 */
export const WORK_JOINS = sql`
  left join hazards h on w.work = 'hazard' and h.id = w.subject_id
  left join assignments a on w.work = 'assignment' and a.id = w.subject_id
  left join tasks t on t.id = a.task_id
  left join risk_points r on w.work = 'risk-point' and r.id = w.subject_id
  left join supervision_matters m on w.work = 'matter' and m.id = w.subject_id`
const MATTER_OPEN = sql<boolean>`exists (select from supervision_measures s where s.matter_id = m.id
  and s.state not in (${listed(SETTLED_MEASURE_STATES)}))`
const RISK_OPEN = sql<boolean>`(r.retired_at is null and r.regrade <> '[]'::jsonb)`

/** True of a work whose state says that nothing is left to be done. */
export const IS_SETTLED: RawBuilder<boolean> = sql<boolean>`coalesce(case w.work
  when 'hazard' then h.state in (${listed(SETTLED_HAZARD_STATES)})
  when 'assignment' then a.state not in (${listed(OPEN_ASSIGNMENT_STATES)})
  when 'matter' then not ${MATTER_OPEN}
  else not ${RISK_OPEN} end, false)`

/** The works of the items that a condition on `i` and `w` names, in the order in which they were opened. */
export async function listWorkStates(tx: Tx, where: RawBuilder<boolean>): Promise<WorkState[]> {
  const { rows } = await sql<{
    item_id: MechanismItemId
    work: ConclusionWork
    subject_id: string
    unit_id: UnitId
    unit: string
    name: string | null
    state: string | null
    settled: boolean
  }>`
    select w.item_id, w.work, w.subject_id, w.unit_id, u.name as unit,
      case w.work when 'hazard' then h.number || ' ' || h.place when 'assignment' then t.title
        when 'matter' then m.number || ' ' || m.title else r.name end as name,
      case w.work when 'hazard' then h.state when 'assignment' then a.state
        when 'matter' then case when ${MATTER_OPEN} then 'open' else 'closed' end
        else case when ${RISK_OPEN} then 'regrade' else 'graded' end end as state,
      ${IS_SETTLED} as settled
    from mechanism_works w join mechanism_items i on i.id = w.item_id join units u on u.id = w.unit_id
    ${WORK_JOINS}
    where ${where} order by w.made_at, w.subject_id`.execute(tx)
  return rows.map(row => ({
    ...{ itemId: row.item_id, work: row.work, subjectId: row.subject_id, name: row.name },
    ...{ unit: { id: row.unit_id, name: row.unit }, state: row.state, settled: row.settled },
  }))
}
