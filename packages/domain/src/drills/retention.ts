import { addDays, dayOf, startOfDay, type Day, type Instant } from '../kernel/day.ts'
import type { Limits } from '../kernel/rule.ts'

/**
 * How long names outlive their purpose: the drill they were called in, the day they were marked absent, the school they
 * have left. No document the campaign rests on names a number of days, so these are defaults of our own and say so.
 */
export const RETENTION_LIMITS = {
  'names-days': {
    label: {
      zh: '演练结束后姓名最长保留天数（默认值，依据未规定具体天数）',
      en: 'Days names are kept after a drill at most (default: no source names a number)',
    },
    ...{ unit: 'day', default: 30, min: 7, max: 180 },
  },
  'left-days': {
    label: {
      zh: '学生离校后名册信息保留天数（默认值，依据未规定具体天数）',
      en: 'Days a pupil stays in the roster after leaving (default: no source names a number)',
    },
    ...{ unit: 'day', default: 30, min: 1, max: 180 },
  },
  'attendance-days': {
    label: {
      zh: '考勤登记保留天数（默认值，依据未规定具体天数）',
      en: 'Days attendance is kept (default: no source names a number)',
    },
    ...{ unit: 'day', default: 30, min: 15, max: 180 },
  },
} as const satisfies Limits

/** The day on which the names of a drill that ended then go by themselves, unless somebody closed it before. */
export const namesLeaveOn = (endedAt: Instant): Day =>
  addDays(dayOf(endedAt), RETENTION_LIMITS['names-days'].default)

/** Names of drills that ended before this moment are due to go. */
export const namesDueBefore = (today: Day): Instant =>
  startOfDay(addDays(today, 1 - RETENTION_LIMITS['names-days'].default))
