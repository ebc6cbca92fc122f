/**
 * Ids of facts. A UUID version 7 (RFC 9562) whose random part is, for the length of a drill, a device's own 52 bits
 * followed by the fact's number in 22: the id then follows from time, run and number, and two kiosks that exchange facts
 * through a picture need not spend 16 bytes on each. Two devices that were cloned make the same run; their facts differ
 * in time and so in id, and `run` shows the pair.
 */

/** 52 random bits of a device for one drill, as 13 hex digits. */
export type FactRun = string

export const MAX_SEQ = 2 ** 22 - 1
const RUN = /^[0-9a-f]{13}$/
const FACT_ID = /^([0-9a-f]{8})-([0-9a-f]{4})-7([0-9a-f]{3})-([89ab][0-9a-f]{3})-([0-9a-f]{12})$/

/** Draws a run from random bytes, at least seven of them. */
export const makeRun = (bytes: Uint8Array): FactRun =>
  [...bytes.subarray(0, 7)]
    .map(byte => byte.toString(16).padStart(2, '0'))
    .join('')
    .slice(0, 13)

/**
 * The id of a device's fact.
 * @throws when a number lies outside what the id can hold
 */
export function makeFactId(at: number, run: FactRun, seq: number): string {
  if (!RUN.test(run)) throw new RangeError('a run is 13 hex digits')
  if (!Number.isSafeInteger(at) || at < 0 || at >= 2 ** 48)
    throw new RangeError('the time does not fit an id')
  if (!Number.isInteger(seq) || seq < 0 || seq > MAX_SEQ)
    throw new RangeError('the number does not fit an id')
  const time = at.toString(16).padStart(12, '0')
  const tail = (BigInt(`0x${run.slice(3)}`) << 22n) | BigInt(seq)
  const low = (tail | (2n << 62n)).toString(16)
  return `${time.slice(0, 8)}-${time.slice(8)}-7${run.slice(0, 3)}-${low.slice(0, 4)}-${low.slice(4)}`
}

/** The parts of an id, or null when the text is none. */
export function readFactId(id: string): { at: number; run: FactRun; seq: number } | null {
  const [, high, low, random, head, rest] = FACT_ID.exec(id) ?? []
  if (!high || !low || !random || !head || !rest) return null
  const tail = BigInt(`0x${head}${rest}`) & (2n ** 62n - 1n)
  const run = random + (tail >> 22n).toString(16).padStart(10, '0')
  return { at: Number.parseInt(high + low, 16), run, seq: Number(tail & BigInt(MAX_SEQ)) }
}
