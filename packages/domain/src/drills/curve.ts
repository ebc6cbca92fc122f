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
  const seconds = muster.people
    .filter(each => (group === undefined || each.group === group) && each.state === 'safe')
    .map(({ sightings }) => Math.min(...sightings.map(({ at }) => at)))
    .map(at => Math.max(0, Math.ceil((at - startedAt) / 1000)))
    .sort((a, b) => a - b)
  const points: CurvePoint[] = []
  for (const [index, second] of seconds.entries())
    if (seconds[index + 1] !== second) points.push({ seconds: second, accounted: index + 1 })
  return points
}

/** Seconds from the alarm until a share of the expected was seen by name; null when it never was. */
export function secondsUntil(curve: readonly CurvePoint[], expected: number, share: number): number | null {
  if (expected === 0) return null
  const needed = Math.ceil(expected * share)
  return curve.find(({ accounted }) => accounted >= needed)?.seconds ?? null
}
