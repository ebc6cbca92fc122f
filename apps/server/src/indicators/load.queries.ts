import { addMonths, SCHOOL_KINDS, type Day, type Scope, type UnitId } from '@anlan/domain'
import { sql } from 'kysely'
import type { Tx } from '../db/scope.ts'
import { isOpenOn } from '../prevention/pilot/built-rate.queries.ts'
import { isAsked, unitsAsked } from './counter.ts'

/** What schools are asked to do or answer by a day, of one month. */
export interface LoadMonth {
  /** `2026-11`. */
  readonly month: string
  readonly requests: number
  /** Of the school that is asked most. */
  readonly most: number
}

export interface LoadUnit {
  readonly unit: { readonly id: UnitId; readonly name: string }
  readonly requests: number
}

export interface Load {
  readonly schools: number
  readonly months: readonly LoadMonth[]
  /** Of the month that was asked for, those that are asked most first. */
  readonly units: readonly LoadUnit[]
}

/** Months before and after the one that holds a day. */
const [BACK, AHEAD] = [4, 2]

/**
 * How many things each school within reach is asked, month by month: tasks that are due, hazards handed down and measures
 * that want an answer. Each is one request, however much it asks.
 */
export async function readLoad(tx: Tx, scope: Scope, today: Day): Promise<Load> {
  const month = `${today.slice(0, 7)}-01` as Day
  const [from, to] = [addMonths(month, -BACK), addMonths(month, AHEAD + 1)]
  const asked = { units: unitsAsked(scope, undefined) }
  const own = (table: string) => isAsked(asked, `${table}.unit_id`)
  const within = (column: string) =>
    sql`${sql.ref(column)} >= ${from}::date and ${sql.ref(column)} < ${to}::date`
  const [schools, { rows }] = await Promise.all([
    tx
      .selectFrom('units')
      .select(['id', 'name'])
      .where('kind', 'in', SCHOOL_KINDS)
      .where(isOpenOn(today))
      .where(isAsked(asked, 'units.id'))
      .execute(),
    sql<{ unit_id: UnitId; month: string; requests: number }>`
      select unit_id, to_char(due_on, 'YYYY-MM') as month, count(*)::int as requests from (
        select unit_id, due_on from assignments where ${own('assignments')} and ${within('due_on')}
        union all
        select unit_id, due_on from hazard_orders where ${own('hazard_orders')} and ${within('due_on')}
        union all
        select unit_id, reply_due_on from supervision_measures
          where issued_at is not null and ${own('supervision_measures')} and ${within('reply_due_on')}
      ) asked group by unit_id, month`.execute(tx),
  ])
  const names = new Map(schools.map(({ id, name }) => [id as UnitId, name]))
  const counted = rows.filter(({ unit_id }) => names.has(unit_id))
  const months = Array.from({ length: BACK + AHEAD + 1 }, (_, at) => addMonths(from, at).slice(0, 7))
  return {
    schools: schools.length,
    months: months.map(each => {
      const requests = counted.filter(row => row.month === each).map(row => row.requests)
      return {
        ...{ month: each, requests: requests.reduce((sum, one) => sum + one, 0) },
        most: Math.max(0, ...requests),
      }
    }),
    units: counted
      .filter(row => row.month === month.slice(0, 7))
      .map(row => ({ unit: { id: row.unit_id, name: names.get(row.unit_id) ?? '' }, requests: row.requests }))
      .toSorted((a, b) => b.requests - a.requests || (a.unit.id < b.unit.id ? -1 : 1)),
  }
}
