import {
  dayOf,
  isSchool,
  OWED_STATES,
  RUNNING_HAZARD_STATES,
  SETTLED_HAZARD_STATES,
  UNIT_KIND_IDS,
  weigh,
  type Candidate,
  type Day,
  type DrawPoints,
  type Instant,
  type RoundSchools,
  type Scope,
  type UnitId,
  type VisitingGrounds,
} from '@anlan/domain'
import { sql } from 'kysely'
import type { Tx } from '../db/scope.ts'

interface Row {
  readonly id: UnitId
  readonly name: string
  readonly code: string | null
  readonly residual_red: number
  readonly residual_orange: number
  readonly inherent_red: number
  readonly inherent_orange: number
  readonly major: number
  readonly overdue_hazards: number
  readonly overdue_tasks: number
  readonly arrived_at: Instant | null
}

/**
 * The open schools within the scope that lots are drawn among, each with its weight as it is on the day of the draw and with
 * what that was counted from. They are counted one by one from what is on record, so that a weight on a notice can be looked up.
 */
export async function listCandidates(
  tx: Tx,
  scope: Scope,
  { townships, kinds }: Extract<RoundSchools, { by: 'draw' }>,
  points: DrawPoints,
  on: Day,
): Promise<Candidate[]> {
  const wanted = UNIT_KIND_IDS.filter(kind => isSchool(kind) && (kinds.length === 0 || kinds.includes(kind)))
  const { rows } = await sql<Row>`select u.id, u.name, u.school_code as code,
      (select count(*) from hazards h where h.unit_id = u.id and h.grade = 'major'
        and h.state <> all (${[...SETTLED_HAZARD_STATES]})) as major,
      (select count(*) from hazards h where h.unit_id = u.id and h.due_on < ${on}
        and h.state = any (${[...RUNNING_HAZARD_STATES]})) as overdue_hazards,
      (select count(*) from assignments a join campaigns c on c.id = a.campaign_id
        where a.unit_id = u.id and a.due_on < ${on} and c.state = 'running'
        and a.state = any (${[...OWED_STATES]})) as overdue_tasks,
      r.*,
      (select max(v.arrived_at) from inspection_visits v
        where v.unit_id = u.id and v.kind <> 'self' and v.state <> 'cancelled') as arrived_at
    from units u
    cross join lateral (select
        count(*) filter (where colour = 'red') as residual_red,
        count(*) filter (where colour = 'orange') as residual_orange,
        count(*) filter (where inherent_colour = 'red') as inherent_red,
        count(*) filter (where inherent_colour = 'orange') as inherent_orange
      from risk_points where unit_id = u.id and retired_at is null) r
    where u.kind = any (${wanted}) and u.open_until is null
      and (${townships.length === 0} or u.township = any (${townships}))
      and (${scope.kind === 'county'} or u.id = any (${scope.kind === 'units' ? scope.units : []}::uuid[]))
    order by u.ordinal`.execute(tx)
  return rows.map(row => {
    const grounds = groundsOf(row)
    return {
      ...{ unitId: row.id, name: row.name, code: row.code ?? row.id, grounds },
      weights: weigh(grounds, points, on),
    }
  })
}

const groundsOf = (row: Row): VisitingGrounds => ({
  residual: { red: Number(row.residual_red), orange: Number(row.residual_orange) },
  inherent: { red: Number(row.inherent_red), orange: Number(row.inherent_orange) },
  ...{ openMajor: Number(row.major), overdueTasks: Number(row.overdue_tasks) },
  overdueHazards: Number(row.overdue_hazards),
  lastVisitOn: row.arrived_at === null ? null : dayOf(row.arrived_at),
})
