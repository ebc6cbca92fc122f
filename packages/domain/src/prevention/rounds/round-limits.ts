import { z } from 'zod'
import type { Day } from '../../kernel/day.ts'
import { BY_PRACTICE } from '../../kernel/practice.ts'
import { limitsOn, type LimitOverride, type Limits, type RuleCode } from '../../kernel/rule.ts'

/**
 * The numbers of inspections. Three photos are what a real school asks of its recorders (FACTS 11); the weights of the draw
 * are no rule of anybody's, so the county sets its own.
 */
export const ROUND_LIMITS = {
  photos: {
    label: { zh: '每次检查至少拍摄照片', en: 'Photos of a visit at least' },
    ...{ unit: 'photo', default: 3, min: 0, max: 20 },
  },
  base: {
    label: { zh: '抽查权重：每所学校基础分', en: 'Weight in the draw: every school' },
    ...{ unit: 'point', default: 10, min: 1, max: 100 },
  },
  major: {
    label: { zh: '抽查权重：每条未销号重大隐患', en: 'Weight in the draw: each major hazard that is open' },
    ...{ unit: 'point', default: 10, min: 0, max: 100 },
  },
  'residual-red': {
    label: {
      zh: '抽查权重：采取措施后仍为红色的风险点，每个',
      en: 'Weight in the draw: each risk point that is red with its measures',
    },
    ...{ unit: 'point', default: 6, min: 0, max: 100 },
  },
  'residual-orange': {
    label: {
      zh: '抽查权重：采取措施后仍为橙色的风险点，每个',
      en: 'Weight in the draw: each risk point that is orange with its measures',
    },
    ...{ unit: 'point', default: 3, min: 0, max: 100 },
  },
  'inherent-red': {
    label: {
      zh: '抽查权重：采取措施前为红色的风险点，每个',
      en: 'Weight in the draw: each risk point that is red before its measures',
    },
    ...{ unit: 'point', default: 2, min: 0, max: 100 },
  },
  'inherent-orange': {
    label: {
      zh: '抽查权重：采取措施前为橙色的风险点，每个',
      en: 'Weight in the draw: each risk point that is orange before its measures',
    },
    ...{ unit: 'point', default: 1, min: 0, max: 100 },
  },
  overdue: {
    label: { zh: '抽查权重：每项逾期任务或逾期隐患', en: 'Weight in the draw: each overdue task or hazard' },
    ...{ unit: 'point', default: 3, min: 0, max: 100 },
  },
  month: {
    label: {
      zh: '抽查权重：距上次检查每满一个月',
      en: 'Weight in the draw: each month since the last visit',
    },
    ...{ unit: 'point', default: 2, min: 0, max: 100 },
  },
  'part-most': {
    label: {
      zh: '抽查权重：除基础分外每项最高分',
      en: 'Weight in the draw: each part at most, the base aside',
    },
    ...{ unit: 'point', default: 30, min: 0, max: 1000 },
  },
} as const satisfies Limits
export type RoundLimit = keyof typeof ROUND_LIMITS
export type RoundLimits = Readonly<Record<RoundLimit, number>>

/** The limits that give points in the draw: they are kept with every draw, so that it is weighed again as it was. */
export const DRAW_LIMIT_IDS = [
  ...(['base', 'residual-red', 'residual-orange', 'inherent-red', 'inherent-orange'] as const),
  ...(['major', 'overdue', 'month', 'part-most'] as const),
] satisfies readonly RoundLimit[]
export const DrawPoints = z.record(z.enum(DRAW_LIMIT_IDS), z.number().int().min(0))
export type DrawPoints = z.infer<typeof DrawPoints>

/** What of the county's numbers a draw is weighed by. */
export const drawPointsOf = (limits: RoundLimits): DrawPoints =>
  Object.fromEntries(DRAW_LIMIT_IDS.map(id => [id, limits[id]])) as DrawPoints

export const ROUND_RULE = {
  code: 'prevention/rounds#inspections' as RuleCode,
  label: { zh: '检查的照片要求与抽查权重', en: 'Photos of a visit and weights of the draw' },
  ...{ rule: BY_PRACTICE, limits: ROUND_LIMITS },
} as const

/** The county's own numbers of inspections before the defaults, as they hold on a day. */
export function roundLimitsOn(overrides: readonly LimitOverride[], on: Day): RoundLimits {
  const { code, rule, limits } = ROUND_RULE
  const known = limitsOn(code, limits, rule, overrides, on)
  const names = Object.keys(limits) as RoundLimit[]
  return Object.fromEntries(names.map(name => [name, known[name] ?? limits[name].default])) as RoundLimits
}
