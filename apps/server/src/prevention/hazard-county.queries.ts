import {
  AGE_BAND_IDS,
  AGE_BANDS,
  type AgeBand,
  type AreaId,
  type Day,
  type HazardFigures,
  type UnitId,
} from '@anlan/domain'
import { sql } from 'kysely'
import type { Tx } from '../db/scope.ts'
import {
  hazardConditions,
  IS_OPEN,
  isOverdueSql,
  type CountyFilter,
  type HazardReader,
} from './hazard-filter.ts'
import { readHazardMonths, type HazardMonth } from './hazard-months.queries.ts'
import { tallyConditions } from './hazard-tallies.queries.ts'

/** Open hazards of one kind or another. */
export interface OpenCount {
  readonly open: number
  readonly overdue: number
  readonly major: number
}

export interface CountyCell extends OpenCount {
  /** Code of the township, or id of the unit where one township is looked at. */
  readonly place: string | null
  readonly area: AreaId
}

export interface CountyUnit extends OpenCount {
  readonly id: UnitId
  readonly name: string
  /** Days since the oldest open one was found. */
  readonly oldest: number | null
  readonly verified: number
  readonly closed: number
}

export interface HazardCounty {
  readonly open: OpenCount
  readonly ages: Readonly<Record<AgeBand, OpenCount>>
  readonly by: 'township' | 'unit'
  readonly cells: readonly CountyCell[]
  /** Every unit with a hazard, those with most overdue first. */
  readonly units: readonly CountyUnit[]
  readonly figures: HazardFigures
  readonly months: readonly HazardMonth[]
}

/** How the hazards of a filter stand: open ones by age, place and area, and what became of all that were ever reported. */
export async function readHazardCounty(
  tx: Tx,
  filter: CountyFilter,
  reader: HazardReader,
): Promise<HazardCounty> {
  const by = filter.township || filter.unitId || reader.scope.kind === 'units' ? 'unit' : 'township'
  const [open, tallies, months, cameBack, names] = await Promise.all([
    countOpen(tx, filter, reader, by),
    readTallies(tx, filter, reader),
    readHazardMonths(tx, filter, reader),
    countCameBack(tx, filter, reader),
    tx.selectFrom('units').select(['id', 'short_name']).execute(),
  ])
  const all = open.find(({ grouped }) => grouped === 'all')
  const nameOf = new Map(names.map(({ id, short_name }) => [id, short_name]))
  const total = tallies.find(({ grouped }) => grouped === 'all')
  return {
    ...{ open: toCount(all), ages: agesOf(open), by },
    cells: open.flatMap(row => (row.grouped === 'cell' ? { ...toCount(row), ...cellOf(row) } : [])),
    units: unitsOf(open, tallies, nameOf),
    figures: {
      ...{ verified: total?.verified ?? 0, closed: total?.closed ?? 0 },
      ...{ closedInTime: total?.in_time ?? 0, closedLate: total?.late ?? 0, overdue: all?.overdue ?? 0 },
      ...{ majorVerified: total?.major_verified ?? 0, majorClosed: total?.major_closed ?? 0 },
      ...{ reinspected: total?.reinspected ?? 0, passedAtOnce: total?.passed_at_once ?? 0, cameBack },
    },
    months,
  }
}

interface OpenRow extends OpenCount {
  readonly grouped: 'all' | 'age' | 'cell' | 'unit'
  readonly age: AgeBand | null
  readonly place: string | null
  readonly area: AreaId | null
  readonly unit_id: UnitId | null
  readonly oldest: number | null
}

/** SQL's word for `ageBandOf`. */
const bandSql = (today: Day) =>
  sql`case ${sql.join(
    AGE_BAND_IDS.flatMap(band => {
      const { upTo } = AGE_BANDS[band]
      return upTo === null
        ? []
        : [sql`when hazards.discovered_on >= ${today}::date - ${sql.lit(upTo)} then ${sql.lit(band)}`]
    }),
    sql` `,
  )} else 'longer' end`

/**
 * Read once, counted by the finest of what is shown, and that grouped four ways; the indexes `hazards_open` and
 * `hazards_open_area` hold all that it asks. Late and major ones are counted and not grouped by: a third fewer rows to group again.
 */
