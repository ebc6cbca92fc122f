import { z } from 'zod'
import { Day, Instant } from '../kernel/day.ts'
import { humanText } from '../kernel/human-text.ts'
import { BulletinId, UnitId } from '../kernel/ids.ts'
import type { Rate } from '../kernel/indicator.ts'
import { findIndicator, IndicatorId } from '../indicators/index.ts'
import { DocumentNumber } from '../organisation/codes/document-number.ts'
import { Deed } from '../supervision/measure.ts'
import { BulletinState } from './bulletin-flow.ts'
import { rankUnits } from './bulletin-ranking.ts'

const Counted = z.object({ numerator: z.number().int().min(0), denominator: z.number().int().min(0) })

/** Whom a bulletin ranks. */
export const RANKED_BY = {
  township: { zh: '按乡镇', en: 'By township' },
  school: { zh: '按学校', en: 'By school' },
} as const
export type RankedBy = keyof typeof RANKED_BY
export const RankedBy = z.enum(['township', 'school'])

/** One line of a ranking as it was frozen. `was`: the rate in the bulletin before. */
export const BulletinRow = Counted.extend({
  key: z.string(),
  name: z.string(),
  place: z.number().int().min(1).nullable(),
  moved: z.number().int().nullable(),
  was: Counted.nullable(),
})
export type BulletinRow = z.infer<typeof BulletinRow>

/** A rate of a bulletin: the county's own, and who stands where. */
export const BulletinFigure = z.object({
  indicator: z.string(),
  county: Counted,
  /** The county's in the bulletin before; null in the first. */
  was: Counted.nullable(),
  rows: z.array(BulletinRow),
})
export type BulletinFigure = z.infer<typeof BulletinFigure>

/** What a person writes of a bulletin. The first two are drafted from the figures. */
export const BulletinText = z.object({
  title: humanText(4, 120),
  praise: humanText(0, 4000),
  criticism: humanText(0, 4000),
  practice: humanText(0, 4000),
  problems: humanText(0, 4000),
})
export type BulletinText = z.infer<typeof BulletinText>

export const NewBulletin = z
  .object({
    id: BulletinId,
    title: humanText(4, 120),
    from: Day,
    until: Day,
    by: RankedBy,
    indicators: z.array(IndicatorId).min(1).max(8),
  })
  .refine(({ from, until }) => from <= until, { path: ['until'], error: 'ends-before-it-begins' })
export type NewBulletin = z.infer<typeof NewBulletin>

export const Bulletin = z.object({
  id: BulletinId,
  state: BulletinState,
  from: Day,
  until: Day,
  by: RankedBy,
  text: BulletinText,
  figures: z.array(BulletinFigure).min(1),
  /** When the figures were counted. */
  takenAt: Instant,
  drafted: Deed,
  /** `keptFigures`: they had changed since they were taken, and the leader let them stand. */
  approved: Deed.extend({ keptFigures: z.boolean() }).nullable(),
  issued: Deed.extend({ documentNumber: z.string() }).nullable(),
  /** Why it was sent back or withdrawn last. */
  reason: z.string().nullable(),
  revision: z.number().int().min(1),
})
export type Bulletin = z.infer<typeof Bulletin>

export const BulletinCommand = z.discriminatedUnion('event', [
  z.object({ event: z.literal('edit'), text: BulletinText }),
  z.object({ event: z.literal('refresh') }),
  z.object({ event: z.literal('submit') }),
  z.object({ event: z.literal('approve'), keepsFigures: z.boolean() }),
  z.object({ event: z.literal('return'), reason: humanText(2, 500) }),
  z.object({
    event: z.literal('issue'),
    documentNumber: DocumentNumber,
    /** Null: every school and kindergarten of the county. */
    to: z.array(UnitId).min(1).max(1000).nullable(),
  }),
  z.object({ event: z.literal('withdraw'), reason: humanText(2, 500) }),
])
export type BulletinCommand = z.infer<typeof BulletinCommand>

/** A rate of everybody who is ranked, as it is counted now. */
export interface CountedFigure {
  readonly indicator: string
  readonly county: Rate
  readonly rows: readonly { readonly key: string; readonly name: string; readonly rate: Rate }[]
}

const plain = ({ numerator, denominator }: Rate): Rate => ({ numerator, denominator })

/** Freezes counted rates with places, and with how they moved since the bulletin before. */
export function freezeFigures(
  counted: readonly CountedFigure[],
  before: readonly BulletinFigure[],
): BulletinFigure[] {
  return counted.flatMap(({ indicator, county, rows }) => {
    const words = findIndicator(indicator)
    if (!words) return []
    const last = before.find(each => each.indicator === indicator)
    const lastRates = new Map(last?.rows.map(row => [row.key, plain(row)]))
    const nameOf = new Map(rows.map(({ key, name }) => [key, name]))
    const ranked = rankUnits(words, new Map(rows.map(({ key, rate }) => [key, rate])), lastRates)
    return [
      {
        ...{ indicator, county: plain(county), was: last?.county ?? null },
        rows: ranked.map(({ key, rate, place, moved }) => ({
          ...{ key, name: nameOf.get(key) ?? '', ...plain(rate), place, moved },
          was: lastRates.get(key) ?? null,
        })),
      },
    ]
  })
}

/** A number of a bulletin that is counted otherwise by now. */
export interface Drift {
  readonly indicator: string
  readonly name: string
  readonly then: Rate
  readonly now: Rate
}

/** What has changed since the figures were taken; a bulletin shows it and never follows it by itself. */
export function driftOf(figures: readonly BulletinFigure[], now: readonly CountedFigure[]): Drift[] {
  return figures.flatMap(({ indicator, rows }) => {
    const rates = new Map(
      now.find(each => each.indicator === indicator)?.rows.map(({ key, rate }) => [key, rate]),
    )
    return rows.flatMap(row => {
      const rate = rates.get(row.key) ?? { numerator: 0, denominator: 0 }
      const same = rate.numerator === row.numerator && rate.denominator === row.denominator
      return same ? [] : [{ indicator, name: row.name, then: plain(row), now: plain(rate) }]
    })
  })
}
