import { addDays, daysBetween, dayOf, type Day } from '../kernel/day.ts'
import type { HazardLimits } from './hazard-limits.ts'
import type { Hazard } from './hazard.ts'

/** Pairs of neighbouring signs of a text: Chinese has no blanks between its words. */
function pairsOf(text: string): Set<string> {
  const signs = [...text.normalize('NFKC').toLowerCase()].filter(sign => /[\p{L}\p{N}]/u.test(sign))
  return signs.length < 2
    ? new Set(signs)
    : new Set(signs.slice(1).map((sign, at) => `${signs[at] ?? ''}${sign}`))
}

/**
 * How much two texts have in common, 0 to 1: the share of neighbouring pairs of signs that stand in both
 * (L. R. Dice, “Measures of the Amount of Ecologic Association Between Species”, 1945).
 */
export function likeness(one: string, other: string): number {
  const [a, b] = [pairsOf(one), pairsOf(other)]
  if (a.size + b.size === 0) return 0
  const shared = [...a].filter(pair => b.has(pair)).length
  return (2 * shared) / (a.size + b.size)
}

type Described = Pick<Hazard, 'area' | 'place' | 'description'>

/** What is said counts more than where: one corridor has many hazards. A place alone makes no suspect. */
const PLACE_WEIGHT = 0.4
const SUSPECT_FROM = 0.45

/**
 * How much a hazard looks like one that is being reported, 0 to 1; hazards of two areas are never taken for one.
 */
export function suspicion(reported: Described, known: Described): number {
  if (reported.area !== known.area) return 0
  const [place, words] = [
    likeness(reported.place, known.place),
    likeness(reported.description, known.description),
  ]
  return PLACE_WEIGHT * place + (1 - PLACE_WEIGHT) * words
}

/** The hazards that may be the one being reported, the likeliest first. A person decides. */
export const listSuspects = <Known extends Described>(
  reported: Described,
  known: readonly Known[],
  most = 5,
): Known[] =>
  known
    .map(each => ({ each, by: suspicion(reported, each) }))
    .filter(({ by }) => by >= SUSPECT_FROM)
    .toSorted((a, b) => b.by - a.by)
    .slice(0, most)
    .map(({ each }) => each)

/** Days between finding and reporting, where that is longer than the county takes for usual; else null. */
export function lateEntryDays(
  { discoveredOn, reportedAt }: Pick<Hazard, 'discoveredOn' | 'reportedAt'>,
  limits: HazardLimits,
): number | null {
  const days = daysBetween(discoveredOn, dayOf(reportedAt))
  return days > limits['late-entry-days'] ? days : null
}

/** The day by which somebody looks back at a closed major hazard; null where nobody need, or somebody has. */
export function lookBackDueOn(
  { state, grade, closedAt, lookBacks }: Pick<Hazard, 'state' | 'grade' | 'closedAt' | 'lookBacks'>,
  limits: HazardLimits,
): Day | null {
  if (state !== 'closed' || grade !== 'major' || closedAt === null || lookBacks.length > 0) return null
  return addDays(dayOf(closedAt), limits['look-back-days'])
}
