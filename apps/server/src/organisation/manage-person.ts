import { decidePersonVerb, err, ok, type AccountId, type PersonVerb, type Result } from '@anlan/domain'
import type { Tx } from '../db/scope.ts'
import { announce } from '../live/news.ts'
import type { Refusal } from '../refusal.ts'
import type { Context } from '../trpc.ts'
import { lockCountyAdmins } from './locks.ts'
import { countOtherAdmins, findPerson, findPersonForUpdate, type Person } from './person.queries.ts'

/** Which account a verb is about, and the revision its author saw. */
export interface PersonInput {
  readonly id: AccountId
  readonly revision: number
}

export interface PersonTurn {
  readonly id: AccountId
  readonly revision: number
}

/** Decides a verb on an account as it stands, without holding it: for what is dear and would be done in vain if refused. */
export function mayManagePerson(
  { app, actor }: Context,
  input: PersonInput,
  verb: PersonVerb,
): Promise<Result<null, Refusal>> {
  return app.db.read(actor, async (tx): Promise<Result<null, Refusal>> => {
    const seen = await findPerson(tx, input.id)
    if (!seen) return err({ code: 'not-found' })
    const allowed = decidePersonVerb(actor, seen, verb)
    if (!allowed.ok) return allowed
    return seen.revision === input.revision
      ? ok(null)
      : err({ code: 'stale-revision', current: seen.revision })
  })
}

/**
 * What every verb on an account begins and ends with: the account is locked, the actor may do this to it, nobody
 * changed it meanwhile; afterwards every server looks its sessions up anew.
 */
export async function managePerson<Value>(
  context: Context,
  input: PersonInput,
  verb: PersonVerb,
  work: (tx: Tx, before: Person) => Promise<Result<Value, Refusal>>,
): Promise<Result<Value, Refusal>> {
  const { app, actor } = context
  const done = await app.db.transaction(actor, async (tx): Promise<Result<Value, Refusal>> => {
    const seen = await findPerson(tx, input.id)
    if (!seen) return err({ code: 'not-found' })
    const allowed = decidePersonVerb(actor, seen, verb)
    if (!allowed.ok) return allowed
    // Before the account's own lock: two who disable each other must not wait for each other.
    if (seen.role === 'county-admin') await lockCountyAdmins(tx)
    const before = await findPersonForUpdate(tx, input.id)
    if (!before) return err({ code: 'not-found' })
    if (before.revision !== input.revision) return err({ code: 'stale-revision', current: before.revision })
    const value = await work(tx, before)
    if (value.ok) announce(tx, 'sessions')
    return value
  })
  if (done.ok) app.sessions.forget(input.id)
  return done
}

/** Refuses to take the last county administrator away: nobody could put another in his place. */
export async function keepAnAdmin(tx: Tx, before: Person): Promise<Result<null, Refusal>> {
  if (before.role !== 'county-admin' || before.disabled) return ok(null)
  return (await countOtherAdmins(tx, [before.accountId])) > 0 ? ok(null) : err({ code: 'last-county-admin' })
}
