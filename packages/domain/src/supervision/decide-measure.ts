import { addDays, dayOf, type Day, type Instant } from '../kernel/day.ts'
import { AccountId } from '../kernel/ids.ts'
import { err, ok, unreachable, type Result } from '../kernel/result.ts'
import { admitStep, type StepRefusal } from '../organisation/admit-step.ts'
import { covers, type Actor } from '../organisation/may.ts'
import type { MeasureCommand } from './measure-command.ts'
import { MEASURE_EVENT_IDS, findMeasureStep, type MeasureEvent, type MeasureState } from './measure-flow.ts'
import { asksReply, SUPERVISION_KINDS } from './supervision-kind.ts'
import type { Deed, Measure, ProposalText } from './measure.ts'
import type { SupervisionNumbers } from './supervision-limits.ts'

export type MeasureRefusal =
  | StepRefusal<MeasureState>
  | { code: 'approves-own-proposal' }
  | { code: 'not-own-draft' }
  | { code: 'skip-needs-reason' }
  | { code: 'number-required' }
  | { code: 'reply-day-required' }
  | { code: 'deadline-in-the-past' }
  | { code: 'day-in-the-future' }
  | { code: 'appeal-late'; until: Day }
  | { code: 'appeal-decided' }
  | { code: 'decides-own-approval' }
  | { code: 'decides-own-proposal' }

export interface MeasureOccasion {
  readonly actor: Actor
  readonly now: Instant
  readonly numbers: SupervisionNumbers
}

/** The last day on which the head of the unit may appeal; null before the measure was received. */
export const appealUntil = (
  measure: Pick<Measure, 'received'>,
  numbers: Pick<SupervisionNumbers, 'appeal-days'>,
): Day | null => measure.received && addDays(dayOf(measure.received.at), numbers['appeal-days'])

/**
 * Decides one command on a measure and gives the measure as it is afterwards. Refuses what the flow of its kind, the role, the
 * scope or the rules of fair dealing forbid: nobody but its proposer changes a proposal, nobody approves what he proposed,
 * nobody decides an appeal against what he proposed or approved, an appeal is made once and in time.
 */
export function decideMeasure(
  before: Measure,
  command: MeasureCommand,
  occasion: MeasureOccasion,
): Result<Measure, MeasureRefusal> {
  const { actor } = occasion
  const step = admitStep(findMeasureStep(before.kind, before.state, command.event), before, actor)
  if (!step.ok) return step
  const changes = decideChanges(before, command, occasion)
  return changes.ok
    ? ok({ ...before, ...changes.value, state: step.value.to, revision: before.revision + 1 })
    : changes
}

const deedOf = ({ actor, now }: Pick<MeasureOccasion, 'actor' | 'now'>): Deed => ({
  by: AccountId.parse(actor.accountId),
  name: actor.name,
  at: now,
})

function decideChanges(
  before: Measure,
  command: MeasureCommand,
  occasion: MeasureOccasion,
): Result<Partial<Measure>, MeasureRefusal> {
  const deed = deedOf(occasion)
  const today = dayOf(occasion.now)
  switch (command.event) {
    case 'revise':
      return decideRevision(before, command.text, deed)
    case 'approve':
      if (before.proposed.by === deed.by) return err({ code: 'approves-own-proposal' })
      return ok({ approved: deed })
    case 'decline':
    case 'withdraw':
      return ok({ ended: { ...deed, note: command.reason } })
    case 'issue':
      return decideIssue(before, command, deed, today)
    case 'receive':
      return ok({ received: { ...deed, note: null } })
    case 'deliver':
      return ok({ received: { ...deed, note: command.how } })
    case 'hold':
      if (command.record.heldOn > today) return err({ code: 'day-in-the-future' })
      return ok({ talk: { ...deed, record: command.record } })
    case 'reply':
      return ok({ reply: { ...deed, text: command.text } })
    case 'return':
      if (command.replyDueOn < today) return err({ code: 'deadline-in-the-past' })
      return ok({ returned: before.returned + 1, replyDueOn: command.replyDueOn })
    case 'verify':
      return ok({ ended: { ...deed, note: command.note } })
    case 'appeal':
      return decideToAppeal(before, command.grounds, deed, occasion)
    case 'uphold':
    case 'lift':
      return decideAppeal(before, command, deed, today)
    default:
      return unreachable(command)
  }
}

