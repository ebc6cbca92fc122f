import { z } from 'zod'
import { Day, dayOf, type Instant } from '../kernel/day.ts'
import { findStep } from '../kernel/flow.ts'
import { err, ok, unreachable, type Result } from '../kernel/result.ts'
import { AccountId } from '../kernel/ids.ts'
import { covers, type Actor } from '../organisation/may.ts'
import { isBureauRole } from '../organisation/role.ts'
import {
  HazardGrade,
  listMissingElements,
  MAX_EXTENSIONS,
  OUTSIDE_SOURCES,
  RectificationPlan,
  type Extension,
  type Hazard,
} from './hazard.ts'
import { HAZARD_FLOW, type HazardEvent, type HazardState } from './hazard-flow.ts'
import { humanText } from '../kernel/human-text.ts'

const reason = humanText(2, 500)

/** An event with what it needs; a command without its fields cannot be written. */
export const HazardCommand = z.discriminatedUnion('event', [
  z.object({
    event: z.literal('confirm'),
    grade: HazardGrade,
    basis: humanText(2, 300),
    plan: RectificationPlan,
    interimControl: humanText(0, 500).nullable(),
    stopUse: z.boolean(),
  }),
  z.object({ event: z.literal('dismiss'), reason }),
  z.object({
    event: z.literal('regrade'),
    grade: HazardGrade,
    basis: humanText(2, 300),
    reason,
  }),
  z.object({ event: z.literal('replan'), plan: RectificationPlan, reason }),
  z.object({ event: z.literal('ask-extension'), until: Day, reason }),
  z.object({ event: z.literal('grant-extension') }),
  z.object({ event: z.literal('refuse-extension'), reason }),
  z.object({ event: z.literal('submit'), rectification: humanText(4, 2000) }),
  z.object({ event: z.literal('accept'), note: humanText(0, 500) }),
  z.object({ event: z.literal('return'), reason }),
])
export type HazardCommand = z.infer<typeof HazardCommand>

/** Events whose command gives a reason. */
export const HAZARD_EVENTS_WITH_REASON: readonly HazardEvent[] = HazardCommand.options.flatMap(({ shape }) =>
  'reason' in shape ? [shape.event.value] : [],
)

export type HazardRefusal =
  | { code: 'event-not-allowed'; state: HazardState }
  | { code: 'role-not-allowed' }
  | { code: 'outside-scope' }
  | { code: 'accepts-own-work' }
  | { code: 'major-needs-bureau' }
  | { code: 'finding-needs-bureau' }
  | { code: 'elements-missing'; elements: string[] }
  | { code: 'deadline-in-the-past' }
  | { code: 'deadline-moves-by-extension' }
  | { code: 'no-extension-open' }
  | { code: 'extension-open' }
  | { code: 'extensions-used-up' }
  | { code: 'extension-not-later' }
  | { code: 'photo-required' }

interface HazardOccasion {
  readonly actor: Actor
  readonly now: Instant
  /** Photos of the finished work that are attached; a rectification without a picture is not accepted. */
  readonly photosAfter: number
  /** Whoever has ever submitted this hazard, also in rounds that were sent back: none of them accepts it. */
  readonly rectifiers: readonly string[]
}

/** True when the actor has a part in the rectification: led it, or did it in this round or an earlier one. */
const isOwnWork = (hazard: Hazard, accountId: string, rectifiers: readonly string[]): boolean =>
  hazard.rectifiedBy === accountId || hazard.plan?.leadId === accountId || rectifiers.includes(accountId)

/**
 * Decides one command on a hazard and gives the hazard as it is afterwards. Refuses what the flow, the
 * role, the scope or the authority rules forbid: who rectified never accepts, what others found is not dismissed by
 * the school it was found at, a major hazard is regraded, prolonged and closed by the bureau alone (安全生产法 Art. 41; who closes is practice, FACTS 3.3).
 */
export function decideHazard(
  before: Hazard,
  command: HazardCommand,
  occasion: HazardOccasion,
): Result<Hazard, HazardRefusal> {
  const { actor } = occasion
  const step = findStep<HazardState, HazardEvent>(HAZARD_FLOW, before.state, command.event)
  if (!step) return err({ code: 'event-not-allowed', state: before.state })
  if (!step.by.includes(actor.role)) return err({ code: 'role-not-allowed' })
  if (!covers(actor.scope, before.unitId)) return err({ code: 'outside-scope' })
  const changes = decideChanges(before, command, occasion)
  if (!changes.ok) return changes
  return ok({ ...before, ...changes.value, state: step.to, revision: before.revision + 1 })
}

