import { defineIndicator, type Rate } from '../kernel/indicator.ts'
import { cite } from '../kernel/rule.ts'
import { DRILL_GUIDE, type ComplianceState, type PeriodCompliance } from './compliance.ts'

/** The periods that the numbers of the rate below count, by how they stand. */
export const COUNTED_PERIODS = {
  met: ['done'],
  asked: ['done', 'out-of-compliance'],
} as const satisfies Readonly<Record<string, readonly ComplianceState[]>>
export type CountedPeriods = keyof typeof COUNTED_PERIODS

/** True of a period that stands above the line or below it. */
export const isCountedPeriod = (
  { state }: Pick<PeriodCompliance, 'state'>,
  counted: CountedPeriods,
): boolean => (COUNTED_PERIODS[counted] as readonly ComplianceState[]).includes(state)

/** How many of the periods that are over, or met already, had the drills that are asked. */
export const drillsCompliant = defineIndicator({
  id: 'drills-compliant',
  label: { zh: '演练达标率', en: 'Drills as often as asked' },
  numerator: {
    zh: '演练次数达到要求的月次（幼儿园按季度）',
    en: 'Months with the drills asked, of kindergartens quarters',
  },
  denominator: {
    zh: '本学期应演练且已到期或已达标的月次',
    en: 'Months of the term in which drills are asked and that are over or met',
  },
  better: 'higher',
  basis: [cite(DRILL_GUIDE, 'excerpt')],
  count: (periods: readonly Pick<PeriodCompliance, 'state'>[]) => ({
    numerator: periods.filter(period => isCountedPeriod(period, 'met')).length,
    denominator: periods.filter(period => isCountedPeriod(period, 'asked')).length,
  }),
})

/** What rates need of a drill that was held and whose result is written down. */
export interface HeldDrill {
  readonly expected: number
  readonly accounted: number
  /** Until everybody expected was seen by name; null where it never came to that. */
  readonly seconds: number | null
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, each) => all + each, 0)

/** Heads, drill by drill: who took part in two counts twice, above and below. */
export const drillsTakenPart = defineIndicator({
  id: 'drills-taken-part',
  label: { zh: '演练参演率', en: 'Taking part in drills' },
  numerator: { zh: '各场演练中清点到的人次', en: 'People accounted for, drill by drill' },
  denominator: { zh: '各场演练应参加的人次（请假的不计）', en: 'People expected, those on leave left out' },
  better: 'higher',
  basis: [cite(DRILL_GUIDE, 'excerpt')],
  count: (drills: readonly HeldDrill[]): Rate => ({
    numerator: sum(drills.map(({ accounted, expected }) => Math.min(accounted, expected))),
    denominator: sum(drills.map(({ expected }) => expected)),
  }),
})

/** A mean, and no share: seconds over the drills in which everybody was found. */
export const evacuationSeconds = defineIndicator({
  id: 'evacuation-seconds',
  label: { zh: '平均疏散用时', en: 'Mean time of evacuation' },
  numerator: { zh: '各场演练全员到齐的秒数之和', en: 'Seconds until everybody was seen, added up' },
  denominator: { zh: '全员到齐的演练场次', en: 'Drills in which everybody was seen' },
  better: 'lower',
  meanIn: { zh: '秒', en: 's' },
  basis: [cite(DRILL_GUIDE, 'excerpt')],
  count: (drills: readonly HeldDrill[]): Rate => {
    const whole = drills.flatMap(({ seconds }) => (seconds === null ? [] : [Math.round(seconds)]))
    return { numerator: sum(whole), denominator: whole.length }
  },
})

export const DRILL_RATES = [drillsCompliant, drillsTakenPart, evacuationSeconds] as const
