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
  type Instant,
  type RoundLimits,
  type RoundSchools,
  type Scope,
  type UnitId,
} from '@anlan/domain'
import { sql } from 'kysely'
import type { Tx } from '../db/scope.ts'

interface Row {
  readonly id: UnitId
  readonly name: string
  readonly code: string | null
  readonly major: number
  readonly overdue: number
  readonly arrived_at: Instant | null
}

/**
 * The open schools within the scope that lots are drawn among, each with its weight as it is today. They are counted one by one
 * from what is on record, so that the weight on a notice can be looked up.
 */
export async function listCandidates(
  tx: Tx,
  scope: Scope,
  { townships, kinds }: Extract<RoundSchools, { by: 'draw' }>,
  limits: RoundLimits,
  today: Day,
): Promise<Candidate[]> {
  const wanted = UNIT_KIND_IDS.filter(kind => isSchool(kind) && (kinds.length === 0 || kinds.includes(kind)))
  const { rows } = await sql<Row>`select u.id, u.name, u.school_code as code,
      (select count(*) from hazards h where h.unit_id = u.id and h.grade = 'major'
        and h.state <> all (${[...SETTLED_HAZARD_STATES]})) as major,
      (select count(*) from hazards h where h.unit_id = u.id and h.due_on < ${today}
        and h.state = any (${[...RUNNING_HAZARD_STATES]}))
      + (select count(*) from assignments a join campaigns c on c.id = a.campaign_id
        where a.unit_id = u.id and a.due_on < ${today} and c.state = 'running'
        and a.state = any (${[...OWED_STATES]})) as overdue,
      (select max(v.arrived_at) from inspection_visits v
        where v.unit_id = u.id and v.kind <> 'self' and v.state <> 'cancelled') as arrived_at
    from units u
    where u.kind = any (${wanted}) and u.open_until is null
      and (${townships.length === 0} or u.township = any (${townships}))
      and (${scope.kind === 'county'} or u.id = any (${scope.kind === 'units' ? scope.units : []}::uuid[]))
    order by u.ordinal`.execute(tx)
  return rows.map(row => ({
    ...{ unitId: row.id, name: row.name, code: row.code ?? row.id },
    weights: weigh(
      {
        ...{ openMajor: Number(row.major), overdue: Number(row.overdue) },
        lastVisitOn: row.arrived_at === null ? null : dayOf(row.arrived_at),
      },
      limits,
      today,
    ),
  }))
}
