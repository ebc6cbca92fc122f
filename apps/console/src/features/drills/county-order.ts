import type { CountySchool } from './useBoard.ts'

/** How badly a school wants looking at; the greatest first. Somebody missing outweighs everything. */
export function troubleOf({ state, totals, lateStart, outstanding }: CountySchool): number {
  if (state === 'cancelled') return 0
  const left = outstanding ?? 0
  if ((totals?.missing ?? 0) > 0) return 7
  if (state === 'silent') return 6
  if ((totals?.conflicts ?? 0) > 0) return 5
  if (state === 'all-clear' && left > 0) return 4
  if (state === 'not-started') return lateStart ? 4 : 1
  return state === 'running' ? 3 : 0
}

/** Trouble first, then those with most people outstanding; schools alike stay as they stood. */
export const byTrouble = (a: CountySchool, b: CountySchool): number =>
  troubleOf(b) - troubleOf(a) || (b.outstanding ?? 0) - (a.outstanding ?? 0)

/** Somebody is missing there, or two things are said that cannot both be true. */
export const isTroubled = ({ totals }: CountySchool): boolean =>
  (totals?.missing ?? 0) > 0 || (totals?.conflicts ?? 0) > 0
