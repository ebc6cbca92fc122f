import { z } from 'zod'
import { addDays, Day, Instant, weekdayOf } from '../kernel/day.ts'
import { humanText } from '../kernel/human-text.ts'
import type { Label } from '../kernel/label.ts'
import type { TermCalendar } from './term-calendar.ts'

const Stretch = z.object({ name: humanText(1, 20), from: Day, to: Day })
type Stretch = z.infer<typeof Stretch>

/** A school year of the county, named by the calendar year in which it begins: its terms, and the days off inside them. */
export const SchoolYear = z.object({
  year: z.number().int().min(2015).max(2100),
  terms: z.array(Stretch).max(6),
  holidays: z.array(Stretch).max(40),
  /** Saturdays and Sundays on which school is held in place of a day off. */
  makeUp: z.array(Day).max(40),
  /** Where the calendar comes from: a document number; empty where nobody said. */
  basis: humanText(0, 120),
})
export type SchoolYear = z.infer<typeof SchoolYear>

/** A school year as the county left it, with who did so last: entered, or given back to the usual one. */
export const KeptYear = SchoolYear.extend({ setBy: z.string(), setAt: Instant, isRestored: z.boolean() })
export type KeptYear = z.infer<typeof KeptYear>

/** The years that the county's own calendar holds for. */
export const listEntered = <Year extends Pick<KeptYear, 'isRestored'>>(years: readonly Year[]): Year[] =>
  years.filter(({ isRestored }) => !isRestored)

/** School years begin in August at the earliest and end in August at the latest (FACTS 10: September to August). */
export const termYearOf = (day: Day): number =>
  Number(day.slice(0, 4)) - (Number(day.slice(5, 7)) < 8 ? 1 : 0)

/** The first and the last day that terms of a school year may have. */
export const yearBounds = (year: number): { readonly from: Day; readonly to: Day } => ({
  from: `${year}-08-01`,
  to: `${year + 1}-08-31`,
})

export const TERM_NAMES = ['第一学期', '第二学期'] as const

/** The usual year: September to mid January, end of February to early July. A default for years nobody has entered. */
export const usualYear = (year: number): SchoolYear => ({
  year,
  terms: [
    { name: TERM_NAMES[0], from: `${year}-09-01`, to: `${year + 1}-01-20` },
    { name: TERM_NAMES[1], from: `${year + 1}-02-25`, to: `${year + 1}-07-05` },
  ],
  ...{ holidays: [], makeUp: [], basis: '' },
})

/** What can be wrong with a school year, each said in one sentence. */
export const YEAR_FAULTS = {
  'no-terms': { zh: '请至少填写一个学期。', en: 'Enter one term at least.' },
  backwards: { zh: '结束日期早于开始日期。', en: 'The end lies before the beginning.' },
  'outside-year': {
    zh: '日期不在本学年内（8月1日至次年8月31日）。',
    en: 'The dates lie outside the school year (1 August to 31 August of the next year).',
  },
  overlaps: { zh: '与前面填写的日期重叠。', en: 'The dates overlap with others entered before.' },
  'overlaps-year': {
    zh: '与相邻学年的学期重叠。',
    en: 'The dates overlap with a term of the school year beside it.',
  },
  'outside-terms': { zh: '日期不在任何一个学期内。', en: 'The dates do not lie inside a term.' },
  'not-weekend': {
    zh: '不是星期六或星期日，本来就上课。',
    en: 'It is no Saturday or Sunday: school is held anyway.',
  },
  'in-holiday': { zh: '这一天在放假期间。', en: 'That day lies in a holiday.' },
} as const satisfies Record<string, Label>
export type YearFaultCode = keyof typeof YEAR_FAULTS
export type YearList = 'terms' | 'holidays' | 'makeUp'

/** One thing wrong, with its list and its place there, counted from 0. */
export interface YearFault {
  readonly code: YearFaultCode
  readonly list: YearList
  readonly row: number
}

