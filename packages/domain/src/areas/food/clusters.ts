import { addDays, daysBetween, type Day } from '../../kernel/day.ts'

/** A case as the alert sees it: when it began and whom it is about. */
export interface Case {
  readonly on: Day
  readonly pupil: string
}

/** So many pupils within so many days. */
export interface Threshold {
  readonly days: number
  readonly pupils: number
}

/** Cases that together reached a threshold, and the day on which they first did. */
export interface Cluster<C extends Case> {
  readonly cases: readonly C[]
  readonly from: Day
  readonly to: Day
  readonly reachedOn: Day
}

const pupilsIn = (cases: readonly Case[]): number => new Set(cases.map(({ pupil }) => pupil)).size

/**
 * The clusters among cases of one group, by windows that slide from day to day: every window that holds enough
 * different pupils counts, and windows that share a case are one cluster. A pupil with two lines is one pupil.
 */
export function findClusters<C extends Case>(
  cases: readonly C[],
  thresholds: readonly Threshold[],
): Cluster<C>[] {
  const sorted = [...cases].sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))
  const ends = [...new Set(sorted.map(({ on }) => on))]
  const windows = ends
    .flatMap(end =>
      thresholds.map(({ days, pupils }) => {
        const start = addDays(end, 1 - days)
        return { pupils, end, held: sorted.filter(({ on }) => start <= on && on <= end) }
      }),
    )
    .filter(({ held, pupils }) => pupilsIn(held) >= pupils)
    .sort((a, b) => daysBetween(b.end, a.end))
  const clusters: { cases: Set<C>; reachedOn: Day }[] = []
  for (const { held, end } of windows) {
    const merged = { cases: new Set(held), reachedOn: end }
    /** A long window may join several clusters that short ones kept apart. */
    for (
      let last = clusters.at(-1);
      last && held.some(each => last?.cases.has(each));
      last = clusters.at(-1)
    ) {
      clusters.pop()
      for (const each of last.cases) merged.cases.add(each)
      merged.reachedOn = last.reachedOn
    }
    clusters.push(merged)
  }
  return clusters.map(({ cases: held, reachedOn }) => {
    const inside = sorted.filter(each => held.has(each))
    return {
      cases: inside,
      from: inside[0]?.on ?? reachedOn,
      to: inside.at(-1)?.on ?? reachedOn,
      reachedOn,
    }
  })
}
