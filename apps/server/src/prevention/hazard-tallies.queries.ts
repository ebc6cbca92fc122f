import { NO_TOWNSHIP } from '@anlan/domain'
import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '../db/scope.ts'
import type { HazardFilter, HazardReader } from './hazard-filter.ts'
import { TALLIED_UNDER } from './hazard-tallies.table.ts'

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

const COLUMNS = sql.join(TALLIED_UNDER.map(column => sql.ref(column)))
/** The hazards themselves, counted; the triggers of the table say the same. */
const RECOUNT = sql`select unit_id, township, area, grade, source, state,
    date_trunc('month', reported_at at time zone interval '8 hours')::date as reported_in,
    date_trunc('month', closed_at at time zone interval '8 hours')::date as closed_in,
    (closed_at at time zone interval '8 hours')::date <= due_on as in_time,
    times_returned > 0 as was_returned from hazards`
/** What has to be added to the kept counts for them to be the hazards', nothing where they are. */
const MISSING = sql`select ${COLUMNS}, sum(n) as count from (
    select ${COLUMNS}, 1 as n from (${RECOUNT}) hazard
    union all select ${COLUMNS}, -count from hazard_tallies) both_ways
  group by ${COLUMNS} having sum(n) <> 0`

/** How many counts differ from a recount. One statement sees hazards and counts as of one moment, whoever writes meanwhile. */
export async function countTallyFaults(tx: Tx): Promise<number> {
  const { rows } = await sql<{ faults: number }>`
    select count(*) as faults from (${MISSING}) missing`.execute(tx)
  return rows[0]?.faults ?? 0
}

/** Puts right what differs from a recount, and says how many counts did. */
export async function correctTallies(tx: Tx): Promise<number> {
  const { numAffectedRows } = await sql`
    insert into hazard_tallies (${COLUMNS}, count) ${MISSING}`.execute(tx)
  return Number(numAffectedRows ?? 0)
}

/** Puts one row in the place of many of the same. Rows added meanwhile stay as they are and are added up the next time. */
export async function addUpTallies(tx: Tx): Promise<void> {
  await sql`
    with gone as (delete from hazard_tallies returning *)
    insert into hazard_tallies (${COLUMNS}, count)
      select ${COLUMNS}, sum(count) from gone group by ${COLUMNS} having sum(count) <> 0`.execute(tx)
}
