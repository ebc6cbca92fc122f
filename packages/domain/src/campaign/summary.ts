import { z } from 'zod'
import { dayOf, daysBetween, Day, Instant } from '../kernel/day.ts'
import { defineIndicator } from '../kernel/indicator.ts'
import { humanText } from '../kernel/human-text.ts'
import { AccountId, CampaignId, SummaryId, UnitId } from '../kernel/ids.ts'
import { SummaryState } from './summary-flow.ts'
import { SummaryPart } from './summary-parts.ts'

/**
 * A number in a summary, as it stood when it was taken out of the data. It is never brought up to date behind anybody's back:
 * where the data say something else by now, both are shown.
 */
export const SummaryFigure = z.object({
  /** Id of a declared rate (`INDICATORS`). */
  indicator: z.string().min(1).max(80),
  numerator: z.number().int().min(0),
  denominator: z.number().int().min(0),
})
export type SummaryFigure = z.infer<typeof SummaryFigure>

/** A part of a summary as it is written: its words, in which the places of figures are marked (`figureToken`). */
export const SummaryText = z.object({
  part: SummaryPart,
  heading: humanText(2, 60),
  text: humanText(0, 8000),
})
export type SummaryText = z.infer<typeof SummaryText>

/** The same with the figures that stand in it. */
export const SummarySection = SummaryText.extend({ figures: z.array(SummaryFigure).max(80) })
export type SummarySection = z.infer<typeof SummarySection>

/** Of a phase or of the whole campaign; null is the whole. */
export const Summary = z.object({
  id: SummaryId,
  campaignId: CampaignId,
  phase: z.string().nullable(),
  unitId: UnitId,
  state: SummaryState,
  title: humanText(4, 120),
  sections: z.array(SummarySection).min(1).max(30),
  /** When its figures were taken out of the data. */
  takenAt: Instant,
  dueOn: Day.nullable(),
  /** Counts what was handed in; what was handed in once is kept as it was. */
  version: z.number().int().min(1),
  /** Whoever put it before the head, the head who signed it and what he let stand. */
  preparedBy: AccountId.nullable(),
  signedBy: AccountId.nullable(),
  signedAt: Instant.nullable(),
  /** When it came in for the first time, by which it is in time or late: what is sent back and comes again was not late for that. */
  handedInAt: Instant.nullable(),
  acceptedAt: Instant.nullable(),
  revision: z.number().int().min(1),
})
export type Summary = z.infer<typeof Summary>

/** A figure that no longer is what the data say. */
export interface ChangedFigure {
  readonly indicator: string
  readonly stated: Pick<SummaryFigure, 'numerator' | 'denominator'>
  /** Null where the rate is not counted any more. */
  readonly now: Pick<SummaryFigure, 'numerator' | 'denominator'> | null
}

/** The figures of a summary that differ from what the data say now, in its order, each indicator once. */
export function listChangedFigures(
  { sections }: Pick<Summary, 'sections'>,
  now: ReadonlyMap<string, Pick<SummaryFigure, 'numerator' | 'denominator'>>,
): ChangedFigure[] {
  const stated = new Map(sections.flatMap(({ figures }) => figures).map(each => [each.indicator, each]))
  return [...stated.values()].flatMap(({ indicator, numerator, denominator }) => {
    const present = now.get(indicator)
    if (present?.numerator === numerator && present.denominator === denominator) return []
    const known = present && { numerator: present.numerator, denominator: present.denominator }
    return [{ indicator, stated: { numerator, denominator }, now: known ?? null }]
  })
}

/** Whether a summary came in by its day, after it, or not at all though its day is over; null where none was set or it still runs. */
export function summaryTimeliness(
  { dueOn, handedInAt }: Pick<Summary, 'dueOn' | 'handedInAt'>,
  today: Day,
): { readonly kind: 'in-time' } | { readonly kind: 'late' | 'owed'; readonly days: number } | null {
  if (dueOn === null) return null
  const late = daysBetween(dueOn, handedInAt === null ? today : dayOf(handedInAt))
  if (late > 0) return { kind: handedInAt === null ? 'owed' : 'late', days: late }
  return handedInAt === null ? null : { kind: 'in-time' }
}

/** How many of the summaries that are owed came in by their day (FACTS 9); one whose day still runs is not counted yet. */
export const summariesInTime = defineIndicator({
  id: 'summaries-in-time',
  label: { zh: '总结按时报送率', en: 'Summaries handed in on time' },
  numerator: { zh: '期限内报送的总结', en: 'Summaries handed in by their day' },
  denominator: {
    zh: '已报送的和已到期未报送的总结（未到期的不计）',
    en: 'Summaries handed in, and those owed past their day; what is not due yet is left out',
  },
  better: 'higher',
  count: (kinds: readonly (NonNullable<ReturnType<typeof summaryTimeliness>>['kind'] | null)[]) => ({
    numerator: kinds.filter(kind => kind === 'in-time').length,
    denominator: kinds.filter(kind => kind !== null).length,
  }),
})
