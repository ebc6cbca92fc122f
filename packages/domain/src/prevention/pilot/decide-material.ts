import { AccountId, type MaterialId } from '../../kernel/ids.ts'
import type { Instant } from '../../kernel/day.ts'
import { findStep, listEvents } from '../../kernel/flow.ts'
import { err, ok, unreachable, type Result } from '../../kernel/result.ts'
import { admitStepOr, type StepRefusal } from '../../organisation/admit-step.ts'
import { covers, may, type Actor } from '../../organisation/may.ts'
import {
  MATERIAL_FLOW,
  type Material,
  type MaterialCommand,
  type MaterialContent,
  type MaterialEvent,
  type MaterialState,
} from './material.ts'
import type { Pilot } from './pilot.ts'

export type MaterialRefusal =
  | StepRefusal<MaterialState, 'material-event-not-allowed'>
  | { code: 'not-a-demonstration-school' }
  | { code: 'material-not-published' }
  | { code: 'takes-over-own' }

interface Who {
  readonly actor: Actor
  readonly now: Instant
}

const deedOf = ({ actor, now }: Who) => ({
  ...{ by: AccountId.parse(actor.accountId), name: actor.name, at: now },
})

/** A demonstration school hands in what it wants to share. Refuses whoever may not, and schools that are none. */
export function decideSharing(
  who: Who,
  pilot: Pick<Pilot, 'id' | 'unitId' | 'state'>,
  { id, content }: { readonly id: MaterialId; readonly content: MaterialContent },
): Result<Material, MaterialRefusal> {
  if (!may(who.actor, 'material.share')) return err({ code: 'role-not-allowed' })
  if (!covers(who.actor.scope, pilot.unitId)) return err({ code: 'outside-scope' })
  if (pilot.state !== 'demonstration') return err({ code: 'not-a-demonstration-school' })
  return ok({
    ...{ ...content, id, unitId: pilot.unitId, pilotId: pilot.id, state: 'submitted' },
    ...{ submitted: deedOf(who), returned: null, published: null, ended: null, revision: 1 },
  })
}

/**
 * Decides one command on material and gives it as it is afterwards. Refuses what the flow, the role or the reach forbid, and
 * that what a school shared is handed in again or published once it is no demonstration school any more.
 */
export function decideMaterial(
  before: Material,
  command: MaterialCommand,
  who: Who,
  pilot: Pick<Pilot, 'state'>,
): Result<Material, MaterialRefusal> {
  const step = admitStepOr(
    findStep<MaterialState, MaterialEvent>(MATERIAL_FLOW, before.state, command.event),
    before,
    who.actor,
    'material-event-not-allowed',
  )
  if (!step.ok) return step
  const needs = command.event === 'publish' || command.event === 'resubmit'
  if (needs && pilot.state !== 'demonstration') return err({ code: 'not-a-demonstration-school' })
  return ok({
    ...{ ...before, ...changesOf(command, who), state: step.value.to, revision: before.revision + 1 },
  })
}

function changesOf(command: MaterialCommand, who: Who): Partial<Material> {
  switch (command.event) {
    case 'publish':
      return { published: deedOf(who) }
    case 'return':
      return { returned: { ...deedOf(who), note: command.reason } }
    case 'resubmit':
      return { ...command.content, submitted: deedOf(who) }
    case 'withdraw':
    case 'retract':
      return { ended: { ...deedOf(who), note: command.reason } }
    default:
      return unreachable(command)
  }
}

/** The events the actor may raise on material. */
export const listMaterialEvents = (material: Material, actor: Actor): MaterialEvent[] =>
  covers(actor.scope, material.unitId)
    ? listEvents<MaterialState, MaterialEvent>(MATERIAL_FLOW, material.state, actor.role)
    : []

/**
 * Why a school does not take material over, or nothing: it is not published, or it is the school’s own. A school is the
 * actor’s own unit: nobody takes over for another.
 */
export function barToTakeOver(
  material: Pick<Material, 'unitId' | 'state'>,
  actor: Actor,
): MaterialRefusal | null {
  if (!may(actor, 'material.take-over')) return { code: 'role-not-allowed' }
  if (material.state !== 'published') return { code: 'material-not-published' }
  return material.unitId === actor.unitId ? { code: 'takes-over-own' } : null
}
