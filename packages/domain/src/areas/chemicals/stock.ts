import { z } from 'zod'
import type { Day } from '../../kernel/day.ts'
import type { Label } from '../../kernel/label.ts'
import type { Recorded, Verdict } from '../../kernel/register.ts'
import { groupBy } from '../list-rules.ts'

interface MovementRow {
  readonly label: Label
  /** Which way the stock moves. */
  readonly sign: 1 | -1
}

/** What may happen to a chemical. */
export const MOVEMENTS = {
  opening: { label: { zh: '期初', en: 'Opening stock' }, sign: 1 },
  received: { label: { zh: '入库', en: 'Received' }, sign: 1 },
  returned: { label: { zh: '归还', en: 'Returned' }, sign: 1 },
  issued: { label: { zh: '领用', en: 'Issued' }, sign: -1 },
  waste: { label: { zh: '报废处置', en: 'Disposed of' }, sign: -1 },
  found: { label: { zh: '盘盈入账', en: 'Found at a count' }, sign: 1 },
  lost: { label: { zh: '盘亏核销', en: 'Written off after a count' }, sign: -1 },
} as const satisfies Record<string, MovementRow>
type Movement = keyof typeof MOVEMENTS
/** Lines that bring the book in line with what was counted; nothing was carried in or out. */
export const isCorrection = ({ movement }: { readonly movement: Movement }): boolean =>
  movement === 'found' || movement === 'lost'
export const MOVEMENT_IDS = Object.keys(MOVEMENTS) as [Movement, ...Movement[]]

export const MEASURES = {
  g: { zh: '克', en: 'g' },
  mL: { zh: '毫升', en: 'mL' },
  bottle: { zh: '瓶', en: 'bottles' },
} as const satisfies Record<string, Label>
type Measure = keyof typeof MEASURES
export const Measure = z.enum(Object.keys(MEASURES) as [Measure, ...Measure[]])

interface Moved {
  readonly movement: Movement
  readonly quantity: number
}
/** What is kept: one chemical in one specification, in one measure. */
export interface Stock {
  readonly chemical: string
  readonly specification?: string | undefined
  readonly measure: Measure
}
export interface StockLine extends Moved, Stock {
  readonly on: Day
}

/** Quantities are summed in whole thousandths, for 0.1 + 0.2 is not 0.3. */
export const thousandths = (quantity: number): number => Math.round(quantity * 1000)
export const effectOf = ({ movement, quantity }: Moved): number =>
  MOVEMENTS[movement].sign * thousandths(quantity)

/** What is left of one stock after its lines. */
export const balanceOf = (lines: readonly Moved[]): number =>
  lines.reduce((sum, line) => sum + effectOf(line), 0) / 1000

/** What is counted together. */
export const stockOf = ({ chemical, specification, measure }: Stock): string =>
  [chemical, specification ?? '', measure].join('|')

/**
 * For each stock the first day, on or after `from`, by whose end more had gone out than had ever come in, with all
 * lines up to it. A day is looked at whole, for the paper does not say at what hour each line was.
 */
export function findShortfalls(
  entries: readonly Recorded<StockLine>[],
  { from }: { readonly from: Day },
): Verdict[] {
  return [...groupBy(entries, ({ entry }) => stockOf(entry)).values()].flatMap(lines => {
    const ordered = lines.toSorted((a, b) => a.entry.on.localeCompare(b.entry.on))
    let balance = 0
    for (const [index, { entry }] of ordered.entries()) {
      balance += effectOf(entry)
      const { chemical, measure, on } = entry
      const dayIsOver = ordered[index + 1]?.entry.on !== on
      if (!dayIsOver || balance >= 0 || on < from) continue
      const short = -balance / 1000
      const detail = {
        zh: `${chemical}：短少${short}${MEASURES[measure].zh}`,
        en: `${chemical}: ${short} ${MEASURES[measure].en} short`,
      }
      return { on, records: ordered.slice(0, index + 1).map(each => each.id), detail }
    }
    return []
  })
}