function decideChanges(
  before: Hazard,
  command: HazardCommand,
  { actor, now, photosAfter, rectifiers }: HazardOccasion,
): Result<Partial<Hazard>, HazardRefusal> {
  const today = dayOf(now)
  const byBureau = isBureauRole(actor.role)
  const bureauOnly = before.grade === 'major' && !byBureau
  const { event } = command
  switch (event) {
    case 'confirm': {
      const missing = listMissingElements(command.grade, command.plan)
      if (missing.length > 0) return err({ code: 'elements-missing', elements: missing })
      if (command.plan.dueOn < today) return err({ code: 'deadline-in-the-past' })
      const { grade, basis, plan, interimControl, stopUse } = command
      return ok({ grade, basis, plan, interimControl, stopUse })
    }
    case 'dismiss':
      if (!byBureau && OUTSIDE_SOURCES.includes(before.source)) return err({ code: 'finding-needs-bureau' })
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
    case 'ask-extension':
      return askExtension(before, command, actor.accountId, now)
    case 'grant-extension':
    case 'refuse-extension': {
      if (bureauOnly) return err({ code: 'major-needs-bureau' })
      return decideExtension(before, event === 'grant-extension', actor.accountId)
    }
    case 'submit':
      if (photosAfter === 0) return err({ code: 'photo-required' })
      return ok({
        rectifiedBy: AccountId.parse(actor.accountId),
        rectifiedAt: now,
        rectification: command.rectification,
      })
    case 'accept':
    case 'return': {
      if (isOwnWork(before, actor.accountId, rectifiers)) return err({ code: 'accepts-own-work' })
      if (bureauOnly) return err({ code: 'major-needs-bureau' })
      if (event === 'return') return ok({ closingNote: null })
      return ok({
        acceptedBy: AccountId.parse(actor.accountId),
        closedAt: now,
        closingNote: command.note || null,
      })
    }
    default:
      return unreachable(event)
  }
}

const openExtension = (hazard: Hazard): Extension | undefined =>
  hazard.extensions.find(extension => extension.granted === null)

function askExtension(
  before: Hazard,
  command: { until: Day; reason: string },
  askedBy: string,
  askedAt: Instant,
): Result<Partial<Hazard>, HazardRefusal> {
  if (openExtension(before)) return err({ code: 'extension-open' })
  if (before.extensions.filter(each => each.granted).length >= MAX_EXTENSIONS)
    return err({ code: 'extensions-used-up' })
  if (!before.plan || command.until <= before.plan.dueOn || command.until < dayOf(askedAt))
    return err({ code: 'extension-not-later' })
  const asked: Extension = {
    until: command.until,
    reason: command.reason,
    askedBy: AccountId.parse(askedBy),
    askedAt,
    granted: null,
  }
  return ok({ extensions: [...before.extensions, asked] })
}

function decideExtension(
  before: Hazard,
  granted: boolean,
  decidedBy: string,
): Result<Partial<Hazard>, HazardRefusal> {
  const asked = openExtension(before)
  if (!asked || !before.plan) return err({ code: 'no-extension-open' })
  if (asked.askedBy === decidedBy) return err({ code: 'accepts-own-work' })
  const extensions = before.extensions.map(each => (each === asked ? { ...each, granted } : each))
  return ok(granted ? { extensions, plan: { ...before.plan, dueOn: asked.until } } : { extensions })
}

/** The commands an actor may give on a hazard as it stands, for buttons; the server decides again. */
export function listHazardEvents(hazard: Hazard, actor: Actor, rectifiers: readonly string[]): HazardEvent[] {
  if (!covers(actor.scope, hazard.unitId)) return []
  const major = hazard.grade === 'major' && !isBureauRole(actor.role)
  const own = isOwnWork(hazard, actor.accountId, rectifiers)
  const asked = openExtension(hazard)
  const blocked: Partial<Record<HazardEvent, boolean>> = {
    dismiss: !isBureauRole(actor.role) && OUTSIDE_SOURCES.includes(hazard.source),
    accept: own || major,
    return: own || major,
    regrade: major,
    replan: major,
    'ask-extension': asked !== undefined,
    'grant-extension': asked === undefined || major || asked.askedBy === actor.accountId,
    'refuse-extension': asked === undefined || major || asked.askedBy === actor.accountId,
  }
  const steps = Object.entries(HAZARD_FLOW[hazard.state]) as [HazardEvent, { by: readonly string[] }][]
  return steps
    .filter(([event, step]) => step.by.includes(actor.role) && !blocked[event])
    .map(([event]) => event)
}
