import { z } from 'zod'
import { Day, dayOf, type Instant } from '../../kernel/day.ts'
import { findStep, listEvents } from '../../kernel/flow.ts'
import { humanText } from '../../kernel/human-text.ts'
import { AccountId } from '../../kernel/ids.ts'
import { err, ok, unreachable, type Result } from '../../kernel/result.ts'
import { DocumentNumber } from '../../organisation/codes/document-number.ts'
import { admitStep, type StepRefusal } from '../../organisation/admit-step.ts'
import { covers, type Actor } from '../../organisation/may.ts'
import type { Deed } from '../measure.ts'
import { LetterText, ReferralReply, type Referral } from './referral.ts'
import { LINK_EVENTS, REFERRAL_FLOW, type ReferralEvent, type ReferralState } from './referral-flow.ts'

const note = humanText(2, 1000)
const name = humanText(2, 60)

/** An event on a referral with what it needs. */
export const ReferralCommand = z.discriminatedUnion('event', [
  z.object({ event: z.literal('revise'), letter: LetterText }),
  z.object({ event: z.literal('approve') }),
  z.object({ event: z.literal('send'), documentNumber: DocumentNumber, dueOn: Day }),
  z.object({ event: z.literal('receive'), name }),
  z.object({ event: z.literal('urge'), note }),
  z.object({ event: z.literal('reply'), answer: ReferralReply }),
  z.object({ event: z.literal('refer-again'), note }),
  z.object({ event: z.literal('escalate'), note, documentNumber: DocumentNumber.nullable() }),
  z.object({ event: z.literal('verify'), note }),
  z.object({ event: z.literal('close'), note }),
  z.object({ event: z.literal('withdraw'), note }),
])
export type ReferralCommand = z.infer<typeof ReferralCommand>

export type ReferralRefusal =
  | StepRefusal<ReferralState>
  | { code: 'approves-own-draft' }
  | { code: 'not-own-draft' }
  | { code: 'deadline-in-the-past' }
  | { code: 'link-used' }

interface Occasion {
  readonly actor: Actor
  readonly now: Instant
}

/**
 * Decides one command of somebody at the bureau. Refuses what the flow, the role or the scope forbid, that somebody approves
 * the letter he drafted, and that anybody else changes it.
 */
export function decideReferral(
  before: Referral,
  command: ReferralCommand,
  occasion: Occasion,
): Result<Referral, ReferralRefusal> {
  const { actor, now } = occasion
  const step = admitStep(
    findStep<ReferralState, ReferralEvent>(REFERRAL_FLOW, before.state, command.event),
    before,
    actor,
  )
  if (!step.ok) return step
  const deed: Deed = { by: AccountId.parse(actor.accountId), name: actor.name, at: now }
  const changes = decideChanges(before, command, deed)
  return changes.ok
    ? ok({ ...before, ...changes.value, state: step.value.to, revision: before.revision + 1 })
    : changes
}

function decideChanges(
  before: Referral,
  command: ReferralCommand,
  deed: Deed,
): Result<Partial<Referral>, ReferralRefusal> {
  switch (command.event) {
    case 'revise':
      return before.drafted.by === deed.by ? ok(command.letter) : err({ code: 'not-own-draft' })
    case 'approve':
      return before.drafted.by === deed.by ? err({ code: 'approves-own-draft' }) : ok({ approved: deed })
    case 'send': {
      const { documentNumber, dueOn } = command
      if (dueOn < dayOf(deed.at)) return err({ code: 'deadline-in-the-past' })
      return ok({ sent: { ...deed, documentNumber }, dueOn })
    }
    case 'receive':
      return ok({ received: { name: command.name, at: deed.at, recordedBy: deed.by } })
    case 'urge':
      return ok({ urged: [...before.urged, { ...deed, note: command.note }] })
    case 'reply': {
      const { answer } = command
      return ok({ reply: { name: answer.name, at: deed.at, recordedBy: deed.by, answer } })
    }
    case 'escalate':
      return ok({ committee: { ...deed, note: command.note, documentNumber: command.documentNumber } })
    case 'verify':
      return ok({ verified: { ...deed, note: command.note } })
    case 'close':
    case 'withdraw':
    case 'refer-again':
      return ok({ ended: { ...deed, note: command.note } })
    default:
      return unreachable(command)
  }
}

/** What a department sends by its link. */
export const LinkCommand = z.discriminatedUnion('event', [
  z.object({ event: z.literal('receive'), name }),
  z.object({ event: z.literal('reply'), answer: ReferralReply }),
])
export type LinkCommand = z.infer<typeof LinkCommand>

/** Decides what a department does by its link: it receives the letter, and answers it once. */
export function decideByLink(
  before: Referral,
  command: LinkCommand,
  at: Instant,
): Result<Referral, ReferralRefusal> {
  if (before.reply !== null) return err({ code: 'link-used' })
  const step = findStep<ReferralState, ReferralEvent>(REFERRAL_FLOW, before.state, command.event)
  if (!step) return err({ code: 'event-not-allowed', state: before.state })
  const after = { ...before, state: step.to, revision: before.revision + 1 }
  if (command.event === 'receive')
    return ok({ ...after, received: { name: command.name, at, recordedBy: null } })
  const { answer } = command
  return ok({ ...after, reply: { name: answer.name, at, recordedBy: null, answer } })
}

/** What the department may do by its link as the letter stands. */
export const listLinkEvents = (
  referral: Pick<Referral, 'state' | 'reply'>,
): (typeof LINK_EVENTS)[number][] =>
  referral.reply === null ? LINK_EVENTS.filter(event => event in REFERRAL_FLOW[referral.state]) : []

/** The commands an actor may give, for buttons; the server decides again. */
export const listReferralEvents = (referral: Referral, actor: Actor): ReferralEvent[] =>
  covers(actor.scope, referral.unitId)
    ? listEvents<ReferralState, ReferralEvent>(REFERRAL_FLOW, referral.state, actor.role).filter(
        event =>
          (event !== 'approve' || referral.drafted.by !== actor.accountId) &&
          (event !== 'revise' || referral.drafted.by === actor.accountId),
      )
    : []
