import { z } from 'zod'
import type { Instant } from '../kernel/day.ts'
import { findStep } from '../kernel/flow.ts'
import { humanText } from '../kernel/human-text.ts'
import { AccountId } from '../kernel/ids.ts'
import { err, ok, unreachable, type Result } from '../kernel/result.ts'
import { covers, type Actor } from '../organisation/may.ts'
import { SUMMARY_FLOW, type SummaryEvent, type SummaryState } from './summary-flow.ts'
import {
  listChangedFigures,
  SummarySection,
  type ChangedFigure,
  type Summary,
  type SummaryFigure,
} from './summary.ts'

const reason = humanText(2, 500)

export const SummaryCommand = z.discriminatedUnion('event', [
  z.object({
    event: z.literal('edit'),
    title: humanText(4, 120),
    sections: z.array(SummarySection).min(1).max(30),
  }),
  z.object({ event: z.literal('refresh') }),
  z.object({ event: z.literal('prepare') }),
  z.object({ event: z.literal('send-back'), reason }),
  /** `asStated`: the head has seen that figures changed since, and lets them stand as of the day they were taken. */
  z.object({ event: z.literal('sign'), asStated: z.boolean() }),
  z.object({ event: z.literal('return'), reason }),
  z.object({ event: z.literal('accept') }),
  z.object({ event: z.literal('revise') }),
])
export type SummaryCommand = z.infer<typeof SummaryCommand>

export type SummaryRefusal =
  | { readonly code: 'event-not-allowed'; readonly state: SummaryState }
  | { readonly code: 'role-not-allowed' }
  | { readonly code: 'outside-scope' }
  | { readonly code: 'figures-changed'; readonly figures: readonly ChangedFigure[] }

export interface SummaryOccasion {
  readonly actor: Actor
  readonly now: Instant
  /** What the data say now, by indicator. */
  readonly figures: ReadonlyMap<string, Pick<SummaryFigure, 'numerator' | 'denominator'>>
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
  const step = findStep<SummaryState, SummaryEvent>(SUMMARY_FLOW, before.state, command.event)
  if (!step) return err({ code: 'event-not-allowed', state: before.state })
  if (!step.by.includes(actor.role)) return err({ code: 'role-not-allowed' })
  if (!covers(actor.scope, before.unitId)) return err({ code: 'outside-scope' })
  const changes = decideChanges(before, command, occasion)
  if (!changes.ok) return changes
  return ok({ ...before, ...changes.value, state: step.to, revision: before.revision + 1 })
}

function decideChanges(
  before: Summary,
  command: SummaryCommand,
  { actor, now, figures }: SummaryOccasion,
): Result<Partial<Summary>, SummaryRefusal> {
  switch (command.event) {
    case 'edit':
      return ok({ title: command.title, sections: command.sections })
    case 'refresh':
      return ok({ sections: before.sections.map(section => takeAnew(section, figures)), takenAt: now })
    case 'prepare':
      return ok({ preparedBy: AccountId.parse(actor.accountId) })
    case 'send-back':
    case 'return':
      return ok({})
    case 'sign': {
      const changed = listChangedFigures(before, figures)
      if (changed.length > 0 && !command.asStated) return err({ code: 'figures-changed', figures: changed })
      return ok({ signedBy: AccountId.parse(actor.accountId), signedAt: now })
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

/** A section with its figures as the data say now; a rate that is not counted any more keeps what it was. */
const takeAnew = (section: SummarySection, figures: SummaryOccasion['figures']): SummarySection => ({
  ...section,
  figures: section.figures.map(figure => {
    const present = figures.get(figure.indicator)
    return present ? { ...figure, numerator: present.numerator, denominator: present.denominator } : figure
  }),
})
