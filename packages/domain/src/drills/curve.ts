import type { Muster } from './muster.ts'

/** How many were accounted for so many seconds after the alarm. */
export interface CurvePoint {
  readonly seconds: number
  readonly accounted: number
}

/**
 * The rise of those seen by name since the alarm, one point each second in which it rose. Who was seen before the alarm
 * by his device's clock counts from its first second: a wrong clock must not hide a child. Empty while nothing started.
 */
export function curveOf(muster: Muster, group?: string): CurvePoint[] {
  const { startedAt } = muster
  if (startedAt === null) return []
  const seen = new Map<number, number>()
  for (const person of muster.people) {
    if (person.state !== 'safe' || (group !== undefined && person.group !== group)) continue
    let first = Infinity
    for (const { at } of person.sightings) first = Math.min(first, at)
    const second = Math.max(0, Math.ceil((first - startedAt) / 1000))
    seen.set(second, (seen.get(second) ?? 0) + 1)
  }
  let accounted = 0
  return [...seen]
    .sort(([a], [b]) => a - b)
    .map(([seconds, more]) => ({ seconds, accounted: (accounted += more) }))
}

/** Seconds from the alarm until a share of the expected was seen by name; null when it never was. */
export function secondsUntil(curve: readonly CurvePoint[], expected: number, share: number): number | null {
  if (expected === 0) return null
  const needed = Math.ceil(expected * share)
  return curve.find(({ accounted }) => accounted >= needed)?.seconds ?? null
}
