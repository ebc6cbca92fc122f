import { z } from 'zod'
import { addMonths, Day } from '../../kernel/day.ts'
import type { Label } from '../../kernel/label.ts'
import type { DrawPoints } from './round-limits.ts'

/** What a school's weight in the draw is made of. */
export const WEIGHT_PARTS = {
  base: { zh: '基础分', en: 'Base' },
  grades: { zh: '红、橙色风险点', en: 'Red and orange risk points' },
  major: { zh: '未销号重大隐患', en: 'Open major hazards' },
  overdue: { zh: '逾期任务与隐患', en: 'Overdue tasks and hazards' },
  since: { zh: '距上次检查时间', en: 'Time since the last visit' },
} as const satisfies Record<string, Label>
export type WeightPart = keyof typeof WEIGHT_PARTS
export const WEIGHT_PART_IDS = Object.keys(WEIGHT_PARTS) as [WeightPart, ...WeightPart[]]

/** Points by part; whole numbers, so that anybody adds them up in his head. */
export const Weights = z.record(z.enum(WEIGHT_PART_IDS), z.number().int().min(0))
export type Weights = z.infer<typeof Weights>

const count = z.number().int().min(0)
const Severe = z.object({ red: count, orange: count })

/**
 * What is known of a school when lots are drawn. It is kept with the draw: next month's hazards are others, and the weight
 * can be worked out again all the same.
 */
export const VisitingGrounds = z.object({
  /** Risk points by colour as they stand with their measures, and as if they had none. */
  residual: Severe,
  inherent: Severe,
  openMajor: count,
  overdueTasks: count,
  overdueHazards: count,
  /** The day of the last visit, null where nobody has come yet. */
  lastVisitOn: Day.nullable(),
})
export type VisitingGrounds = z.infer<typeof VisitingGrounds>

/** Whole months from one day to another. */
function monthsBetween(from: Day, to: Day, most: number): number {
  let months = 0
  while (months < most && addMonths(from, months + 1) <= to) months += 1
  return months
}

/**
 * The weight of a school by part, by the county's points, on the day of the draw. A school nobody has visited has the most
 * that time can give.
 */
export function weigh(grounds: VisitingGrounds, points: DrawPoints, on: Day): Weights {
  const { residual, inherent, openMajor, overdueTasks, overdueHazards, lastVisitOn } = grounds
  const most = points['part-most']
  const capped = (sum: number): number => Math.min(most, sum)
  return {
    base: points.base,
    grades: capped(
      residual.red * points['residual-red'] +
        residual.orange * points['residual-orange'] +
        inherent.red * points['inherent-red'] +
        inherent.orange * points['inherent-orange'],
    ),
    major: capped(openMajor * points.major),
    overdue: capped((overdueTasks + overdueHazards) * points.overdue),
    since: lastVisitOn === null ? most : capped(monthsBetween(lastVisitOn, on, most) * points.month),
  }
}

/** The whole weight. */
export const weightOf = (weights: Weights): number =>
  WEIGHT_PART_IDS.reduce((sum, part) => sum + weights[part], 0)
