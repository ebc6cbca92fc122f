import { addMonths, dayOf, type Day, type Instant } from '../../kernel/day.ts'
import { findStep, listEvents } from '../../kernel/flow.ts'
import { AccountId, type PilotId } from '../../kernel/ids.ts'
import { err, ok, unreachable, type Result } from '../../kernel/result.ts'
import { hasClosed } from '../../organisation/decide-unit.ts'
import { admitStepOr, type StepRefusal } from '../../organisation/admit-step.ts'
import { covers, may, type Actor } from '../../organisation/may.ts'
import { isSchool, type Unit } from '../../organisation/unit.ts'
import { listUnmet, type PilotCriteria, type PilotFigures } from './pilot-criteria.ts'
import { PILOT_FLOW, type PilotEvent, type PilotState } from './pilot-flow.ts'
import type { PilotLimits } from './pilot-limits.ts'
import type { NewPilot, Pilot, PilotCommand, SaidDeed } from './pilot.ts'

export type PilotRefusal =
  | StepRefusal<PilotState, 'pilot-event-not-allowed'>
  | { code: 'not-a-school'; names: string[] }
  | { code: 'pilot-already' }
  | { code: 'deadline-in-the-past' }
  | { code: 'target-not-later' }
  | { code: 'answers-missing'; criteria: string[] }
  | { code: 'criteria-unmet'; criteria: string[] }
  | { code: 'promotes-own-acceptance' }

export interface PilotOccasion {
  readonly actor: Actor
  readonly now: Instant
  readonly limits: PilotLimits
  /** Those the pilot was named under. */
  readonly criteria: PilotCriteria
  /** The version of the criteria in force: what it is named under from now on. */
  readonly inForce: number
  /** As they are counted now. */
  readonly figures: PilotFigures
}

type Who = Pick<PilotOccasion, 'actor' | 'now'>
type School = Pick<Unit, 'id' | 'kind' | 'name' | 'openUntil'>

const deedOf = ({ actor, now }: Who, note: string): SaidDeed => ({
  ...{ by: AccountId.parse(actor.accountId), name: actor.name, at: now, note },
})

const BLANK = {
  ...{ applied: null, named: null, targetOn: null, assessment: null, returned: 0, accepted: null },
  ...{ promoted: null, recheckOn: null, rechecked: null, ended: null, revision: 1 },
} as const

interface Beginning {
  readonly id: PilotId
  readonly unit: School
  /** The version of the criteria in force. */
  readonly criteria: number
}

/** Why this school cannot become a pilot of this actor, or nothing. */
function barTo({ actor }: Who, unit: School): PilotRefusal | null {
  if (!covers(actor.scope, unit.id)) return { code: 'outside-scope' }
  return isSchool(unit.kind) && !hasClosed(unit) ? null : { code: 'not-a-school', names: [unit.name] }
}

/** A school applies to become a pilot. Refuses whoever may not, a unit that is no open school, and one out of reach. */
export function decideApplication(
  who: Who,
  { id, unit, criteria }: Beginning,
  grounds: string,
): Result<Pilot, PilotRefusal> {
  if (!may(who.actor, 'pilot.build')) return err({ code: 'role-not-allowed' })
  const bar = barTo(who, unit)
  if (bar) return err(bar)
  return ok({ ...BLANK, id, unitId: unit.id, state: 'applied', criteria, applied: deedOf(who, grounds) })
}

/** The bureau names a school. Refuses whoever may not, a unit that is no open school, and a target day that has passed. */
export function decideNaming(
  who: Who,
  { id, unit, criteria }: Beginning,
  { reason, targetOn }: Omit<NewPilot, 'unitId'>,
): Result<Pilot, PilotRefusal> {
  if (!may(who.actor, 'pilot.name')) return err({ code: 'role-not-allowed' })
  const bar = barTo(who, unit)
  if (bar) return err(bar)
  if (targetOn < dayOf(who.now)) return err({ code: 'deadline-in-the-past' })
  const named = deedOf(who, reason)
  return ok({ ...BLANK, id, unitId: unit.id, state: 'building', criteria, named, targetOn })
}

/**
 * Decides one command on a pilot and gives it as it is afterwards. Refuses what the flow, the role or the reach forbid; a
 * self-assessment that leaves a criterion unanswered; an acceptance over figures that fall short without a reason; days
 * that have passed; and that somebody promotes what he accepted himself.
 */
