import { NO_TOWNSHIP } from '@anlan/domain'
import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '../db/scope.ts'
import type { HazardFilter, HazardReader } from './hazard-filter.ts'

const TALLIED_PARTS = [
  'state',
  'grade',
  'area',
  'source',
  'township',
  'unitId',
] as const satisfies readonly (keyof HazardFilter)[]
type TalliedPart = (typeof TALLIED_PARTS)[number]

/** Whether the kept counts can answer a filter: they know nothing of the day, of texts or of single hazards. */
export const isTallied = (filter: HazardFilter): filter is Pick<HazardFilter, TalliedPart> =>
  (Object.keys(filter) as (keyof HazardFilter)[]).every(
    part => filter[part] === undefined || (TALLIED_PARTS as readonly string[]).includes(part),
  )

/** The conditions of such a filter on `hazard_tallies`. */
export function tallyConditions(
  filter: Pick<HazardFilter, TalliedPart>,
  { scope }: Pick<HazardReader, 'scope'>,
): RawBuilder<boolean> {
  const { state, grade, area, source, township, unitId } = filter
  const all = [sql<boolean>`true`]
  if (scope.kind === 'units') all.push(sql`unit_id = any (${scope.units}::uuid[])`)
  if (state && state.length > 0) all.push(sql`state = any (${state})`)
  if (grade) all.push(sql`grade = ${grade}`)
  if (area) all.push(sql`area = ${area}`)
  if (source) all.push(sql`source = ${source}`)
  if (township === NO_TOWNSHIP) all.push(sql`township is null`)
  else if (township) all.push(sql`township = ${township}`)
  if (unitId) all.push(sql`unit_id = ${unitId}`)
  return sql.join(all, sql` and `)
}

interface Kept {
  readonly table: RawBuilder<unknown>
  readonly columns: RawBuilder<unknown>
  /** The hazards themselves by the same columns; the triggers say the same. */
  readonly recount: RawBuilder<unknown>
}

const KEPT: readonly Kept[] = [
  {
    table: sql`hazard_tallies`,
    columns: sql`unit_id, township, area, grade, source, state, in_time, was_returned`,
    recount: sql`select unit_id, township, area, grade, source, state,
        (closed_at at time zone interval '8 hours')::date <= due_on as in_time, times_returned > 0 as was_returned
      from hazards`,
  },
  {
    table: sql`hazard_months`,
    columns: sql`township, area, grade, source, event, month`,
    recount: sql`select township, area, grade, source, 'reported' as event,
        date_trunc('month', reported_at at time zone interval '8 hours')::date as month from hazards
      union all select township, area, grade, source, 'closed',
        date_trunc('month', closed_at at time zone interval '8 hours')::date from hazards where state = 'closed'`,
  },
]

/** What has to be added to kept counts for them to be the hazards', nothing where they are. */
const missing = ({ table, columns, recount }: Kept) => sql`select ${columns}, sum(n) as count from (
    select ${columns}, 1 as n from (${recount}) hazard
    union all select ${columns}, -count from ${table}) both_ways
  group by ${columns} having sum(n) <> 0`

const sum = (counts: readonly number[]): number => counts.reduce((all, each) => all + each, 0)

/** How many counts differ from a recount. One statement sees hazards and counts as of one moment, whoever writes meanwhile. */
export async function countTallyFaults(tx: Tx): Promise<number> {
  const found = await Promise.all(
    KEPT.map(kept =>
      sql<{ faults: number }>`select count(*) as faults from (${missing(kept)}) missing`.execute(tx),
    ),
  )
  return sum(found.map(({ rows }) => rows[0]?.faults ?? 0))
}

/** Puts right what differs from a recount, and says how many counts did. */
export async function correctTallies(tx: Tx): Promise<number> {
  const put = await Promise.all(
    KEPT.map(kept => sql`insert into ${kept.table} (${kept.columns}, count) ${missing(kept)}`.execute(tx)),
  )
  return sum(put.map(({ numAffectedRows }) => Number(numAffectedRows ?? 0)))
}

/** Puts one row in the place of many of the same. Rows added meanwhile stay as they are and are added up the next time. */
export async function addUpTallies(tx: Tx): Promise<void> {
  await Promise.all(
    KEPT.map(({ table, columns }) =>
      sql`with gone as (delete from ${table} returning *)
        insert into ${table} (${columns}, count)
          select ${columns}, sum(count) from gone group by ${columns} having sum(count) <> 0`.execute(tx),
    ),
  )
}
