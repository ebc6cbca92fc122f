import { daysBetween, type Day } from '../kernel/day.ts'
import { countOf, type Label } from '../kernel/label.ts'
import { BY_PRACTICE } from '../kernel/practice.ts'
import { limitsOn, type LimitOverride, type Limits, type RuleCode } from '../kernel/rule.ts'

/**
 * How often the mechanisms are held. No document names the numbers: they are practice, so the county may set others. What
 * other departments send and what has to be inquired into comes when it comes.
 */
export const MECHANISM_LIMITS = {
  'consultation-days': {
    label: { zh: '会商研判至少几天一次', en: 'Days within which a consultation is held' },
    ...{ unit: 'day', default: 31, min: 7, max: 184 },
  },
  'bulletin-days': {
    label: { zh: '情况通报至少几天一期', en: 'Days within which a bulletin is issued' },
    ...{ unit: 'day', default: 31, min: 7, max: 184 },
  },
  'joint-action-days': {
    label: { zh: '联合整治至少几天一次', en: 'Days within which a joint action is begun' },
    ...{ unit: 'day', default: 92, min: 14, max: 366 },
  },
} as const satisfies Limits
export type MechanismLimit = keyof typeof MECHANISM_LIMITS
export type MechanismNumbers = Readonly<Record<MechanismLimit, number>>

export const MECHANISM_RULE = {
  code: 'mechanisms/cadence#limits' as RuleCode,
  label: { zh: '会商、通报、联合整治的周期', en: 'How often the mechanisms are held' },
  ...{ rule: BY_PRACTICE, limits: MECHANISM_LIMITS },
} as const

/** The numbers as they hold on a day: the county's own before the defaults. */
export const mechanismNumbers = (overrides: readonly LimitOverride[], on: Day): MechanismNumbers => ({
  ...(Object.fromEntries(
    Object.entries(MECHANISM_LIMITS).map(([name, limit]) => [name, limit.default]),
  ) as Record<MechanismLimit, number>),
  ...limitsOn(MECHANISM_RULE.code, MECHANISM_LIMITS, BY_PRACTICE, overrides, on),
})

/** Days that stand for a whole part of the calendar: the longest it has, so that whoever keeps to it is never late. */
const CALENDAR_PARTS: Readonly<Record<number, Label>> = {
  7: { zh: '每周', en: 'a week' },
  31: { zh: '每月', en: 'a month' },
  92: { zh: '每季度', en: 'a quarter' },
  184: { zh: '每半年', en: 'every half-year' },
  365: { zh: '每年', en: 'a year' },
  366: { zh: '每年', en: 'a year' },
}

/** How often something is held at least, in words: a month is said as one, other numbers in weeks or days. */
export function sayCadence(days: number): Label {
  const part = CALENDAR_PARTS[days]
  if (part) return { zh: `${part.zh}至少一次`, en: `At least once ${part.en}` }
  const isWeeks = days % 7 === 0
  const count = isWeeks ? days / 7 : days
  return {
    zh: `至少每${count}${isWeeks ? '周' : '天'}一次`,
    en: `At least once every ${countOf(count, isWeeks ? 'week' : 'day')}`,
  }
}

export const CADENCE_STATES = {
  'in-time': { zh: '按期开展', en: 'In time' },
  soon: { zh: '临近周期', en: 'Due soon' },
  late: { zh: '已超周期', en: 'Overdue' },
  never: { zh: '尚未开展', en: 'Not held yet' },
} as const
export type CadenceState = keyof typeof CADENCE_STATES
const SOON_DAYS = 7

/** How a mechanism stands that was held last on a day and should be held within so many. The last day of the cycle is in time. */
export function cadenceOf(last: Day | null, within: number, today: Day): CadenceState {
  if (last === null) return 'never'
  const left = within - daysBetween(last, today)
  return left < 0 ? 'late' : left < SOON_DAYS ? 'soon' : 'in-time'
}
