import type { UnitProfile } from '../organisation/unit.ts'
import { addDays, type Day } from './day.ts'
import type { IndicatorWords, Rate } from './indicator.ts'
import type { Finding, Occasion } from './judge.ts'
import type { Recorded } from './register.ts'

/** How many days before today a rate over what happened looks back. Common practice: no document names a number. */
export const RATE_DAYS = 30

/** For whom and over which days a rate is counted; `to` is yesterday, for today is not over yet. */
export interface CountAt {
  readonly unit: UnitProfile
  readonly from: Day
  readonly to: Day
  readonly today: Day
  readonly isSchoolDay: (day: Day) => boolean
}

/**
 * How a register's rate is counted. The first three go by the register's own findings, so that a rate and the rules never
 * say different things: lines that raise none of them, school days that are without them, or the unit itself, which
 * counts where it has such a line and none of them is raised.
 */
export type Counting<Entry, Code extends string> =
  | {
      readonly of: 'entries'
      readonly counts?: (entry: Entry) => boolean
      readonly without: readonly [Code, ...Code[]]
    }
  | { readonly of: 'school-days'; readonly without: readonly [Code, ...Code[]] }
  | { readonly of: 'unit'; readonly has: (entry: Entry) => boolean; readonly without: readonly Code[] }
  | { readonly of: 'count'; readonly count: (entries: readonly Recorded<Entry>[], at: CountAt) => Rate }

export type RegisterIndicatorSpec<Entry, Code extends string> = IndicatorWords & {
  readonly counting: Counting<Entry, Code>
}
/** The same with the entry's type forgotten. */
export type RegisterIndicator = RegisterIndicatorSpec<unknown, string>

/** A rate over several registers of an area; `findings` are what the rules between them found. */
export interface CrossIndicatorSpec<Books> extends IndicatorWords {
  readonly reads: readonly [keyof Books & string, ...(keyof Books & string)[]]
  /** Days before today whose entries it needs, or all that were ever written. */
  readonly window: number | 'all'
  readonly count: (books: Books, at: CountAt & { readonly findings: readonly Finding[] }) => Rate
}
export type CrossIndicator = CrossIndicatorSpec<Readonly<Record<string, readonly Recorded[]>>>

/** Rates by the names under which they are declared. */
export type Rates = Readonly<Record<string, Rate>>

/** The days a rate looks at, inside the time for which the unit was open. */
export function countAt({ today, unit, isSchoolDay }: Occasion): CountAt {
  const first = addDays(today, -RATE_DAYS)
  const from = unit.openFrom !== null && unit.openFrom > first ? unit.openFrom : first
  return { unit, from, to: addDays(today, -1), today, isSchoolDay }
}

/** True for a day that a rate looks at. */
export const isCounted = (on: Day, { from, today }: Pick<CountAt, 'from' | 'today'>): boolean =>
  from <= on && on <= today

/** How many of some things are as they should be. */
export const rateOf = <Item>(items: readonly Item[], isGood: (item: Item) => boolean): Rate => ({
  numerator: items.filter(isGood).length,
  denominator: items.length,
})

/** Every day a rate looks at that is over. */
export function countedDays({ from, to }: Pick<CountAt, 'from' | 'to'>): Day[] {
  const days: Day[] = []
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day)
  return days
}

interface Measured {
  readonly happenedOn: string | null
  readonly indicators: Readonly<Record<string, RegisterIndicator>>
}

/**
 * A register's rates on the day of the occasion.
 * @param entries the lines it needs (see `daysNeeded`); a log's older ones are left out here
 * @param findings everything the register's rules find in them
 */
export function measure(
  { happenedOn, indicators }: Measured,
  entries: readonly Recorded[],
  findings: readonly Finding[],
  occasion: Occasion,
): Rates {
  const named = Object.entries(indicators)
  if (named.length === 0) return {}
  const at = countAt(occasion)
  const dayOf = ({ entry }: Recorded): Day =>
    happenedOn === null ? at.today : ((entry as Record<string, Day>)[happenedOn] ?? at.today)
  const counted = entries.filter(each => isCounted(dayOf(each), at))
  return Object.fromEntries(
    named.map(([name, { counting }]) => [name, countBy(counting, { entries, counted, findings, at })]),
  )
}

interface Facts {
  readonly entries: readonly Recorded[]
  readonly counted: readonly Recorded[]
  readonly findings: readonly Finding[]
  readonly at: CountAt
}

function countBy(counting: Counting<unknown, string>, { entries, counted, findings, at }: Facts): Rate {
  if (counting.of === 'count') return counting.count(counted, at)
  const against = findings.filter(({ code }) => counting.without.includes(code))
  switch (counting.of) {
    case 'entries': {
      const faulty = new Set(against.flatMap(({ records }) => records))
      const all = counted.filter(({ entry }) => counting.counts?.(entry) ?? true)
      return rateOf(all, ({ id }) => !faulty.has(id))
    }
    case 'school-days': {
      const wanting = new Set(against.map(({ on }) => on))
      return rateOf(countedDays(at).filter(at.isSchoolDay), day => !wanting.has(day))
    }
    case 'unit': {
      const isGood = against.length === 0 && entries.some(({ entry }) => counting.has(entry))
      return { numerator: isGood ? 1 : 0, denominator: 1 }
    }
  }
}

/** The rates over several registers of an area; a register that was not handed over counts as empty. */
export function measureBetween(
  { indicators }: { readonly indicators: Readonly<Record<string, CrossIndicator>> },
  books: Readonly<Record<string, readonly Recorded[]>>,
  findings: readonly Finding[],
  occasion: Occasion,
): Rates {
  const at = { ...countAt(occasion), findings }
  return Object.fromEntries(
    Object.entries(indicators).map(([name, { reads, count }]) => [
      name,
      count(Object.fromEntries(reads.map(id => [id, books[id] ?? []])), at),
    ]),
  )
}
