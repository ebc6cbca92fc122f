import {
  AREA_INDICATORS,
  completionRate,
  COUNTY_DRAFTED_RATES,
  DRAFTED_RATES,
  HAZARD_RATES,
  measuresClosed,
  summariesAccepted,
  summariesInTime,
  type CampaignId,
  type Rate,
  type UnitId,
} from '@anlan/domain'
import type { Tx } from '../db/scope.ts'
import { countIndicators, listsBehind } from '../indicators/count-indicators.ts'
import type { CountReader, RateLists } from '../indicators/counter.ts'

/** Every rate that is counted for a unit, by the id of its indicator. */
export type UnitFigures = ReadonlyMap<string, Rate>

/** Rates of tasks, hazards and supervision, which every part of the summary rests on. */
const OF_LOOP: readonly string[] = [completionRate.id, ...HAZARD_RATES.map(({ id }) => id), measuresClosed.id]
/** The county's summary says of the summaries themselves how many came in; no school's does. */
const OF_SUMMARIES: readonly string[] = [summariesAccepted.id, summariesInTime.id]
/** Every rate of records that a school's summary or the county's speaks of. */
const OF_RECORDS: readonly string[] = [
  ...new Set([...OF_LOOP, ...DRAFTED_RATES, ...COUNTY_DRAFTED_RATES]),
].filter(id => !OF_SUMMARIES.includes(id))
const OF_AREAS: readonly string[] = AREA_INDICATORS.map(({ id }) => id)

/** Names of the key areas' rates, in their order. */
export const AREA_RATES = AREA_INDICATORS.map(({ id, area, label }) => ({ id, area, label: label.zh }))

/** What the data say of many units at once, in a handful of statements however many they are. */
export const countFigures = (
  tx: Tx,
  reader: CountReader,
  campaignId: CampaignId,
  units: readonly UnitId[],
): Promise<Map<UnitId, Map<string, Rate>>> =>
  count(tx, reader, campaignId, units, [...OF_RECORDS, ...OF_AREAS])

/** Those of tasks, hazards and supervision alone, which need no register to be read. */
export const countLoopFigures = (
  tx: Tx,
  reader: CountReader,
  campaignId: CampaignId,
  units: readonly UnitId[],
): Promise<Map<UnitId, Map<string, Rate>>> => count(tx, reader, campaignId, units, OF_LOOP)

/** The figures of one unit. */
export async function figuresOf(
  tx: Tx,
  reader: CountReader,
  campaignId: CampaignId,
  unit: UnitId,
): Promise<UnitFigures> {
  return (await countFigures(tx, reader, campaignId, [unit])).get(unit) ?? new Map<string, Rate>()
}

/** Addresses of the lists behind the figures of a unit, or of the county. */
export const figureLists = (
  ids: Iterable<string>,
  campaignId: CampaignId,
  unitId: UnitId | null,
): Record<string, RateLists> =>
  Object.fromEntries(
    [...new Set(ids)].map(id => [id, listsBehind(id, { campaignId, ...(unitId && { unitId }) })]),
  )

async function count(
  tx: Tx,
  reader: CountReader,
  campaignId: CampaignId,
  units: readonly UnitId[],
  ids: readonly string[],
): Promise<Map<UnitId, Map<string, Rate>>> {
  const counted = await countIndicators(tx, reader, ids, { units, campaignId })
  // A unit without a hazard has no row: none of none is what is said of it.
  const zero = ids
    .filter(id => OF_RECORDS.includes(id))
    .map(id => [id, { numerator: 0, denominator: 0 }] as const)
  const figures = new Map(units.map(unit => [unit, new Map<string, Rate>(zero)]))
  for (const [id, byUnit] of counted) for (const [unit, rate] of byUnit) figures.get(unit)?.set(id, rate)
  return figures
}
