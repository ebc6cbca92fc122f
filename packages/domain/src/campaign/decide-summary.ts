import { z } from 'zod'
import type { Instant } from '../kernel/day.ts'
import { findStep } from '../kernel/flow.ts'
import { humanText } from '../kernel/human-text.ts'
import { AccountId } from '../kernel/ids.ts'
import { err, ok, unreachable, type Result } from '../kernel/result.ts'
import { admitStep, type StepRefusal } from '../organisation/admit-step.ts'
import { DocumentNumber } from '../organisation/codes/document-number.ts'
import type { Actor } from '../organisation/may.ts'
import { SUMMARY_FLOW, type SummaryEvent, type SummaryState } from './summary-flow.ts'
import { figuresNamedIn, placesToFillIn } from './summary-figures.ts'
import {
  listChangedFigures,
  SummaryText,
  type ChangedFigure,
  type Summary,
  type SummaryFigure,
  type SummarySection,
} from './summary.ts'

const reason = humanText(2, 500)

export const SummaryCommand = z.discriminatedUnion('event', [
  z.object({
    event: z.literal('edit'),
    title: humanText(4, 120),
    sections: z.array(SummaryText).min(1).max(30),
  }),
  z.object({ event: z.literal('refresh') }),
  z.object({ event: z.literal('prepare') }),
  /** `refresh`: with the figures as the data say now. */
  z.object({ event: z.literal('send-back'), reason, refresh: z.boolean() }),
  /** `asStated`: why figures that changed since stand as of the day they were taken; the head has seen them. */
  z.object({
    ...{ event: z.literal('sign'), asStated: reason.nullable() },
    documentNumber: DocumentNumber.nullable(),
  }),
  z.object({ event: z.literal('return'), reason }),
  z.object({ event: z.literal('accept') }),
  z.object({ event: z.literal('revise') }),
  z.object({ event: z.literal('merge') }),
])
export type SummaryCommand = z.infer<typeof SummaryCommand>

export type SummaryRefusal =
  | StepRefusal<SummaryState>
  | { readonly code: 'not-the-head' }
  /** Places that the draft left open, by the headings they stand under. */
  | { readonly code: 'summary-unfilled'; readonly headings: readonly string[] }
  | { readonly code: 'figure-unknown'; readonly indicator: string }
  | { readonly code: 'figures-changed'; readonly figures: readonly ChangedFigure[] }

export interface SummaryOccasion {
  readonly actor: Actor
  readonly now: Instant
  /** What the data say now, by indicator. */
  readonly figures: ReadonlyMap<string, Pick<SummaryFigure, 'numerator' | 'denominator'>>
  /** Whether somebody at the unit itself is its head; where nobody is, the head of the school it belongs to signs. */
  readonly hasOwnHead: boolean
}

/**
 * Decides a command on a summary. Figures that changed between draft and signature are shown to whoever signs, who lets them
 * stand as they were or has them taken anew; nothing is brought up to date by itself.
 */
export function decideSummary(
  before: Summary,
  command: SummaryCommand,
  occasion: SummaryOccasion,
): Result<Summary, SummaryRefusal> {
  const { actor } = occasion
  const step = admitStep(
    findStep<SummaryState, SummaryEvent>(SUMMARY_FLOW, before.state, command.event),
    before,
    actor,
  )
  if (!step.ok) return step
  const changes = decideChanges(before, command, occasion)
  if (!changes.ok) return changes
  return ok({ ...before, ...changes.value, state: step.value.to, revision: before.revision + 1 })
}

function decideChanges(
  before: Summary,
  command: SummaryCommand,
  occasion: SummaryOccasion,
): Result<Partial<Summary>, SummaryRefusal> {
  const { actor, now, figures } = occasion
  switch (command.event) {
    case 'edit':
      return edited(before, command, figures)
    case 'refresh':
      return ok(takenAnew(before, occasion))
    case 'prepare': {
      const open = before.sections.filter(({ text }) => placesToFillIn(text).length > 0)
      if (open.length > 0)
        return err({ code: 'summary-unfilled', headings: open.map(({ heading }) => heading) })
      return ok({ preparedBy: AccountId.parse(actor.accountId) })
    }
    case 'send-back':
      return isHead(before, occasion)
        ? ok(command.refresh ? takenAnew(before, occasion) : {})
        : err({ code: 'not-the-head' })
    case 'return':
    case 'merge':
      return ok({})
    case 'sign': {
      if (!isHead(before, occasion)) return err({ code: 'not-the-head' })
      const changed = listChangedFigures(before, figures)
      if (changed.length > 0 && command.asStated === null)
        return err({ code: 'figures-changed', figures: changed })
      return ok({
        ...{ signedBy: AccountId.parse(actor.accountId), signedAt: now },
        handedInAt: before.handedInAt ?? now,
      })
    }
    case 'accept':
      return ok({ acceptedAt: now })
    case 'revise':
      // What was handed in is kept as it was; this is the next version.
      return ok({ version: before.version + 1, signedBy: null, signedAt: null, preparedBy: null })
    default:
      return unreachable(command)
  }
}

/** A school's summary is signed by its own head; the flow has seen to the role. */
const isHead = ({ unitId }: Summary, { actor, hasOwnHead }: SummaryOccasion): boolean =>
  !hasOwnHead || actor.unitId === unitId

/** A figure that stands in the summary keeps what it said; one that is put in says what the data say now. */
function edited(
  before: Summary,
  { title, sections }: Extract<SummaryCommand, { event: 'edit' }>,
  now: SummaryOccasion['figures'],
): Result<Partial<Summary>, SummaryRefusal> {
  const stated = new Map(
    before.sections.flatMap(({ figures }) => figures.map(each => [each.indicator, each])),
  )
  const next: SummarySection[] = []
  for (const section of sections) {
    const figures: SummaryFigure[] = []
    for (const indicator of figuresNamedIn(section.text)) {
      const rate = stated.get(indicator) ?? now.get(indicator)
      if (!rate) return err({ code: 'figure-unknown', indicator })
      figures.push({ indicator, numerator: rate.numerator, denominator: rate.denominator })
    }
    next.push({ ...section, figures })
  }
  return ok({ title, sections: next })
}

/** With the figures as the data say now; a rate that is not counted any more keeps what it was. */
const takenAnew = ({ sections }: Summary, { now, figures }: SummaryOccasion): Partial<Summary> => ({
  takenAt: now,
  sections: sections.map(section => ({
    ...section,
    figures: section.figures.map(figure => {
      const present = figures.get(figure.indicator)
      return present ? { ...figure, numerator: present.numerator, denominator: present.denominator } : figure
    }),
  })),
})
