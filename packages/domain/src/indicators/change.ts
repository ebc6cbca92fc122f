import type { AreaId } from '../areas/area-id.ts'
import { addDays, addMonths, type Day } from '../kernel/day.ts'
import { shareOf, type IndicatorWords, type Rate } from '../kernel/indicator.ts'

/** Under what a rate's figures of a day are kept: the rate, or the rate of one key area. */
export const keptUnder = (id: string, area?: AreaId): string => (area ? `${id}:${area}` : id)

/** By how much a share (in points of a percent) or a mean rose; null where one of the two days has nothing to divide by. */
export function changeOver(
  { meanIn }: Pick<IndicatorWords, 'meanIn'>,
  before: Rate | null,
  after: Rate | null,
): number | null {
  const [was, is] = [before && shareOf(before), after && shareOf(after)]
  if (was === null || is === null) return null
  const change = Math.round((is - was) * (meanIn ? 10 : 1000)) / 10
  return change === 0 ? 0 : change
}

/** Whether a change is for the better; null for none. */
export const isBetter = ({ better }: Pick<IndicatorWords, 'better'>, change: number): boolean | null =>
  change === 0 ? null : change > 0 === (better === 'higher')

/** The day that stands for a month ago: the last one on which figures were taken, at most a week before. */
export function monthAgo(taken: readonly Day[], today: Day): Day | null {
  const on = addMonths(today, -1)
  return taken.findLast(day => day <= on && day >= addDays(on, -7)) ?? null
}