async function countOpen(
  tx: Tx,
  filter: CountyFilter,
  reader: HazardReader,
  by: HazardCounty['by'],
): Promise<readonly OpenRow[]> {
  const place = by === 'unit' ? sql`unit_id::text` : sql`township`
  const { rows } = await sql<OpenRow>`
    with known as materialized (
      select ${bandSql(reader.today)} as age, township, area, unit_id, min(discovered_on) as first,
        count(*) as n, count(*) filter (where ${isOverdueSql(reader.today)}) as late,
        count(*) filter (where grade = 'major') as major
      from hazards where ${IS_OPEN} and ${hazardConditions(filter, reader)}
      group by 1, 2, 3, 4),
    placed as (select age, ${place} as place, area, unit_id, first, n, late, major from known)
    select case when grouping(age) = 0 then 'age' when grouping(area) = 0 then 'cell'
        when grouping(unit_id) = 0 then 'unit' else 'all' end as grouped,
      age, place, area, unit_id, ${reader.today}::date - min(first) as oldest, coalesce(sum(n), 0)::int as open,
      coalesce(sum(late), 0)::int as overdue, coalesce(sum(major), 0)::int as major
    from placed group by grouping sets ((), (age), (place, area), (unit_id))`.execute(tx)
  return rows
}

const toCount = (row: OpenCount | undefined): OpenCount => ({
  ...{ open: row?.open ?? 0, overdue: row?.overdue ?? 0, major: row?.major ?? 0 },
})

const agesOf = (rows: readonly OpenRow[]): Record<AgeBand, OpenCount> =>
  Object.fromEntries(
    AGE_BAND_IDS.map(band => [band, toCount(rows.find(row => row.grouped === 'age' && row.age === band))]),
  ) as Record<AgeBand, OpenCount>

function cellOf({ place, area }: OpenRow): { place: string | null; area: AreaId } {
  if (area === null) throw new Error('a cell has an area')
  return { place, area }
}

interface TallyRow {
  readonly grouped: 'all' | 'unit'
  readonly unit_id: UnitId | null
  readonly reported: number
  readonly verified: number
  readonly closed: number
  readonly in_time: number
  readonly late: number
  readonly major_verified: number
  readonly major_closed: number
  readonly reinspected: number
  readonly passed_at_once: number
}

/** Sums over the kept counts; nothing of it depends on the day. */
async function readTallies(tx: Tx, filter: CountyFilter, reader: HazardReader): Promise<readonly TallyRow[]> {
  const sum = (condition: ReturnType<typeof sql>) =>
    sql`coalesce(sum(count) filter (where ${condition}), 0)::int`
  const closed = sql`state = 'closed'`
  const verified = sql`state not in ('reported', 'dismissed')`
  const { rows } = await sql<TallyRow>`
    select case when grouping(unit_id) = 0 then 'unit' else 'all' end as grouped, unit_id,
      coalesce(sum(count), 0)::int as reported, ${sum(verified)} as verified, ${sum(closed)} as closed,
      ${sum(sql`${closed} and in_time`)} as in_time, ${sum(sql`${closed} and not in_time`)} as late,
      ${sum(sql`${verified} and grade = 'major'`)} as major_verified,
      ${sum(sql`${closed} and grade = 'major'`)} as major_closed,
      ${sum(sql`(${closed} or was_returned)`)} as reinspected,
      ${sum(sql`${closed} and not was_returned`)} as passed_at_once
    from hazard_tallies where ${tallyConditions(filter, reader)}
    group by grouping sets ((), (unit_id))`.execute(tx)
  return rows
}

/** Few: the index `hazards_ancestor` holds only hazards in which another came back. */
async function countCameBack(tx: Tx, filter: CountyFilter, reader: HazardReader): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from hazards
    where ${hazardConditions({ ...filter, cameBack: true }, reader)}`.execute(tx)
  return rows[0]?.count ?? 0
}

function unitsOf(
  open: readonly OpenRow[],
  tallies: readonly TallyRow[],
  nameOf: ReadonlyMap<string, string>,
): CountyUnit[] {
  const openOf = new Map(open.flatMap(row => (row.grouped === 'unit' ? [[row.unit_id, row] as const] : [])))
  return tallies
    .flatMap((row): CountyUnit[] => {
      if (row.grouped !== 'unit' || row.unit_id === null || row.reported === 0) return []
      const now = openOf.get(row.unit_id)
      return [
        {
          ...{ id: row.unit_id, name: nameOf.get(row.unit_id) ?? '', ...toCount(now) },
          ...{ oldest: now?.oldest ?? null, verified: row.verified, closed: row.closed },
        },
      ]
    })
    .toSorted(
      (a, b) => b.overdue - a.overdue || b.open - a.open || b.verified - a.verified || (a.id < b.id ? -1 : 1),
    )
}
