import { addDays, addMonths, daysBetween, weekdayOf, type Day } from '../kernel/day.ts'

/** A school's terms, and the days on which the usual week does not hold (the State Council's table is imported, FACTS 10). */
export interface TermCalendar {
  readonly terms: readonly { readonly from: Day; readonly to: Day }[]
  /** Days off inside a term. */
  readonly off: ReadonlySet<Day>
  /** Saturdays and Sundays on which school is held. */
  readonly on: ReadonlySet<Day>
}

/** True when school is held on that day. */
export function isTermDay({ terms, off, on }: TermCalendar, day: Day): boolean {
  if (on.has(day)) return true
  if (off.has(day) || weekdayOf(day) > 5) return false
  return terms.some(({ from, to }) => from <= day && day <= to)
}

/** School days from one day to another, both included. */
export function countTermDays(calendar: TermCalendar, from: Day, to: Day): number {
  let count = 0
  for (let day = from; day <= to; day = addDays(day, 1)) if (isTermDay(calendar, day)) count += 1
  return count
}

/** The last school day of a stretch, or null when it has none. */
export function lastTermDay(calendar: TermCalendar, from: Day, to: Day): Day | null {
  for (let back = 0; back <= daysBetween(from, to); back += 1) {
    const day = addDays(to, -back)
    if (isTermDay(calendar, day)) return day
  }
  return null
}

/** A stretch of whole calendar months. */
export interface Period {
  readonly from: Day
  readonly to: Day
}

/** The month or quarter a day lies in. */
export function periodOf(day: Day, months: 1 | 3): Period {
  const [year, month] = day.split('-').map(Number) as [number, number]
  const first = month - ((month - 1) % months)
  const from = `${year}-${String(first).padStart(2, '0')}-01` as Day
  return { from, to: addDays(addMonths(from, months), -1) }
}

/** How many school days a stretch has, and which is the last. */
export interface TermDays {
  readonly count: number
  readonly last: Day | null
}

const COUNTED = new WeakMap<TermCalendar, Map<string, TermDays>>()

/** The school days of a stretch, counted once for each calendar: a county asks the same of every school. */
export function termDaysIn(calendar: TermCalendar, { from, to }: Period): TermDays {
  const known = COUNTED.get(calendar) ?? new Map<string, TermDays>()
  COUNTED.set(calendar, known)
  const key = `${from} ${to}`
  const found = known.get(key) ?? {
    count: countTermDays(calendar, from, to),
    last: lastTermDay(calendar, from, to),
  }
  known.set(key, found)
  return found
}
