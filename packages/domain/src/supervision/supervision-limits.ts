import type { Day } from '../kernel/day.ts'
import { BY_PRACTICE } from '../kernel/practice.ts'
import { limitsOn, type LimitOverride, type Limits, type RuleCode } from '../kernel/rule.ts'

/**
 * When the system proposes a measure, and how long answers and appeals may take. All of it is practice (FACTS 6 and 8): no
 * document names the numbers, so the county may set others.
 */
export const SUPERVISION_LIMITS = {
  'remind-after': {
    label: { zh: '逾期满几天建议提醒', en: 'Days overdue after which a reminder is proposed' },
    ...{ unit: 'day', default: 1, min: 1, max: 30 },
  },
  'notice-after': {
    label: { zh: '逾期满几天建议督办', en: 'Days overdue after which a supervision notice is proposed' },
    ...{ unit: 'day', default: 7, min: 2, max: 60 },
  },
  refusals: {
    label: { zh: '材料退回满几次建议督办', en: 'Hand-ins sent back after which a notice is proposed' },
    ...{ unit: 'time', default: 2, min: 1, max: 10 },
  },
  'reply-days': {
    label: { zh: '反馈期限（默认天数）', en: 'Days a unit has to answer, as proposed' },
    ...{ unit: 'day', default: 7, min: 1, max: 60 },
  },
  'referral-days': {
    label: { zh: '移送回函期限（默认天数）', en: 'Days a department has to answer, as proposed' },
    ...{ unit: 'day', default: 30, min: 5, max: 120 },
  },
  'link-days': {
    label: { zh: '回函链接有效天数', en: 'Days a department’s link is good for' },
    ...{ unit: 'day', default: 60, min: 7, max: 180 },
  },
  'appeal-days': {
    label: { zh: '签收后可以申诉的天数', en: 'Days after receipt in which a head may appeal' },
    ...{ unit: 'day', default: 10, min: 1, max: 60 },
  },
} as const satisfies Limits

export type SupervisionLimit = keyof typeof SUPERVISION_LIMITS
export type SupervisionNumbers = Readonly<Record<SupervisionLimit, number>>
export const SUPERVISION_RULE = {
  code: 'supervision/ladder#limits' as RuleCode,
  label: { zh: '督办建议和反馈、申诉期限', en: 'When measures are proposed, answered and appealed' },
  ...{ rule: BY_PRACTICE, limits: SUPERVISION_LIMITS },
} as const

/** The numbers as they hold on a day: the county's own before the defaults. */
export const supervisionNumbers = (overrides: readonly LimitOverride[], on: Day): SupervisionNumbers => ({
  ...(Object.fromEntries(
    Object.entries(SUPERVISION_LIMITS).map(([name, limit]) => [name, limit.default]),
  ) as Record<SupervisionLimit, number>),
  ...limitsOn(SUPERVISION_RULE.code, SUPERVISION_LIMITS, BY_PRACTICE, overrides, on),
})
