import {
  isSchool,
  termBegin,
  termYearOf,
  UNIT_KIND_IDS,
  yearBounds,
  type Day,
  type Instant,
  type Scope,
  type UnitId,
} from '@anlan/domain'
import { sql } from 'kysely'
import { readCalendar } from '../drills/standards.queries.ts'
import type { Tx } from '../db/scope.ts'

interface CoverageRow {
  readonly unit: { readonly id: UnitId; readonly name: string }
  readonly township: string | null
  readonly lastVisitAt: Instant | null
  /** Visits since the first day of the period. */
  readonly visits: number
}

/**
 * Every open school of the scope with its last visit by somebody from outside, those nobody ever visited first. A visit
 * counts from the moment the team arrived, unless it was cancelled.
 */
async function listCoverage(tx: Tx, scope: Scope, since: Day): Promise<CoverageRow[]> {
  const { rows } = await sql<{
    id: UnitId
    name: string
    township: string | null
    last: Instant | null
    visits: number
  }>`select u.id, u.name, t.name as township, v.last, coalesce(v.visits, 0) as visits
    from units u
    left join townships t on t.code = u.township
    left join (select unit_id, max(arrived_at) as last,
        count(*) filter (where (arrived_at at time zone 'Asia/Shanghai')::date >= ${since}::date) as visits
      from inspection_visits where arrived_at is not null and state <> 'cancelled' and kind <> 'self'
      group by unit_id) v on v.unit_id = u.id
    where u.open_until is null and u.kind = any (${UNIT_KIND_IDS.filter(isSchool)})
      and (${scope.kind === 'county'} or u.id = any (${scope.kind === 'units' ? scope.units : []}::uuid[]))
    order by v.last nulls first, u.township, u.ordinal`.execute(tx)
  return rows.map(row => ({
    ...{ unit: { id: row.id, name: row.name }, township: row.township },
    ...{ lastVisitAt: row.last, visits: Number(row.visits) },
  }))
}

export interface Coverage {
  /** The first day of the period that is counted. */
  readonly since: Day
  /** It is the usual beginning of a term, for the county has not entered its own calendar. */
  readonly isDefault: boolean
  readonly rows: readonly CoverageRow[]
}

/** The schools of the scope as they were visited since a day; since the beginning of the term where none is named. */
export async function readCoverage(tx: Tx, scope: Scope, today: Day, since?: Day): Promise<Coverage> {
  if (since) return { since, isDefault: false, rows: await listCoverage(tx, scope, since) }
  const calendar = await readCalendar(tx, yearBounds(termYearOf(today) - 1).from, today)
  const begin = termBegin(calendar, today)
  return { since: begin, isDefault: calendar.isDefault, rows: await listCoverage(tx, scope, begin) }
}
