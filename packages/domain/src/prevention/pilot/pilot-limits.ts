import type { Day } from '../../kernel/day.ts'
import { BY_PRACTICE } from '../../kernel/practice.ts'
import { limitsOn, type LimitOverride, type Limits, type RuleCode } from '../../kernel/rule.ts'

/** The periods of pilots. No document sets them, so the county may. */
export const PILOT_LIMITS = {
  'build-months': {
    label: { zh: '试点建设期限', en: 'Time to build up' },
    ...{ unit: 'month', default: 6, min: 1, max: 36 },
  },
  'recheck-months': {
    label: { zh: '验收后复核间隔', en: 'Time until a re-check' },
    ...{ unit: 'month', default: 12, min: 1, max: 60 },
  },
} as const satisfies Limits
export type PilotLimit = keyof typeof PILOT_LIMITS
export type PilotLimits = Readonly<Record<PilotLimit, number>>

export const PILOT_RULE = {
  code: 'prevention/pilot#periods' as RuleCode,
  label: { zh: '试点学校的建设期限与复核间隔', en: 'Periods of pilot schools' },
  ...{ rule: BY_PRACTICE, limits: PILOT_LIMITS },
} as const

/** The county's own periods of pilots before the defaults, as they hold on a day. */
export function pilotLimitsOn(overrides: readonly LimitOverride[], on: Day): PilotLimits {
  const { code, rule, limits } = PILOT_RULE
  const known = limitsOn(code, limits, rule, overrides, on)
  const of = (name: PilotLimit): number => known[name] ?? limits[name].default
  return { 'build-months': of('build-months'), 'recheck-months': of('recheck-months') }
}
