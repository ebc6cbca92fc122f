import { dayOf, type Instant } from '../kernel/day.ts'
import { findStep } from '../kernel/flow.ts'
import { AccountId } from '../kernel/ids.ts'
import { err, ok, unreachable, type Result } from '../kernel/result.ts'
import { admitStep, type StepRefusal } from '../organisation/admit-step.ts'
import { covers, type Actor } from '../organisation/may.ts'
import { isBureauRole } from '../organisation/role.ts'
import { askExtension, decideExtension, openExtension, type ExtensionRefusal } from './extension.ts'
import type { HazardCommand } from './hazard-command.ts'
import { HAZARD_FLOW, type HazardEvent, type HazardState } from './hazard-flow.ts'
import type { HazardLimits } from './hazard-limits.ts'
import { isListed, listMissingElements, OUTSIDE_SOURCES, type Hazard } from './hazard.ts'

export type HazardRefusal =
  | ExtensionRefusal
  | StepRefusal<HazardState>
  | { code: 'major-needs-bureau' }
  | { code: 'finding-needs-bureau' }
  | { code: 'elements-missing'; elements: string[] }
  | { code: 'deadline-in-the-past' }
  | { code: 'deadline-moves-by-extension' }
  | { code: 'photo-required' }
  | { code: 'photo-before-required' }
  | { code: 'acceptance-record-required' }
  | { code: 'only-major-is-listed' }
  | { code: 'listed-already' }
  | { code: 'not-listed' }

export interface HazardOccasion {
  readonly actor: Actor
  readonly now: Instant
  readonly limits: HazardLimits
  /** Photos of the place as it was found that are on record. */
  readonly photosBefore: number
  /** Photos of the finished work that come with the command; a rectification without a picture is not accepted. */
  readonly photosAfter: number
  /** Papers or photos that come with the command. */
  readonly papers: number
  /** Whoever has ever submitted this hazard, also in rounds that were sent back: none of them accepts it. */
  readonly rectifiers: readonly string[]
}

/** True when the actor has a part in the rectification: led it, or did it in this round or an earlier one. */
const isOwnWork = (hazard: Hazard, accountId: string, rectifiers: readonly string[]): boolean =>
  hazard.rectifiedBy === accountId || hazard.plan?.leadId === accountId || rectifiers.includes(accountId)

/**
 * Decides one command on a hazard and gives the hazard as it is afterwards. Refuses what the flow, the
 * role, the scope or the authority rules forbid: who rectified never accepts nor looks back, what others found is not
 * dismissed by the school it was found at, a major hazard is regraded, prolonged, put back into use and closed by the
 * bureau alone and with a paper that shows why (安全生产法 Art. 41; who closes is practice, FACTS 3.3).
 */
export function decideHazard(
  before: Hazard,
  command: HazardCommand,
  occasion: HazardOccasion,
): Result<Hazard, HazardRefusal> {
  const { actor } = occasion
  const step = admitStep(
    findStep<HazardState, HazardEvent>(HAZARD_FLOW, before.state, command.event),
    before,
    actor,
  )
  if (!step.ok) return step
  const changes = decideChanges(before, command, occasion)
  if (!changes.ok) return changes
  return ok({ ...before, ...changes.value, state: step.value.to, revision: before.revision + 1 })
}

