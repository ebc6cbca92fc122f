import { NO_RATE, sumRates, type Day, type Rate, type Scope, type UnitId } from '@anlan/domain'
import { sql } from 'kysely'
import type { Tx } from '../db/scope.ts'

/** Whose figures: all within reach, a township's or a unit's. */
export interface TrendPlace {
  readonly township?: string | undefined
  readonly unitId?: UnitId | undefined
}

export interface TrendPoint {
  readonly day: Day
  readonly rate: Rate
}

/** The days on which figures were taken, from one day to another, the oldest first. */
export async function listTakenDays(tx: Tx, from: Day, to: Day): Promise<Day[]> {
  const rows = await tx
    .selectFrom('indicator_days')
    .select('day')
    .where('day', '>=', from)
    .where('day', '<=', to)
    .orderBy('day')
    .execute()
  return rows.map(({ day }) => day)
}

const placeOf = (key: string) => sql`(select place from indicator_places where key = ${key})`

/**
 * One rate day by day, of whoever is asked for: a day on which figures were taken and this had nothing to divide by is there as
 * nought of nought, one on which none were taken is not there. Sums stand written; of single units within a school's reach they
 * are added up here.
 */
export async function readTrend(
  tx: Tx,
  scope: Scope,
  key: string,
  { township, unitId }: TrendPlace,
  { from, to }: { readonly from: Day; readonly to: Day },
): Promise<TrendPoint[]> {
  const isSum = unitId === undefined && scope.kind === 'county'
  const source = isSum
    ? sql`select day, numerators[${placeOf(key)}] as n, denominators[${placeOf(key)}] as d
        from indicator_sums where township = ${township ?? ''} and day between ${from}::date and ${to}::date`
    : sql`select day, sum(numerators[${placeOf(key)}])::int as n, sum(denominators[${placeOf(key)}])::int as d
        from indicator_snapshots where day between ${from}::date and ${to}::date
          and ${unitId ? sql`unit_id = ${unitId}` : sql`unit_id = any (${scope.kind === 'units' ? scope.units : []}::uuid[])`}
        group by day`
  const { rows } = await sql<{ day: Day; n: number | null; d: number | null }>`
    select days.day, n, d from indicator_days days left join (${source}) own on own.day = days.day
    where days.day between ${from}::date and ${to}::date order by days.day`.execute(tx)
  return rows.map(({ day, n, d }) => ({ day, rate: { numerator: n ?? 0, denominator: d ?? 0 } }))
}

/** The county's own figures day by day, which everybody sees beside his own. */
export async function readCountyTrend(
  tx: Tx,
  key: string,
  days: { readonly from: Day; readonly to: Day },
): Promise<TrendPoint[]> {
  return readTrend(tx, { kind: 'county' }, key, {}, days)
}

interface Line {
  readonly day: Day
  readonly numerators: readonly (number | null)[]
  readonly denominators: readonly (number | null)[]
}

/** Every rate of the reader's reach, or of the county, on the days asked for: by key, and in it by day. */
export async function readFigures(
  tx: Tx,
  whose: Scope,
  days: { readonly from: Day; readonly to: Day },
): Promise<ReadonlyMap<string, ReadonlyMap<Day, Rate>>> {
  const [places, { rows }] = await Promise.all([
    tx.selectFrom('indicator_places').selectAll().execute(),
    whose.kind === 'county'
      ? sql<Line>`select day, numerators, denominators from indicator_sums
          where township = '' and day between ${days.from}::date and ${days.to}::date`.execute(tx)
      : sql<Line>`select day, numerators, denominators from indicator_snapshots
          where unit_id = any (${whose.units}::uuid[]) and day between ${days.from}::date and ${days.to}::date`.execute(
          tx,
        ),
  ])
  const byDay = Map.groupBy(rows, ({ day }) => day)
  return new Map(
    places.map(({ key, place }) => [
      key,
      new Map(
        [...byDay].map(([day, lines]) => [day, sumRates(lines.map(line => rateAt(line, place)))] as const),
      ),
    ]),
  )
}

const rateAt = ({ numerators, denominators }: Line, place: number): Rate => {
  const [numerator, denominator] = [numerators[place - 1] ?? null, denominators[place - 1] ?? null]
  return numerator === null || denominator === null ? NO_RATE : { numerator, denominator }
}
