import { AccountId } from '../../kernel/ids.ts'
import { dayOf, type Instant } from '../../kernel/day.ts'
import { findStep, listEvents } from '../../kernel/flow.ts'
import { err, ok, unreachable, type Result } from '../../kernel/result.ts'
import { admitStepOr, type StepRefusal } from '../../organisation/admit-step.ts'
import { covers, type Actor } from '../../organisation/may.ts'
import type { RoundLimits } from './round-limits.ts'
import { listTeam, partOf, type Round } from './round.ts'
import { VISIT_FLOW, type VisitEvent, type VisitState } from './visit-flow.ts'
import type { Visit, VisitCommand } from './visit.ts'

export type VisitRefusal =
  | StepRefusal<VisitState, 'visit-event-not-allowed'>
  | { code: 'not-on-team' }
  | { code: 'not-recorder' }
  | { code: 'visit-too-early'; from: string }
  | { code: 'runs-open'; count: number }
  | { code: 'areas-unseen'; areas: string[] }
  | { code: 'photos-too-few'; least: number }
  | { code: 'deadline-in-the-past' }
  | { code: 'inspects-own-school' }

export interface VisitOccasion {
  readonly actor: Actor
  readonly now: Instant
  readonly round: Pick<Round, 'team' | 'from' | 'plannedBy' | 'areas'>
  readonly limits: RoundLimits
  /** Checklists of the visit that were begun and neither handed in nor discarded. */
  readonly openRuns: number
  /** Areas of which a checklist was handed in. */
  readonly areasSeen: readonly string[]
  /** Photos on record: of the visit itself and of its checklists. */
  readonly photos: number
}

/** Events of the team, of one who plans, and of the school that is visited. */
const WHO = {
  arrive: 'team',
  record: 'recorder',
  reopen: 'team',
  sign: 'team',
  object: 'school',
  close: 'planner',
  cancel: 'planner',
} as const satisfies Record<VisitEvent, 'team' | 'recorder' | 'planner' | 'school'>

/** Why this person may not raise the event, whatever his role; or nothing. */
function strangerTo(
  visit: Visit,
  event: VisitEvent,
  { actor, round }: Pick<VisitOccasion, 'actor' | 'round'>,
): VisitRefusal | null {
  const part = partOf(round.team, actor.accountId)
  switch (WHO[event]) {
    case 'team':
      return part === null ? { code: 'not-on-team' } : null
    case 'recorder':
      return part === 'recorder' || part === 'leader'
        ? null
        : { code: part === null ? 'not-on-team' : 'not-recorder' }
    case 'planner':
      // The bureau closes and cancels any; others what they planned or lead.
      return actor.scope.kind === 'county' || round.plannedBy === actor.accountId || part === 'leader'
        ? null
        : { code: 'not-on-team' }
    case 'school':
      return part === null || visit.kind === 'self' ? null : { code: 'inspects-own-school' }
    default:
      return unreachable(WHO[event])
  }
}

/**
 * Decides one command on a visit and gives the visit as it is afterwards. Refuses what the flow, the role, the reach or the
 * team forbid; a record without its checklists, its photos or with a deadline that has passed; and arriving before the
 * round begins. Whoever the plan names may come late, for that a visit is late is no reason not to make it.
 */
export function decideVisit(
  before: Visit,
  command: VisitCommand,
  occasion: VisitOccasion,
): Result<Visit, VisitRefusal> {
  const { actor } = occasion
  const step = admitStepOr(
    findStep<VisitState, VisitEvent>(VISIT_FLOW, before.state, command.event),
    before,
    actor,
    'visit-event-not-allowed',
  )
  if (!step.ok) return step
  const stranger = strangerTo(before, command.event, occasion)
  if (stranger) return err(stranger)
  const changes = changesOf(before, command, occasion)
  if (!changes.ok) return changes
  return ok({ ...before, ...changes.value, state: step.value.to, revision: before.revision + 1 })
}

function changesOf(
  before: Visit,
  command: VisitCommand,
  occasion: VisitOccasion,
): Result<Partial<Visit>, VisitRefusal> {
  const { actor, now, round } = occasion
  switch (command.event) {
    case 'arrive':
      return dayOf(now) < round.from
        ? err({ code: 'visit-too-early', from: round.from })
        : ok({ announced: true, arrivedAt: now })
    case 'record': {
      const lack = lackOf(occasion)
      if (lack) return err(lack)
      const { dueOn } = command.record
      if (dueOn !== null && dueOn < dayOf(now)) return err({ code: 'deadline-in-the-past' })
      return ok({ record: command.record, recordedAt: now })
    }
    case 'reopen':
      return ok({ recordedAt: null })
    case 'sign':
      return ok({ signatures: { inspector: command.inspector, school: command.school }, signedAt: now })
    case 'object': {
      const said = {
        ...{ text: command.text, byId: AccountId.parse(actor.accountId), byName: actor.name, at: now },
      }
      return ok({ objections: [...before.objections, said] })
    }
    case 'close':
      return ok({ closedAt: now })
    case 'cancel':
      return ok({ cancelReason: command.reason })
    default:
      return unreachable(command)
  }
}

/** What a visit still lacks before its record is written. */
function lackOf({ openRuns, areasSeen, photos, limits, round }: VisitOccasion): VisitRefusal | null {
  if (openRuns > 0) return { code: 'runs-open', count: openRuns }
  const unseen = round.areas.filter(area => !areasSeen.includes(area))
  if (unseen.length > 0) return { code: 'areas-unseen', areas: unseen }
  return photos < limits.photos ? { code: 'photos-too-few', least: limits.photos } : null
}

/** The events this person may raise now, as far as the flow, his role, his reach and the team say. */
export const listVisitEvents = (
  visit: Visit,
  occasion: Pick<VisitOccasion, 'actor' | 'round'>,
): VisitEvent[] =>
  covers(occasion.actor.scope, visit.unitId)
    ? listEvents<VisitState, VisitEvent>(VISIT_FLOW, visit.state, occasion.actor.role).filter(
        event => strangerTo(visit, event, occasion) === null,
      )
    : []

/** True while its team may fill in checklists in its name. */
export const mayInspect = (
  visit: Pick<Visit, 'state'>,
  { team }: Pick<Round, 'team'>,
  accountId: string,
): boolean => visit.state === 'on-site' && (listTeam(team) as string[]).includes(accountId)
