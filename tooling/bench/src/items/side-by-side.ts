import { show, showSpread } from '../figures.ts'
import { compare, type Figures, type Load, type Side } from '../load.ts'
import type { Findings, Target } from './item.ts'

export interface Ratios {
  readonly figures: Readonly<Record<string, Figures>>
  /** The product's median requests/s over that of each other side. */
  readonly ratios: Readonly<Record<string, number>>
}

/** Measures the product (the first side) against the others and words what was found. */
export async function sideBySide(
  sides: readonly [Side, ...Side[]],
  load: Load,
  targetsOf: (found: Ratios) => Target[],
): Promise<Findings> {
  const measured = await compare(sides, load)
  const rate = (side: Side): number => measured.get(side.name)?.requestsPerSecond.median ?? Number.NaN
  const [product, ...others] = sides
  const found: Ratios = {
    figures: Object.fromEntries(measured),
    ratios: Object.fromEntries(others.map(side => [side.name, rate(product) / rate(side)])),
  }
  const lines = [...measured].map(([name, { requestsPerSecond, p50, p99, cpuMs }]) => {
    const ratio = found.ratios[name]
    const columns = [
      name.padEnd(10),
      `${showSpread(requestsPerSecond)} requests/s`.padEnd(36),
      `p50 ${show(p50)} ms`.padEnd(14),
      `p99 ${show(p99)} ms`.padEnd(14),
      `cpu ${show(cpuMs)} ms`.padEnd(12),
      ratio === undefined ? '' : `product/${name} ${ratio.toFixed(2)}`,
    ]
    return columns.join(' ').trimEnd()
  })
  return { lines, data: found, targets: targetsOf(found) }
}

/** At least half of what the bare handler does. */
export const halfOf = (name: string, { ratios }: Ratios): Target => ({
  what: `at least 0.5 of the ${name} handler's requests/s`,
  kept: (ratios[name] ?? 0) >= 0.5,
})