function decideChanges(
  before: Hazard,
  command: HazardCommand,
  occasion: HazardOccasion,
): Result<Partial<Hazard>, HazardRefusal> {
  const { actor, now, limits } = occasion
  const today = dayOf(now)
  const bureauOnly = before.grade === 'major' && !isBureauRole(actor.role)
  const { event } = command
  switch (event) {
    case 'confirm': {
      const missing = listMissingElements(command.grade, command.plan)
      if (missing.length > 0) return err({ code: 'elements-missing', elements: missing })
      if (command.plan.dueOn < today) return err({ code: 'deadline-in-the-past' })
      const { grade, basis, plan, interimControl, stopUse } = command
      return ok({ grade, basis, plan, interimControl, stopUse })
    }
    case 'fix-at-once': {
      if (!isBureauRole(actor.role) && OUTSIDE_SOURCES.includes(before.source))
        return err({ code: 'finding-needs-bureau' })
      if (occasion.photosBefore === 0) return err({ code: 'photo-before-required' })
      const done = finish(command.rectification, occasion)
      if (!done.ok) return done
      // A plan of its own, so that it is overdue like any other when it is sent back.
      const plan = {
        ...{ leadId: AccountId.parse(actor.accountId), measures: command.rectification, funds: '' },
        ...{ dueOn: today, contingency: '' },
      }
      return ok({ ...done.value, grade: 'general', basis: command.basis, plan })
    }
    case 'dismiss':
      if (!isBureauRole(actor.role) && OUTSIDE_SOURCES.includes(before.source))
        return err({ code: 'finding-needs-bureau' })
      return ok({ closingNote: command.reason, closedAt: now })
    case 'regrade': {
      if (bureauOnly) return err({ code: 'major-needs-bureau' })
      const missing = listMissingElements(command.grade, before.plan)
      if (missing.length > 0) return err({ code: 'elements-missing', elements: missing })
      return ok({ grade: command.grade, basis: command.basis })
    }
    case 'replan': {
      if (bureauOnly) return err({ code: 'major-needs-bureau' })
      const missing = listMissingElements(before.grade ?? 'general', command.plan)
      if (missing.length > 0) return err({ code: 'elements-missing', elements: missing })
      if (command.plan.dueOn > (before.plan?.dueOn ?? command.plan.dueOn))
        return err({ code: 'deadline-moves-by-extension' })
      return ok({ plan: command.plan })
    }
    case 'control':
      if (bureauOnly && before.stopUse && !command.stopUse) return err({ code: 'major-needs-bureau' })
      return ok({ interimControl: command.interimControl, stopUse: command.stopUse })
    case 'list':
      if (before.grade !== 'major') return err({ code: 'only-major-is-listed' })
      if (isListed(before)) return err({ code: 'listed-already' })
      if (command.until < today) return err({ code: 'deadline-in-the-past' })
      return ok({ listing: { number: command.number, until: command.until, on: today, off: null } })
    case 'unlist':
      return before.listing && isListed(before)
        ? ok({ listing: { ...before.listing, off: today } })
        : err({ code: 'not-listed' })
    case 'transfer': {
      const { department, matter, dueOn, interimControl } = command
      if (dueOn < today) return err({ code: 'deadline-in-the-past' })
      return ok({ transfer: { department, matter, dueOn, at: now, outcome: null }, interimControl })
    }
    case 'take-back': {
      if (command.dueOn < today) return err({ code: 'deadline-in-the-past' })
      // The days it lay with a department are not the school's: it gets a deadline of its own again.
      const plan = before.plan && { ...before.plan, dueOn: command.dueOn }
      return ok({ plan, ...endTransfer(before, 'given-back', command.reason, now) })
    }
    case 'settle-elsewhere': {
      const done = finish(command.rectification, occasion)
      if (!done.ok) return done
      return ok({ ...done.value, ...endTransfer(before, 'dealt-with', command.rectification, now) })
    }
    case 'ask-extension':
      return askExtension(before, command, { accountId: actor.accountId, now, limits })
    case 'grant-extension':
    case 'refuse-extension': {
      if (bureauOnly) return err({ code: 'major-needs-bureau' })
      return decideExtension(before, event === 'grant-extension', actor.accountId)
    }
    case 'submit':
      return finish(command.rectification, occasion)
    case 'accept':
    case 'return': {
      if (isOwnWork(before, actor.accountId, occasion.rectifiers)) return err({ code: 'accepts-own-work' })
      if (bureauOnly) return err({ code: 'major-needs-bureau' })
      if (event === 'return') return ok({ closingNote: null })
      if (before.grade === 'major' && occasion.papers === 0)
        return err({ code: 'acceptance-record-required' })
      return ok({
        ...{ acceptedBy: AccountId.parse(actor.accountId), closedAt: now, stopUse: false },
        closingNote: command.note || null,
      })
    }
    case 'look-back': {
      if (isOwnWork(before, actor.accountId, occasion.rectifiers)) return err({ code: 'accepts-own-work' })
      if (bureauOnly) return err({ code: 'major-needs-bureau' })
      const { holds, note } = command
      const seen = { on: today, byId: AccountId.parse(actor.accountId), holds, note }
      return ok({ lookBacks: [...before.lookBacks, seen] })
    }
    default:
      return unreachable(event)
  }
}

/** Who says that the work is done, with a picture of it. */
function finish(
  rectification: string,
  { actor, now, photosAfter }: HazardOccasion,
): Result<Pick<Hazard, 'rectifiedBy' | 'rectifiedAt' | 'rectification'>, HazardRefusal> {
  if (photosAfter === 0) return err({ code: 'photo-required' })
  return ok({ rectifiedBy: AccountId.parse(actor.accountId), rectifiedAt: now, rectification })
}

const endTransfer = (
  { transfer }: Hazard,
  kind: 'dealt-with' | 'given-back',
  note: string,
  at: Instant,
): Pick<Hazard, 'transfer'> => ({ transfer: transfer && { ...transfer, outcome: { kind, note, at } } })

/** The commands an actor may give on a hazard as it stands, for buttons; the server decides again. */
export function listHazardEvents(hazard: Hazard, actor: Actor, rectifiers: readonly string[]): HazardEvent[] {
  if (!covers(actor.scope, hazard.unitId)) return []
  const major = hazard.grade === 'major' && !isBureauRole(actor.role)
  const own = isOwnWork(hazard, actor.accountId, rectifiers)
  const asked = openExtension(hazard)
  const listed = isListed(hazard)
  const foundByOthers = !isBureauRole(actor.role) && OUTSIDE_SOURCES.includes(hazard.source)
  const blocked: Partial<Record<HazardEvent, boolean>> = {
    dismiss: foundByOthers,
    'fix-at-once': foundByOthers,
    accept: own || major,
    return: own || major,
    'look-back': own || major,
    regrade: major,
    replan: major,
    list: hazard.grade !== 'major' || listed,
    unlist: !listed,
    'ask-extension': asked !== undefined,
    'grant-extension': asked === undefined || major || asked.askedBy === actor.accountId,
    'refuse-extension': asked === undefined || major || asked.askedBy === actor.accountId,
  }
  const steps = Object.entries(HAZARD_FLOW[hazard.state]) as [HazardEvent, { by: readonly string[] }][]
  return steps
    .filter(([event, step]) => step.by.includes(actor.role) && !blocked[event])
    .map(([event]) => event)
}
