import { happenedAt } from './fact.ts'
import { standingFacts, type FactSet } from './fact-set.ts'
import type { Muster } from './muster.ts'

/** What was written down of a drill's beginning and end, in milliseconds since 1970. */
export interface KnownTimes {
  readonly startedAt: number | null
  readonly allClearAt: number | null
}

/**
 * A muster by the times that stand in the drill itself. An alarm, or an all-clear, that was given in the console or by
 * the county's signal left no fact, and without it there would be no curve, and nothing late.
 */
export function timeMuster(muster: Muster, set: FactSet, known: KnownTimes): Muster {
  const startedAt = known.startedAt ?? muster.startedAt
  const allClearAt = known.allClearAt ?? muster.allClearAt
  const late =
    allClearAt === null
      ? []
      : standingFacts(set)
          .filter(fact => happenedAt(fact) > allClearAt && fact.kind !== 'v1.all-clear')
          .map(({ id }) => id)
  return { ...muster, startedAt, allClearAt, late }
}
