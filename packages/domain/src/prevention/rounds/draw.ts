import { z } from 'zod'
import { Instant } from '../../kernel/day.ts'
import { UnitId } from '../../kernel/ids.ts'
import { sha256 } from '../../kernel/sha256.ts'
import { Weights, weightOf } from './draw-weight.ts'

/** A school that lots were drawn among, with its weight by part. */
export const Candidate = z.object({
  unitId: UnitId,
  /** 学校标识码, or the unit's own id where it has none. It alone goes into the lot, so that a name may change. */
  code: z.string().min(1),
  name: z.string(),
  weights: Weights,
})
export type Candidate = z.infer<typeof Candidate>

/** A draw as it is kept: everything that anybody needs to repeat it. */
export const Draw = z.object({
  seed: z.string().regex(/^[0-9a-f]{32}$/),
  count: z.number().int().min(1),
  candidates: z.array(Candidate).min(1),
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