const meets = (a: Omit<Stretch, 'name'>, b: Omit<Stretch, 'name'>): boolean =>
  a.from <= b.to && b.from <= a.to
const inside = (a: Omit<Stretch, 'name'>, b: Omit<Stretch, 'name'>): boolean =>
  b.from <= a.from && a.to <= b.to

/** Everything that is wrong with a school year, beside the others the county has entered. */
export function checkSchoolYear(
  { year, terms, holidays, makeUp }: SchoolYear,
  others: readonly SchoolYear[],
): YearFault[] {
  const beside = others.filter(each => each.year !== year).flatMap(each => each.terms)
  const bounds = yearBounds(year)
  const ofTerm = (term: Stretch, row: number): YearFaultCode | null => {
    if (term.from > term.to) return 'backwards'
    if (!inside(term, bounds)) return 'outside-year'
    if (terms.slice(0, row).some(each => meets(each, term))) return 'overlaps'
    return beside.some(each => meets(each, term)) ? 'overlaps-year' : null
  }
  const ofHoliday = (holiday: Stretch, row: number): YearFaultCode | null => {
    if (holiday.from > holiday.to) return 'backwards'
    if (!terms.some(term => inside(holiday, term))) return 'outside-terms'
    return holidays.slice(0, row).some(each => meets(each, holiday)) ? 'overlaps' : null
  }
  const ofMakeUp = (on: Day, row: number): YearFaultCode | null => {
    const day = { from: on, to: on }
    if (weekdayOf(on) <= 5) return 'not-weekend'
    if (!terms.some(term => inside(day, term))) return 'outside-terms'
    if (holidays.some(holiday => inside(day, holiday))) return 'in-holiday'
    return makeUp.slice(0, row).includes(on) ? 'overlaps' : null
  }
  const listed = (list: YearList, codes: readonly (YearFaultCode | null)[]): YearFault[] =>
    codes.flatMap((code, row) => (code === null ? [] : [{ code, list, row }]))
  return [
    ...listed('terms', terms.length === 0 ? ['no-terms'] : terms.map(ofTerm)),
    ...listed('holidays', holidays.map(ofHoliday)),
    ...listed('makeUp', makeUp.map(ofMakeUp)),
  ]
}

const byDay = (a: Stretch, b: Stretch): number => (a.from < b.from ? -1 : 1)

/** The same year with everything in the order of its days. */
export const sortYear = (year: SchoolYear): SchoolYear => ({
  ...year,
  terms: year.terms.toSorted(byDay),
  holidays: year.holidays.toSorted(byDay),
  makeUp: year.makeUp.toSorted(),
})

/** Days off, one by one. */
function* daysOf({ from, to }: Stretch): Generator<Day> {
  for (let day = from; day <= to; day = addDays(day, 1)) yield day
}

/** The calendar of a stretch of days: the county's own years, and the usual one wherever it has entered none. */
export function toCalendar(years: readonly SchoolYear[], from: Day, to: Day): TermCalendar {
  const [first, last] = [termYearOf(from) - 1, termYearOf(to) + 1]
  const known = new Map(years.map(year => [year.year, year]))
  const listed = Array.from({ length: last - first + 1 }, (_, at) => first + at).map(
    year => known.get(year) ?? usualYear(year),
  )
  return {
    terms: listed.flatMap(({ terms }) => terms),
    off: new Set(listed.flatMap(({ holidays }) => holidays.flatMap(each => [...daysOf(each)]))),
    on: new Set(listed.flatMap(({ makeUp }) => makeUp)),
  }
}

/** True when some day of the stretch lies in a school year nobody has entered. */
export function isUsual(years: readonly SchoolYear[], from: Day, to: Day): boolean {
  const known = new Set(years.map(({ year }) => year))
  for (let year = termYearOf(from); year <= termYearOf(to); year += 1) if (!known.has(year)) return true
  return false
}
