import { addDays, addMonths, type Day } from '../../kernel/day.ts'

/** The last day before the summer holidays, as the county's campaigns count it; practice, no document names it. */
const LAST_DAY = '06-30'
/** Months before it in which what is asked before the summer has to be done. */
const MONTHS_BEFORE = 3

/** Days a rule about the time before the summer needs to see: those months, and two more in which it speaks. */
export const BEFORE_SUMMER_WINDOW = 150

/** The time before a summer: its first day and the last day before the holidays. */
export interface BeforeSummer {
  readonly first: Day
  readonly last: Day
}

/** The times before the summer that ended between two days and can still be seen in full today. */
export function listBeforeSummers(from: Day, to: Day, today: Day): BeforeSummer[] {
  const year = Number(today.slice(0, 4))
  return [year - 1, year]
    .map(each => `${String(each)}-${LAST_DAY}` as Day)
    .map(last => ({ first: addMonths(last, -MONTHS_BEFORE), last }))
    .filter(
      ({ first, last }) =>
        from <= last && last <= to && last < today && addDays(today, -BEFORE_SUMMER_WINDOW) <= first,
    )
}

/** May to September: when children bathe. Practice, no document names the days. */
export const SUMMER_HALF_FROM = '05-01'
const SUMMER_HALF_TO = '09-30'
export const isSummerHalf = (day: Day): boolean =>
  SUMMER_HALF_FROM <= day.slice(5) && day.slice(5) <= SUMMER_HALF_TO

const HOLIDAYS_FROM = '07-01'
const HOLIDAYS_TO = '08-31'
/** Days a rule about the summer holidays needs to see: all of them. */
export const SUMMER_HOLIDAYS_WINDOW = 62

/** The first day of the summer holidays in which a day lies, or null outside of them. */
export const findSummerHolidays = (day: Day): Day | null =>
  HOLIDAYS_FROM <= day.slice(5) && day.slice(5) <= HOLIDAYS_TO
    ? (`${day.slice(0, 4)}-${HOLIDAYS_FROM}` as Day)
    : null
