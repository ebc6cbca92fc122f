import { BY_PRACTICE } from '../kernel/practice.ts'
import { addDays, dayOf, startOfDay, type Day, type Instant } from '../kernel/day.ts'
import { limitsOn, type LimitOverride, type Limits, type RuleCode } from '../kernel/rule.ts'

/**
 * How long names outlive their purpose: the drill they were called in, the day they were marked absent, the school they
 * have left. No document the campaign rests on names a number of days, so these are defaults of our own, and the county may set others.
 */
export const RETENTION_LIMITS = {
  'names-days': {
    label: {
      zh: '演练结束后姓名最长保留天数',
      en: 'Days names are kept after a drill at most',
    },
    ...{ unit: 'day', default: 30, min: 7, max: 180 },
  },
  'left-days': {
    label: {
      zh: '学生离校后名册信息保留天数',
      en: 'Days a pupil stays in the roster after leaving',
    },
    ...{ unit: 'day', default: 30, min: 1, max: 180 },
  },
  'attendance-days': {
    label: {
      zh: '考勤登记保留天数',
      en: 'Days attendance is kept',
    },
    ...{ unit: 'day', default: 30, min: 15, max: 180 },
  },
} as const satisfies Limits

export type RetentionLimit = keyof typeof RETENTION_LIMITS
export const RETENTION_RULE = {
  code: 'drills/retention#names' as RuleCode,
  label: { zh: '姓名和考勤的保留时间', en: 'How long names and attendance are kept' },
  ...{ rule: BY_PRACTICE, limits: RETENTION_LIMITS },
} as const

/** How many days something is kept, as it holds on a day: the county's own number before the default. */
export function retentionDays(limit: RetentionLimit, overrides: readonly LimitOverride[], on: Day): number {
  const { code, rule, limits } = RETENTION_RULE
  return limitsOn(code, limits, rule, overrides, on)[limit] ?? limits[limit].default
}

/**
 * The day on which the names of a drill that ended then go by themselves, unless somebody closed it before. Each day is asked
 * by the number that holds on it, so that one which is to begin later is foreseen.
 */
export function namesLeaveOn(endedAt: Instant, overrides: readonly LimitOverride[]): Day {
  const { min, max } = RETENTION_LIMITS['names-days']
  const ended = dayOf(endedAt)
  for (let kept: number = min; kept < max; kept += 1) {
    const day = addDays(ended, kept)
    if (retentionDays('names-days', overrides, day) <= kept) return day
  }
  return addDays(ended, max)
}

/** Names of drills that ended before this moment are due to go. */
export const namesDueBefore = (today: Day, overrides: readonly LimitOverride[]): Instant =>
  startOfDay(addDays(today, 1 - retentionDays('names-days', overrides, today)))
