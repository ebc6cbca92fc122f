import {
  decideRole,
  err,
  hasClosed,
  ok,
  PersonName,
  Phone,
  PostId,
  RoleId,
  UnitId,
  Username,
  Day,
  type AccountId,
  type Result,
} from '@anlan/domain'
import { z } from 'zod'
import { recordAudit, type Occasion } from '../audit/record-audit.ts'
import { hashPassword, makeFirstPassword } from '../auth/first-password.ts'
import { brokenUnique } from '../db/faults.ts'
import type { Tx } from '../db/scope.ts'
import { newId } from '../ids.ts'
import type { Refusal } from '../refusal.ts'
import type { Context } from '../trpc.ts'
import { openPosts } from './appointments.ts'
import { setPassword } from './set-password.ts'
import { findUnit } from './unit.queries.ts'

export const NewPerson = z.object({
  name: PersonName,
  username: Username,
  phone: Phone.nullable(),
  role: RoleId,
  unitId: UnitId,
  posts: z.array(PostId).max(10),
  /** The day the posts begin. */
  from: Day,
})
export type NewPerson = z.infer<typeof NewPerson>

export interface CreatedPerson {
  readonly id: AccountId
  /** Shown once to whoever made the account; only its hash is kept. */
  readonly password: string
}

/** Makes an account with a first password. Refuses a role that is not the actor's to give, or not one of that unit's. */
export async function createPerson(
  context: Context,
  input: NewPerson,
): Promise<Result<CreatedPerson, Refusal>> {
  const { app, actor } = context
  // Hashing takes a thread for a tenth of a second: not for what is refused, and not while a transaction is open.
  const allowed = await app.db.read(actor, tx => decidePerson(tx, context, input))
  if (!allowed.ok) return allowed
  const password = makeFirstPassword()
  const hash = await hashPassword(password)
  return app.db
    .transaction(actor, async (tx): Promise<Result<CreatedPerson, Refusal>> => {
      const decided = await decidePerson(tx, context, input)
      if (!decided.ok) return decided
      const id = newId<AccountId>()
      await insertPerson(tx, context, input, { id, hash })
      return ok({ id, password })
    })
    .catch((error: unknown) => {
      if (brokenUnique(error) === null) throw error
      return err({ code: 'username-taken' as const })
    })
}

/** Whether the account may be made. A name that the actor does not see is found taken by the unique index alone. */
async function decidePerson(tx: Tx, { actor }: Context, input: NewPerson): Promise<Result<null, Refusal>> {
  const unit = await findUnit(tx, input.unitId)
  if (!unit) return err({ code: 'not-found' })
  const role = decideRole(actor, input.role, unit)
  if (!role.ok) return role
  if (hasClosed(unit)) return err({ code: 'unit-closed' })
  const { username } = input
  const taken = await tx
    .selectFrom('accounts')
    .select('id')
    .where('username', '=', username)
    .executeTakeFirst()
  return taken ? err({ code: 'username-taken' }) : ok(null)
}

/** Writes one new account with its password and posts, and its line of the record. */
export async function insertPerson(
  tx: Tx,
  occasion: Occasion,
  person: NewPerson,
  { id, hash }: { id: AccountId; hash: string },
): Promise<void> {
  await tx
    .insertInto('accounts')
    .values({
      ...{ id, name: person.name, username: person.username, display_username: person.username },
      // The sign-in library wants an address of everybody; nothing is ever sent to this one.
      ...{ email: `${person.username}@anlan.invalid`, email_verified: false, image: null },
      ...{ role: person.role, unit_id: person.unitId, phone: person.phone },
      ...{ must_change_password: true, two_factor_enabled: false, disabled_at: null, disabled_reason: null },
      ...{ created_at: occasion.now, updated_at: occasion.now },
    })
    .execute()
  await setPassword(tx, id, hash, occasion.now)
  await openPosts(
    tx,
    occasion,
    { accountId: id, unitId: person.unitId },
    person.posts.map(post => ({ post, from: person.from, until: null })),
  )
  await recordAudit(tx, occasion, {
    action: 'person.create',
    subject: { kind: 'person', id },
    unitId: person.unitId,
    after: person,
  })
}
