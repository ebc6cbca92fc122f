import { BY_PRACTICE } from '../kernel/practice.ts'
import type { Day } from '../kernel/day.ts'
import { limitsOn, type LimitOverride, type Limits, type RuleCode } from '../kernel/rule.ts'
import type { HazardGrade } from './hazard.ts'

/** The numbers of the hazard loop. FACTS 3.3 knows them as practice only, so the county may set others. */
export const HAZARD_LIMITS = {
  'general-days': {
    label: { zh: '一般隐患默认整改期限', en: 'Days to rectify a general hazard, as proposed' },
    ...{ unit: 'day', default: 15, min: 1, max: 60 },
  },
  'major-days': {
    label: { zh: '重大隐患默认整改期限', en: 'Days to rectify a major hazard, as proposed' },
    ...{ unit: 'day', default: 30, min: 1, max: 180 },
  },
  extensions: {
    label: { zh: '每条隐患最多延期次数', en: 'Extensions of a hazard at most' },
    ...{ unit: 'time', default: 2, min: 0, max: 5 },
  },
  'extension-days': {
    label: { zh: '每次延期最多天数', en: 'Days of one extension at most' },
    ...{ unit: 'day', default: 30, min: 1, max: 90 },
  },
  'extension-answer-days': {
    label: {
      zh: '延期申请几天未答复予以提醒',
      en: 'Days after which an unanswered request for an extension is called to mind',
    },
    ...{ unit: 'day', default: 3, min: 1, max: 30 },
  },
  'major-report-hours': {
    label: { zh: '重大隐患发现后上报时限', en: 'Hours to report a major hazard once found' },
    ...{ unit: 'hour', default: 24, min: 1, max: 72 },
  },
  'look-back-days': {
    label: { zh: '重大隐患销号后回头看时限', en: 'Days to look back after a major hazard was closed' },
    ...{ unit: 'day', default: 90, min: 7, max: 365 },
  },
  'late-entry-days': {
    label: {
      zh: '登记晚于发现几天以上予以提示',
      en: 'Days between finding and reporting above which it is pointed out',
    },
    ...{ unit: 'day', default: 3, min: 0, max: 30 },
  },
} as const satisfies Limits
export type HazardLimit = keyof typeof HAZARD_LIMITS

export const HAZARD_RULE = {
  code: 'prevention/hazard#loop' as RuleCode,
  label: { zh: '隐患闭环的时限与次数', en: 'Times and numbers of the hazard loop' },
  ...{ rule: BY_PRACTICE, limits: HAZARD_LIMITS },
} as const

/** The numbers as they hold on a day. */
export type HazardLimits = Readonly<Record<HazardLimit, number>>

/** The county's own numbers of the loop before the defaults, as they hold on a day. */
export function hazardLimitsOn(overrides: readonly LimitOverride[], on: Day): HazardLimits {
  const { code, rule, limits } = HAZARD_RULE
  const known = limitsOn(code, limits, rule, overrides, on)
  const names = Object.keys(limits) as HazardLimit[]
  return Object.fromEntries(names.map(name => [name, known[name] ?? limits[name].default])) as HazardLimits
}

/** Days from confirmation to the deadline that is proposed for a grade. */
export const rectificationDays = (grade: HazardGrade, limits: HazardLimits): number =>
  limits[grade === 'major' ? 'major-days' : 'general-days']
