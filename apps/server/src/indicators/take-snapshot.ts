import {
  AREA_IDS,
  INDICATORS,
  keptUnder,
  type Day,
  type Instant,
  type Rate,
  type UnitId,
} from '@anlan/domain'
import { sql } from 'kysely'
import type { App } from '../app.ts'
import { SYSTEM, type Tx } from '../db/scope.ts'
import { bulkInsert } from '../seed/bulk-insert.ts'
import { countIndicators, isByArea } from './count-indicators.ts'

/** Rates of units by the key under which they are kept. */
export type KeptRates = ReadonlyMap<string, ReadonlyMap<UnitId, Rate>>

/**
 * Takes the day's figures: every rate of every unit, and their sums. A day is taken once, by whichever server comes first, and
 * one on which no server ran is not made up for: nobody knows any more how things stood.
 */
export async function takeSnapshot({ db, clock }: Pick<App, 'db' | 'clock'>): Promise<{ taken: boolean }> {
  const today = clock.today()
  return db.unrecorded(SYSTEM, 'indicator-snapshot', async tx => {
    const begun = await tx
      .insertInto('indicator_days')
      .values({ day: today, taken_at: clock.now() })
      .onConflict(conflict => conflict.doNothing())
      .returning('day')
      .execute()
    if (begun.length === 0) return { taken: false }
    const rates = await countAll(tx, today)
    await keepFigures(tx, [{ day: today, rates }])
    return { taken: true }
  })
}

/** Every declared rate of every unit, and of those that can be counted for one area those of each. */
export async function countAll(tx: Tx, today: Day): Promise<KeptRates> {
  const reader = { today, accountId: SYSTEM.accountId, scope: SYSTEM.scope }
  const ids = INDICATORS.map(({ id }) => id)
  const kept = new Map(await countIndicators(tx, reader, ids))
  const byArea = ids.filter(isByArea)
  for (const area of AREA_IDS)
    for (const [id, rates] of await countIndicators(tx, reader, byArea, { area }))
      kept.set(keptUnder(id, area), rates)
  return kept
}

interface TakenDay {
  readonly day: Day
  readonly rates: KeptRates
}

/** Says on which days the demonstration's figures were taken. */
export const beginDays = (tx: Tx, days: readonly { day: Day; taken_at: Instant }[]): Promise<void> =>
  bulkInsert(tx, 'indicator_days', days)

/** Writes the figures of days that this transaction took, with the sums of the county and of each township as it is then. */
export async function keepFigures(tx: Tx, days: readonly TakenDay[]): Promise<void> {
  const places = await findPlaces(tx, new Set(days.flatMap(({ rates }) => [...rates.keys()])))
  const units = await tx.selectFrom('units').select(['id', 'township']).execute()
  const townships = new Map(units.map(({ id, township }) => [id as UnitId, township]))
  const snapshots: { unit_id: string; day: Day; numerators: Line; denominators: Line }[] = []
  const sums: { township: string; day: Day; units: number; numerators: Line; denominators: Line }[] = []
  for (const { day, rates } of days) {
    const together = new Map<string, Figures>()
    for (const [unit, own] of byUnit(rates, places)) {
      snapshots.push({ unit_id: unit, day, ...linesOf(own) })
      const township = townships.get(unit)
      for (const code of township ? ['', township] : ['']) add(together, code, own)
    }
    for (const [township, { figures, units: count }] of together)
      sums.push({ township, day, units: count, ...linesOf({ figures, units: count }) })
  }
  await bulkInsert(tx, 'indicator_snapshots', snapshots)
  await bulkInsert(tx, 'indicator_sums', sums)
}

type Line = (number | null)[]
interface Figures {
  /** Rates by their places. */
  readonly figures: Map<number, Rate>
  units: number
}

function byUnit(rates: KeptRates, places: ReadonlyMap<string, number>): Map<UnitId, Figures> {
  const units = new Map<UnitId, Figures>()
  for (const [key, ofUnits] of rates) {
    const place = places.get(key)
    if (place === undefined) throw new Error(`no place for ${key}`)
    for (const [unit, rate] of ofUnits) {
      if (rate.denominator === 0) continue
      const own = units.get(unit) ?? { figures: new Map<number, Rate>(), units: 1 }
      own.figures.set(place, rate)
      units.set(unit, own)
    }
  }
  return units
}

function add(together: Map<string, Figures>, code: string, { figures }: Figures): void {
  const sum = together.get(code) ?? { figures: new Map<number, Rate>(), units: 0 }
  together.set(code, sum)
  sum.units += 1
  for (const [place, { numerator, denominator }] of figures) {
    const before = sum.figures.get(place)
    sum.figures.set(place, {
      numerator: (before?.numerator ?? 0) + numerator,
      denominator: (before?.denominator ?? 0) + denominator,
    })
  }
}

function linesOf({ figures }: Figures): { numerators: Line; denominators: Line } {
  const width = Math.max(0, ...figures.keys())
  const line = (part: keyof Rate): Line =>
    Array.from({ length: width }, (_, at) => figures.get(at + 1)?.[part] ?? null)
  return { numerators: line('numerator'), denominators: line('denominator') }
}

/** The places of rates, with new ones at the end for what has none yet. */
async function findPlaces(tx: Tx, keys: ReadonlySet<string>): Promise<ReadonlyMap<string, number>> {
  await sql`select pg_advisory_xact_lock(hashtext('indicator-places'))`.execute(tx)
  const known = await tx.selectFrom('indicator_places').selectAll().execute()
  const places = new Map(known.map(({ place, key }) => [key, place]))
  const last = Math.max(0, ...places.values())
  const added = [...keys].filter(key => !places.has(key)).map((key, at) => ({ key, place: last + at + 1 }))
  await bulkInsert(tx, 'indicator_places', added)
  for (const { key, place } of added) places.set(key, place)
  return places
}
