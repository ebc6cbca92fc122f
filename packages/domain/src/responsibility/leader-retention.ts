import { addDays, type Day } from '../kernel/day.ts'
import { BY_PRACTICE } from '../kernel/practice.ts'
import { limitsOn, type LimitOverride, type Limits, type RuleCode } from '../kernel/rule.ts'

/**
 * How long it is kept what leaders wrote of themselves. What the system draws together for them stays with the records it is
 * drawn from. No document the campaign rests on names a number, so this is a default of our own: five years, and the county
 * may set another.
 */
export const LEADER_RETENTION_LIMITS = {
  'entries-days': {
    label: { zh: '履职纪实个人补充内容保留天数', en: 'Days what leaders wrote of themselves is kept' },
    ...{ unit: 'day', default: 1825, min: 365, max: 3650 },
  },
} as const satisfies Limits

export const LEADER_RETENTION_RULE = {
  code: 'responsibility/retention#entries' as RuleCode,
  label: { zh: '履职纪实个人补充内容的保留时间', en: 'How long leaders’ own entries are kept' },
  ...{ rule: BY_PRACTICE, limits: LEADER_RETENTION_LIMITS },
} as const

/** Entries about days before this one have outlived their purpose. */
export function leaderEntriesDueBefore(today: Day, overrides: readonly LimitOverride[]): Day {
  const { code, rule, limits } = LEADER_RETENTION_RULE
  const { default: usual } = limits['entries-days']
  return addDays(today, 1 - (limitsOn(code, limits, rule, overrides, today)['entries-days'] ?? usual))
}
