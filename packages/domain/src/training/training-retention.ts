import { addDays, type Day } from '../kernel/day.ts'
import { BY_PRACTICE } from '../kernel/practice.ts'
import { limitsOn, type LimitOverride, type Limits, type RuleCode } from '../kernel/rule.ts'

/**
 * How long it stays on record who signed in and with how many points, once a training is over. The coverage stays for good. No
 * document the campaign rests on names a number, so this is a default of our own, and the county may set another.
 */
export const TRAINING_RETENTION_LIMITS = {
  'details-days': {
    label: { zh: '培训结束后签到和成绩保留天数', en: 'Days sign-ins and scores are kept after a training' },
    ...{ unit: 'day', default: 1095, min: 180, max: 1825 },
  },
} as const satisfies Limits

export const TRAINING_RETENTION_RULE = {
  code: 'training/retention#details' as RuleCode,
  label: { zh: '培训签到和成绩的保留时间', en: 'How long sign-ins and scores of trainings are kept' },
  ...{ rule: BY_PRACTICE, limits: TRAINING_RETENTION_LIMITS },
} as const

/** Trainings that ended before this day have outlived their details. */
export function trainingDetailsDueBefore(today: Day, overrides: readonly LimitOverride[]): Day {
  const { code, rule, limits } = TRAINING_RETENTION_RULE
  const { default: usual } = limits['details-days']
  return addDays(today, 1 - (limitsOn(code, limits, rule, overrides, today)['details-days'] ?? usual))
}
