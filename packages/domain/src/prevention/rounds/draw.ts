import { z } from 'zod'
import { dayOf, Instant } from '../../kernel/day.ts'
import { UnitId } from '../../kernel/ids.ts'
import { sha256 } from '../../kernel/sha256.ts'
import { VisitingGrounds, WEIGHT_PART_IDS, weigh, Weights, weightOf } from './draw-weight.ts'
import { DrawPoints } from './round-limits.ts'

/** A school that lots were drawn among, with its weight by part. */
export const Candidate = z.object({
  unitId: UnitId,
  /** 学校标识码, or the unit's own id where it has none. It alone goes into the lot, so that a name may change. */
  code: z.string().min(1),
  name: z.string(),
  weights: Weights,
  /** What the weights were counted from; null in draws from before it was kept. */
  grounds: VisitingGrounds.nullable(),
})
export type Candidate = z.infer<typeof Candidate>

/** A draw as it is kept: everything that anybody needs to repeat it. */
export const Draw = z.object({
  seed: z.string().regex(/^[0-9a-f]{32}$/),
  count: z.number().int().min(1),
  candidates: z.array(Candidate).min(1),
  /** The county's points on that day; null in draws from before they were kept. */
  points: DrawPoints.nullable(),
  drawnAt: Instant,
})
export type Draw = z.infer<typeof Draw>

/** A lot: its candidate and its key. The smallest keys are drawn. */
export interface Lot {
  readonly candidate: Candidate
  readonly key: number
  readonly drawn: boolean
}

/** What is hashed for a school's lot. */
export const lotText = (seed: string, code: string): string => `${seed}:${code}`

/** 52 bits of the hash as a number between 0 and 1, never either. */
const fractionOf = (hash: string): number => (Number.parseInt(hash.slice(0, 13), 16) + 0.5) / 2 ** 52

/**
 * The key of a lot, −ln(u)/w with u from the hash: drawing the smallest keys is drawing one after the other without putting
 * back, each time with chances by weight (Efraimidis & Spirakis, Weighted random sampling with a reservoir, 2006).
 * Kept to twelve digits, for logarithms differ in the last ones between machines.
 */
const keyOf = (hash: string, weight: number): number =>
  Number((-Math.log(fractionOf(hash)) / weight).toPrecision(12))

/**
 * Draws schools by weight, never one twice. The same seed and candidates give the same lots everywhere, in whatever order
 * the candidates come.
 * @returns every lot, the drawn ones first, in the order they were drawn
 */
export function drawLots({ seed, count, candidates }: Pick<Draw, 'seed' | 'count' | 'candidates'>): Lot[] {
  return candidates
    .map(candidate => ({
      candidate,
      key: keyOf(sha256(lotText(seed, candidate.code)), weightOf(candidate.weights)),
    }))
    .sort((a, b) => a.key - b.key || (a.candidate.code < b.candidate.code ? -1 : 1))
    .map((lot, place) => ({ ...lot, drawn: place < count }))
}

/** What repeating a draw brings to light: nothing, where it was drawn as it says. */
export interface DrawCheck {
  /** Candidates whose weight does not follow from what it was counted from. */
  readonly misweighed: readonly Candidate[]
  /** Candidates that the seed draws and nobody visits, or that are visited and the seed does not draw. */
  readonly misdrawn: readonly Candidate[]
}

/**
 * Repeats a draw from what is kept of it alone: weighs every school anew by the points of that day, draws the lots anew from
 * the seed, and compares. Whatever became of the schools since does not matter.
 * @param visited the units that are visited, as far as whoever repeats it sees them
 * @param seesAll whether those are all of them: a school sees its own visit only, and learns whether it was drawn
 */
export function checkDraw(draw: Draw, visited: readonly string[], seesAll: boolean): DrawCheck {
  const { points, candidates, drawnAt } = draw
  const isMisweighed = ({ grounds, weights }: Candidate): boolean => {
    if (grounds === null || points === null) return false
    const again = weigh(grounds, points, dayOf(drawnAt))
    return WEIGHT_PART_IDS.some(part => again[part] !== weights[part])
  }
  return {
    misweighed: candidates.filter(isMisweighed),
    misdrawn: drawLots(draw)
      .filter(({ candidate, drawn }) => {
        const isVisited = visited.includes(candidate.unitId)
        return drawn !== isVisited && (seesAll || isVisited)
      })
      .map(({ candidate }) => candidate),
  }
}

/** A school's share of all weights: its chance to be the first that is drawn. */
export const shareOfWeight = (candidate: Candidate, candidates: readonly Candidate[]): number =>
  weightOf(candidate.weights) / candidates.reduce((sum, { weights }) => sum + weightOf(weights), 0)
