import {
  AREA_INDICATORS,
  may,
  NO_RATE,
  sumRates,
  type Actor,
  type Day,
  type Rate,
  type RecordIndicatorId,
  type UnitId,
} from '@anlan/domain'
import type { Tx } from '../db/scope.ts'
import { listRates } from '../registers/rates.queries.ts'
import {
  unitsAsked,
  type Asked,
  type Counter,
  type CountFilter,
  type CountReader,
  type FactsOf,
  type RateLists,
} from './counter.ts'
import { areaLists, areaOf, COUNTERS } from './counters.ts'

/** A rate of each unit that has one, by unit. */
export type UnitCounts = ReadonlyMap<UnitId, Rate>
/** The rates asked for, each by its id. */
export type Counted = ReadonlyMap<string, UnitCounts>

const isOfRecords = (id: string): id is RecordIndicatorId => id in COUNTERS
const AREA_INDICATOR = new Map(AREA_INDICATORS.map(each => [each.id, each]))

/**
 * Counts declared rates, every one of them for all units asked for in one go; what several are counted from is read once. A unit
 * that a rate has nothing to do with is left out of it, and one beyond the reader's reach out of all.
 * @throws for an id that no rate has: whoever asks for what came from outside parses it with `IndicatorId` first
 */
export async function countIndicators(
  tx: Tx,
  reader: CountReader,
  ids: readonly string[],
  { units, ...filter }: CountFilter = {},
): Promise<Counted> {
  const asked: Asked = { ...filter, units: unitsAsked(reader.scope, units), reader }
  const counters = ids.flatMap((id): [string, Counter][] => (isOfRecords(id) ? [[id, COUNTERS[id]]] : []))
  const ofAreas = ids.filter(id => !isOfRecords(id))
  for (const id of ofAreas) if (!AREA_INDICATOR.has(id)) throw new Error(`no such indicator: ${id}`)
  const [facts, areaRates] = await Promise.all([
    readFacts(tx, asked, new Set(counters.map(([, each]) => each.facts))),
    ofAreas.length === 0 ? new Map<string, UnitCounts>() : countAreas(tx, asked, ofAreas),
  ])
  const ofRecords = counters.map(([id, each]): [string, UnitCounts] => {
    const known = facts.get(each.facts) ?? new Map<UnitId, unknown>()
    return [id, new Map([...known].map(([unit, fact]) => [unit, each.count(fact)]))]
  })
  return new Map([...ofRecords, ...areaRates])
}

async function readFacts(tx: Tx, asked: Asked, wanted: ReadonlySet<FactsOf<unknown>>) {
  const read = [...wanted].map(async facts => [facts, await facts(tx, asked)] as const)
  return new Map(await Promise.all(read))
}

async function countAreas(tx: Tx, { units, reader }: Asked, ids: readonly string[]): Promise<Counted> {
  const areas = new Set(ids.map(areaOf))
  const [only] = areas.size === 1 ? areas : []
  const rows = await listRates(tx, units, reader.today, only)
  return new Map(
    ids.map(id => [
      id,
      new Map(rows.flatMap(({ unit, rates }) => (rates[id] ? [[unit.id, rates[id]] as const] : []))),
    ]),
  )
}

/** True when an actor may see a rate's numbers: whoever may not read what it is counted from may not read it off a sum. */
export const maySeeRate = (actor: Actor, id: string): boolean =>
  may(actor, isOfRecords(id) ? COUNTERS[id].reads : 'register.read')

/** Who counts rates on a day. */
export const readerOf = ({ accountId, scope }: Actor, today: Day): CountReader => ({
  today,
  accountId,
  scope,
})

/** True of rates that can be counted for one key area alone. */
export const isByArea = (id: string): boolean => isOfRecords(id) && COUNTERS[id].byArea

/** Units together: their numbers are added up, shares are never averaged. */
export const together = (counts: UnitCounts | undefined): Rate =>
  counts ? sumRates([...counts.values()]) : NO_RATE

/** Addresses of the lists behind a rate's two numbers. */
export function listsBehind(id: string, filter: Parameters<Counter['lists']>[0] = {}): RateLists {
  if (isOfRecords(id)) return COUNTERS[id].lists(filter)
  const indicator = AREA_INDICATOR.get(id)
  return indicator
    ? areaLists(id, indicator.registers[0], filter.unitId)
    : { numerator: null, denominator: null }
}
