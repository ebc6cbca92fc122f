import { daysBetween, type Day } from '../kernel/day.ts'
import { BY_PRACTICE } from '../kernel/practice.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { limitsOn, type LimitOverride, type Limits, type RuleCode } from '../kernel/rule.ts'

/**
 * How long a letter of responsibility may hold. Letters are renewed by the school year or the calendar year (FACTS 1.2), which
 * is practice and no document's number: a year is the default, and the county may set another, for a term of office say.
 */
export const LETTER_LIMITS = {
  'longest-days': {
    label: { zh: '责任书有效期最长天数', en: 'Days a letter of responsibility holds at most' },
    ...{ unit: 'day', default: 366, min: 92, max: 1096 },
  },
} as const satisfies Limits

export const LETTER_RULE = {
  code: 'responsibility/letters#limits' as RuleCode,
  label: { zh: '责任书的有效期', en: 'How long letters of responsibility hold' },
  ...{ rule: BY_PRACTICE, limits: LETTER_LIMITS },
} as const

/** For how many days, the first and the last among them, a letter that goes out on a day may hold. */
export function longestLetterDays(overrides: readonly LimitOverride[], on: Day): number {
  const { code, rule, limits } = LETTER_RULE
  const { default: usual } = limits['longest-days']
  return limitsOn(code, limits, rule, overrides, on)['longest-days'] ?? usual
}

export interface LetterSpanRefusal {
  readonly code: 'letter-too-long'
  readonly days: number
}

/** Decides for which days a batch may bind: whoever signs for ten years would never be asked again what he answers for. */
export function decideLetterSpan(
  { from, to }: { readonly from: Day; readonly to: Day },
  overrides: readonly LimitOverride[],
  today: Day,
): Result<null, LetterSpanRefusal> {
  const days = longestLetterDays(overrides, today)
  return daysBetween(from, to) < days ? ok(null) : err({ code: 'letter-too-long', days })
}
