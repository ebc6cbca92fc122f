/** The lowest, the middle and the highest of some measurements. */
export interface Spread {
  readonly min: number
  readonly median: number
  readonly max: number
}

const ascending = (values: readonly number[]): number[] => values.toSorted((a, b) => a - b)

/** The value below which the given share of the measurements lies (nearest rank); NaN without any. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = ascending(values)
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN
}

export const spreadOf = (values: readonly number[]): Spread => ({
  min: Math.min(...values),
  median: percentile(values, 0.5),
  max: Math.max(...values),
})

/** Three digits that matter: 1234, 123, 12.3, 1.23. */
export const show = (value: number): string =>
  Number.isNaN(value) ? '–' : value.toFixed(value >= 100 ? 0 : value >= 10 ? 1 : 2)

export const showSpread = ({ min, median, max }: Spread): string =>
  `${show(median)} (${show(min)}–${show(max)})`
