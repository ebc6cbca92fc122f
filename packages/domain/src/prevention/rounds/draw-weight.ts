import { z } from 'zod'
import { addMonths, type Day } from '../../kernel/day.ts'
import type { Label } from '../../kernel/label.ts'
import type { RoundLimits } from './round-limits.ts'

/** What a school's weight in the draw is made of. */
export const WEIGHT_PARTS = {
  base: { zh: '基础分', en: 'Base' },
  risk: { zh: '未销号重大隐患', en: 'Open major hazards' },
  overdue: { zh: '逾期任务与隐患', en: 'Overdue tasks and hazards' },
  since: { zh: '距上次检查时间', en: 'Time since the last visit' },
} as const satisfies Record<string, Label>
export type WeightPart = keyof typeof WEIGHT_PARTS
export const WEIGHT_PART_IDS = Object.keys(WEIGHT_PARTS) as [WeightPart, ...WeightPart[]]

/** Points by part; whole numbers, so that anybody adds them up in his head. */
export const Weights = z.record(z.enum(WEIGHT_PART_IDS), z.number().int().min(0))
export type Weights = z.infer<typeof Weights>

/** What is known of a school when lots are drawn. */
export interface VisitingGrounds {
  readonly openMajor: number
  readonly overdue: number
  /** The day of the last visit, null where nobody has come yet. */
  readonly lastVisitOn: Day | null
}

/** Whole months from one day to another. */
function monthsBetween(from: Day, to: Day, most: number): number {
  let months = 0
  while (months < most && addMonths(from, months + 1) <= to) months += 1
  return months
}

/** The weight of a school by part. A school nobody has visited has the most that time can give. */
export function weigh(
  { openMajor, overdue, lastVisitOn }: VisitingGrounds,
  limits: RoundLimits,
  today: Day,
): Weights {
  const most = limits['part-most']
  const capped = (points: number): number => Math.min(most, points)
  return {
    base: limits.base,
    risk: capped(openMajor * limits.major),
    overdue: capped(overdue * limits.overdue),
    since: lastVisitOn === null ? most : capped(monthsBetween(lastVisitOn, today, most) * limits.month),
  }
}

/** The whole weight. */
export const weightOf = (weights: Weights): number =>
  WEIGHT_PART_IDS.reduce((sum, part) => sum + weights[part], 0)
