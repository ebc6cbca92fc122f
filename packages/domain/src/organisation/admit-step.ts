import type { Step } from '../kernel/flow.ts'
import type { UnitId } from '../kernel/ids.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { covers, type Actor } from './may.ts'

/** Why nobody, or not this person, takes a step with a record. */
export type StepRefusal<State extends string, Code extends string = 'event-not-allowed'> =
  | { readonly code: Code; readonly state: State }
  | { readonly code: 'role-not-allowed' }
  | { readonly code: 'outside-scope' }

interface Before<State extends string> {
  readonly state: State
  readonly unitId: UnitId
}

/**
 * What every step with a record asks first: its flow has the arrow, the role may raise it, and the unit lies in the actor's
 * scope.
 * @param step the arrow as the flow of the record has it; undefined where it has none
 */
export const admitStep = <State extends string>(
  step: Step<State> | undefined,
  before: Before<State>,
  actor: Actor,
): Result<Step<State>, StepRefusal<State>> => admitStepOr(step, before, actor, 'event-not-allowed')

/** The same of a record that says in words of its own that it has moved on. */
export function admitStepOr<State extends string, Code extends string>(
  step: Step<State> | undefined,
  before: Before<State>,
  actor: Actor,
  code: Code,
): Result<Step<State>, StepRefusal<State, Code>> {
  if (!step) return err({ code, state: before.state })
  if (!step.by.includes(actor.role)) return err({ code: 'role-not-allowed' })
  if (!covers(actor.scope, before.unitId)) return err({ code: 'outside-scope' })
  return ok(step)
}
