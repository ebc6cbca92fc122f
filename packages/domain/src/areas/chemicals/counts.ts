import { addDays, type Day } from '../../kernel/day.ts'
import type { Recorded } from '../../kernel/register.ts'
import { groupBy } from '../list-rules.ts'
import {
  balanceOf,
  effectOf,
  isCorrection,
  stockOf,
  thousandths,
  type Stock,
  type StockLine,
} from './stock.ts'

export interface Count extends Stock {
  readonly on: Day
  readonly counted: number
}

/** A count beside the book. */
export interface Difference<Line extends Count> {
  readonly count: Recorded<Line>
  /** What should have been there: the book at the end of that day, before it was corrected. */
  readonly booked: number
  /** What this count found missing that no earlier count had left open; below nothing: what was too much. */
  readonly missing: number
  /** What the book still has too much after the corrections that followed; below nothing: too little. */
  readonly open: number
  readonly isLatest: boolean
}

/**
 * Each count against the book of its stock. A correction belongs to the last count before it, so one booked on the day
 * of a count or later settles that count and does not hide that something was missing.
 */
export function compareCounts<Line extends Count>(
  counts: readonly Recorded<Line>[],
  ledger: readonly Recorded<StockLine>[],
): Difference<Line>[] {
  const books = groupBy(ledger, ({ entry }) => stockOf(entry))
  return [...groupBy(counts, ({ entry }) => stockOf(entry))].flatMap(([stock, taken]) => {
    const lines = (books.get(stock) ?? []).map(({ entry }) => entry)
    const ordered = taken.toSorted((a, b) => a.entry.on.localeCompare(b.entry.on))
    const sum = (wanted: (line: StockLine) => boolean) =>
      lines.filter(wanted).reduce((total, line) => total + effectOf(line), 0)
    let leftOpen = 0
    return ordered.map((count, index) => {
      const { on, counted } = count.entry
      const next = ordered[index + 1]?.entry.on
      const booked = sum(line => line.on < on || (line.on === on && !isCorrection(line)))
      const corrected = sum(
        line => isCorrection(line) && on <= line.on && (next === undefined || line.on < next),
      )
      const over = booked - thousandths(counted)
      const missing = over - leftOpen
      leftOpen = over + corrected
      return {
        ...{ count, booked: booked / 1000, missing: missing / 1000, open: leftOpen / 1000 },
        isLatest: next === undefined,
      }
    })
  })
}

/** Stocks that are not empty, with the last day by which each must be counted: so many days after it was last, or came. */
export function listCountsDue(
  counts: readonly Recorded<Count>[],
  ledger: readonly Recorded<StockLine>[],
  daysFor: (chemical: string) => number,
): { readonly stock: Stock; readonly due: Day }[] {
  const last = new Map<string, Day>()
  for (const { entry } of counts) {
    const known = last.get(stockOf(entry))
    if (known === undefined || known < entry.on) last.set(stockOf(entry), entry.on)
  }
  return [...groupBy(ledger, ({ entry }) => stockOf(entry))].flatMap(([key, lines]) => {
    const [first] = lines.map(({ entry }) => entry.on).sort()
    const stock = lines[0]?.entry
    if (!stock || first === undefined || balanceOf(lines.map(({ entry }) => entry)) <= 0) return []
    return [{ stock, due: addDays(last.get(key) ?? first, daysFor(stock.chemical)) }]
  })
}
