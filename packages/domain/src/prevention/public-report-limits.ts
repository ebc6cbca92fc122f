import { BY_PRACTICE } from '../kernel/practice.ts'
import type { Day } from '../kernel/day.ts'
import { limitsOn, type LimitOverride, type Limits, type RuleCode } from '../kernel/rule.ts'

/**
 * The numbers of reports by anybody. No document the campaign rests on names one, so these are defaults of our own, and
 * the county may set others.
 */
const PUBLIC_REPORT_LIMITS = {
  'contact-days': {
    label: { zh: '举报办结后联系方式保留天数', en: 'Days a contact is kept after the report is settled' },
    ...{ unit: 'day', default: 30, min: 1, max: 180 },
  },
  waiting: {
    label: { zh: '每校待核实举报最多件数', en: 'Reports of a school waiting to be verified at most' },
    ...{ unit: 'time', default: 100, min: 20, max: 1000 },
  },
  'wait-days': {
    label: {
      zh: '举报待核实满几天提醒',
      en: 'Days after which a report that waits to be verified is reminded of',
    },
    ...{ unit: 'day', default: 3, min: 1, max: 30 },
  },
} as const satisfies Limits
export type PublicReportLimit = keyof typeof PUBLIC_REPORT_LIMITS

export const PUBLIC_REPORT_RULE = {
  code: 'prevention/public-report#limits' as RuleCode,
  label: { zh: '扫码举报', en: 'Reports by anybody' },
  ...{ rule: BY_PRACTICE, limits: PUBLIC_REPORT_LIMITS },
} as const

/** A number as it holds on a day: the county's own before the default. */
export function publicReportLimit(
  name: PublicReportLimit,
  overrides: readonly LimitOverride[],
  on: Day,
): number {
  const { code, rule, limits } = PUBLIC_REPORT_RULE
  return limitsOn(code, limits, rule, overrides, on)[name] ?? limits[name].default
}
