import type { UnitId } from '../kernel/ids.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { covers, listGrantableRoles, mayRole, type Actor } from './may.ts'
import { mayHoldAt, PERSON_VERB_IDS, type PersonVerb } from './person.ts'
import type { RoleId } from './role.ts'
import type { Unit } from './unit.ts'

export type PersonRefusal =
  | { code: 'not-permitted' }
  | { code: 'outside-scope' }
  | { code: 'own-account' }
  | { code: 'role-not-grantable' }
  | { code: 'role-misplaced' }
  | { code: 'person-disabled' }
  | { code: 'person-enabled' }

/** What deciding needs to know of an account. */
export interface ManagedPerson {
  readonly accountId: string
  readonly role: RoleId
  readonly unitId: UnitId
  readonly disabled: boolean
}

/** Verbs that would take somebody's own access away or raise it; he has his own pages for the rest. */
const NOT_ON_ONESELF: readonly PersonVerb[] = [
  'move',
  'reset-password',
  'reset-second-factor',
  'disable',
  'enable',
]

/**
 * Decides whether an actor may do something to an account at all: he manages people, the account's unit is in
 * his scope, its role is one he could hand out himself, and it is not his own.
 */
export function decidePersonVerb(
  actor: Actor,
  person: ManagedPerson,
  verb: PersonVerb,
): Result<PersonVerb, PersonRefusal> {
  if (!mayRole(actor.role, 'people.manage')) return err({ code: 'not-permitted' })
  if (!covers(actor.scope, person.unitId)) return err({ code: 'outside-scope' })
  if (actor.accountId === person.accountId && NOT_ON_ONESELF.includes(verb))
    return err({ code: 'own-account' })
  if (!listGrantableRoles(actor.role).includes(person.role)) return err({ code: 'role-not-grantable' })
  if (verb === 'enable') return person.disabled ? ok(verb) : err({ code: 'person-enabled' })
  if (person.disabled && verb !== 'change') return err({ code: 'person-disabled' })
  return ok(verb)
}

/** Decides whether an actor may give somebody (himself never) a role at a unit. */
export function decideRole(
  actor: Actor,
  role: RoleId,
  unit: Pick<Unit, 'id' | 'kind' | 'township'>,
): Result<RoleId, PersonRefusal> {
  if (!covers(actor.scope, unit.id)) return err({ code: 'outside-scope' })
  if (!listGrantableRoles(actor.role).includes(role)) return err({ code: 'role-not-grantable' })
  return mayHoldAt(role, unit) ? ok(role) : err({ code: 'role-misplaced' })
}

/** The verbs an actor may use on an account as it stands. */
export const listPersonVerbs = (
  actor: Actor,
  person: ManagedPerson & { readonly twoFactorEnabled: boolean },
): PersonVerb[] =>
  PERSON_VERB_IDS.filter(
    verb =>
      decidePersonVerb(actor, person, verb).ok && (verb !== 'reset-second-factor' || person.twoFactorEnabled),
  )