/** What leaves out rungs goes on saying why: the kind stays, and so does what it skips. */
function decideRevision(
  before: Measure,
  text: ProposalText,
  deed: Deed,
): Result<Partial<Measure>, MeasureRefusal> {
  if (before.proposed.by !== deed.by) return err({ code: 'not-own-draft' })
  if (before.skipReason !== null && text.skipReason === null) return err({ code: 'skip-needs-reason' })
  return ok({ ...text, skipReason: before.skipReason === null ? null : text.skipReason })
}

type Of<Event extends MeasureEvent> = Extract<MeasureCommand, { event: Event }>

function decideIssue(
  { kind }: Measure,
  { documentNumber, replyDueOn }: Of<'issue'>,
  deed: Deed,
  today: Day,
): Result<Partial<Measure>, MeasureRefusal> {
  if (SUPERVISION_KINDS[kind].numbered && documentNumber === null) return err({ code: 'number-required' })
  if (!asksReply(kind)) return ok({ issued: { ...deed, documentNumber }, replyDueOn: null })
  if (replyDueOn === null) return err({ code: 'reply-day-required' })
  if (replyDueOn < today) return err({ code: 'deadline-in-the-past' })
  return ok({ issued: { ...deed, documentNumber }, replyDueOn })
}

function decideToAppeal(
  before: Measure,
  grounds: string,
  deed: Deed,
  { now, numbers }: MeasureOccasion,
): Result<Partial<Measure>, MeasureRefusal> {
  if (before.appeal) return err({ code: 'appeal-decided' })
  const until = appealUntil(before, numbers)
  if (until !== null && dayOf(now) > until) return err({ code: 'appeal-late', until })
  return ok({ appeal: { ...deed, grounds, decision: null } })
}

/** True for somebody who has had no part in the measure: he alone may decide an appeal against it. */
export const isApart = (
  { proposed, approved }: Pick<Measure, 'proposed' | 'approved'>,
  accountId: string,
): boolean => proposed.by !== accountId && approved?.by !== accountId

function decideAppeal(
  before: Measure,
  command: Of<'uphold'> | Of<'lift'>,
  deed: Deed,
  today: Day,
): Result<Partial<Measure>, MeasureRefusal> {
  if (before.approved?.by === deed.by) return err({ code: 'decides-own-approval' })
  if (before.proposed.by === deed.by) return err({ code: 'decides-own-proposal' })
  const upheld = command.event === 'uphold'
  const decision = { ...deed, upheld, finding: command.finding }
  const appeal = before.appeal && { ...before.appeal, decision }
  if (command.event === 'lift') return ok({ appeal, ended: { ...deed, note: command.finding } })
  if (!asksReply(before.kind)) return ok({ appeal })
  if (command.replyDueOn === null) return err({ code: 'reply-day-required' })
  if (command.replyDueOn < today) return err({ code: 'deadline-in-the-past' })
  return ok({ appeal, replyDueOn: command.replyDueOn })
}

/** A measure gives way because the next rung of its matter is issued; nothing where its flow has no such arrow. */
export function supersede(before: Measure, occasion: Pick<MeasureOccasion, 'actor' | 'now'>): Measure | null {
  const step = findMeasureStep(before.kind, before.state, 'supersede')
  if (!step?.by.includes(occasion.actor.role)) return null
  const ended = { ...deedOf(occasion), note: null }
  return { ...before, ended, state: step.to, revision: before.revision + 1 }
}

/** The events the actor may raise on a measure, as far as that can be said before he fills anything in. */
export function listMeasureEvents(
  measure: Measure,
  { actor, now, numbers }: MeasureOccasion,
): MeasureEvent[] {
  if (!covers(actor.scope, measure.unitId)) return []
  const until = appealUntil(measure, numbers)
  const barred: Partial<Record<MeasureEvent, boolean>> = {
    revise: measure.proposed.by !== actor.accountId,
    approve: measure.proposed.by === actor.accountId,
    appeal: measure.appeal !== null || (until !== null && dayOf(now) > until),
    uphold: !isApart(measure, actor.accountId),
    lift: !isApart(measure, actor.accountId),
    supersede: true,
  }
  return MEASURE_EVENT_IDS.filter(
    event =>
      !barred[event] && findMeasureStep(measure.kind, measure.state, event)?.by.includes(actor.role) === true,
  )
}
