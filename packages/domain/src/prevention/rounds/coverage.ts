import type { TermCalendar } from '../../drills/term-calendar.ts'
import { addMonths, type Day } from '../../kernel/day.ts'
import { defineIndicator } from '../../kernel/indicator.ts'
import type { Label } from '../../kernel/label.ts'

/** How long ago somebody from outside inspected a school, the longest first. */
export const COVERAGE_STANDINGS = {
  never: { zh: '从未检查', en: 'Never visited' },
  'over-year': { zh: '超过一年未检查', en: 'Over a year ago' },
  'within-year': { zh: '一年内、本期前检查过', en: 'Within a year, before the period' },
  'in-period': { zh: '本期已检查', en: 'In the period' },
} as const satisfies Record<string, Label>
export type CoverageStanding = keyof typeof COVERAGE_STANDINGS
export const COVERAGE_STANDING_IDS = Object.keys(COVERAGE_STANDINGS) as [
  CoverageStanding,
  ...CoverageStanding[],
]

/**
 * How a school stands on a day, by the day of its last visit from outside and the first day of the period that is looked at.
 * A visit on that very day is in the period, and one a year ago to the day is not over a year ago.
 */
export function coverageStanding(lastVisitOn: Day | null, since: Day, today: Day): CoverageStanding {
  if (lastVisitOn === null) return 'never'
  if (lastVisitOn >= since) return 'in-period'
  return lastVisitOn < addMonths(today, -12) ? 'over-year' : 'within-year'
}

/** How many of the open schools were inspected from outside in the period (FACTS 9). Their own inspections do not count. */
export const inspectionCoverage = defineIndicator({
  id: 'schools-inspected',
  label: { zh: '检查覆盖率', en: 'Schools inspected' },
  numerator: {
    zh: '本期内教育局、乡镇检查组到校检查过的学校',
    en: 'Schools a team of the bureau or of a township visited in the period',
  },
  denominator: {
    zh: '在办学校（学校自查、取消的检查不计）',
    en: 'Open schools; self-inspections and visits that were cancelled do not count',
  },
  better: 'higher',
  count: (standings: readonly CoverageStanding[]) => ({
    numerator: standings.filter(each => each === 'in-period').length,
    denominator: standings.length,
  }),
})

/** The first day of the term a day lies in, or of the last one before it; the day itself where the calendar has none. */
export const termBegin = ({ terms }: Pick<TermCalendar, 'terms'>, day: Day): Day =>
  terms
    .map(({ from }) => from)
    .filter(from => from <= day)
    .toSorted()
    .at(-1) ?? day