export function decidePilot(
  before: Pilot,
  command: PilotCommand,
  occasion: PilotOccasion,
): Result<Pilot, PilotRefusal> {
  const { actor } = occasion
  const step = admitStepOr(
    findStep<PilotState, PilotEvent>(PILOT_FLOW, before.state, command.event),
    before,
    actor,
    'pilot-event-not-allowed',
  )
  if (!step.ok) return step
  const changes = changesOf(before, command, occasion)
  return changes.ok
    ? ok({ ...before, ...changes.value, state: step.value.to, revision: before.revision + 1 })
    : changes
}

function changesOf(
  before: Pilot,
  command: PilotCommand,
  occasion: PilotOccasion,
): Result<Partial<Pilot>, PilotRefusal> {
  const { now, limits } = occasion
  const today = dayOf(now)
  switch (command.event) {
    case 'name': {
      const { reason, targetOn } = command
      return ahead(targetOn, today, {
        ...{ named: deedOf(occasion, reason), targetOn, criteria: occasion.inForce },
      })
    }
    case 'extend':
      return before.targetOn !== null && command.targetOn <= before.targetOn
        ? err({ code: 'target-not-later' })
        : ahead(command.targetOn, today, { targetOn: command.targetOn })
    case 'assess':
      return decideAssessment(command, occasion)
    case 'accept':
      return decideAcceptance(command, occasion, addMonths(today, limits['recheck-months']))
    case 'return':
    case 'lapse': {
      const again = { returned: before.returned + 1, targetOn: command.targetOn, recheckOn: null }
      const rechecked = command.event === 'lapse' ? { rechecked: deedOf(occasion, command.reason) } : {}
      return ahead(command.targetOn, today, { ...again, ...rechecked })
    }
    case 'promote':
      return before.accepted?.by === occasion.actor.accountId
        ? err({ code: 'promotes-own-acceptance' })
        : ok({ promoted: deedOf(occasion, command.note) })
    case 'confirm':
      return ok({
        rechecked: deedOf(occasion, command.note),
        recheckOn: addMonths(today, limits['recheck-months']),
      })
    case 'decline':
    case 'withdraw':
    case 'revoke':
      return ok({ ended: deedOf(occasion, command.reason), recheckOn: null })
    default:
      return unreachable(command)
  }
}

const ahead = (day: Day, today: Day, changes: Partial<Pilot>): Result<Partial<Pilot>, PilotRefusal> =>
  day < today ? err({ code: 'deadline-in-the-past' }) : ok(changes)

type Of<Event extends PilotEvent> = Extract<PilotCommand, { event: Event }>

function decideAssessment(
  { summary, answers }: Of<'assess'>,
  occasion: PilotOccasion,
): Result<Partial<Pilot>, PilotRefusal> {
  const { criteria, figures } = occasion
  const asked = criteria.flatMap(({ id, check }) => (check.by === 'answer' ? [id] : []))
  const missing = asked.filter(id => !Object.hasOwn(answers, id))
  if (missing.length > 0) return err({ code: 'answers-missing', criteria: missing })
  const given = Object.fromEntries(Object.entries(answers).filter(([id]) => asked.includes(id)))
  return ok({ assessment: { ...deedOf(occasion, summary), answers: given, figures } })
}

function decideAcceptance(
  { note, despite }: Of<'accept'>,
  occasion: PilotOccasion,
  recheckOn: Day,
): Result<Partial<Pilot>, PilotRefusal> {
  const { criteria, figures } = occasion
  const unmet = listUnmet(criteria, figures)
  if (unmet.length > 0 && despite === null) return err({ code: 'criteria-unmet', criteria: unmet })
  const why = unmet.length > 0 ? despite : null
  return ok({ accepted: { ...deedOf(occasion, note), despite: why, figures }, recheckOn })
}

/** The events the actor may raise on a pilot, as far as that can be said before he fills anything in. */
export const listPilotEvents = (pilot: Pilot, actor: Actor): PilotEvent[] =>
  covers(actor.scope, pilot.unitId)
    ? listEvents<PilotState, PilotEvent>(PILOT_FLOW, pilot.state, actor.role).filter(
        event => event !== 'promote' || pilot.accepted?.by !== actor.accountId,
      )
    : []
