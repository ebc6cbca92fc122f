import { ok, type AccountId, type Result, type UnitId } from '@anlan/domain'
import { recordAudit, type Occasion } from '../audit/record-audit.ts'
import { endSessions } from '../auth/end-sessions.ts'
import { hashPassword, makeFirstPassword } from '../auth/first-password.ts'
import { clearFailures } from '../auth/unlock-account.ts'
import type { Tx } from '../db/scope.ts'
import type { Refusal } from '../refusal.ts'
import type { Context } from '../trpc.ts'
import { managePerson, mayManagePerson, type PersonInput, type PersonTurn } from './manage-person.ts'
import { setPassword } from './set-password.ts'

/** Gives somebody a new first password, shown once; the old one, his sessions and a lock-out end with it. */
export async function resetPassword(
  context: Context,
  input: PersonInput,
): Promise<Result<PersonTurn & { password: string }, Refusal>> {
  // Hashing takes a thread for a tenth of a second: not for what is refused, and not while the account is held.
  const allowed = await mayManagePerson(context, input, 'reset-password')
  if (!allowed.ok) return allowed
  const password = makeFirstPassword()
  const hash = await hashPassword(password)
  return managePerson(context, input, 'reset-password', async (tx, before) => {
    const revision = before.revision + 1
    await giveFirstPassword(tx, context, { ...before, id: before.accountId }, hash)
    return ok({ id: before.accountId, revision, password })
  })
}

/** Lays a first password down, which has to be changed at once, and records it. */
export async function giveFirstPassword(
  tx: Tx,
  occasion: Occasion,
  account: { id: AccountId; username: string; unitId: UnitId; revision: number },
  hash: string,
): Promise<void> {
  const { now } = occasion
  await setPassword(tx, account.id, hash, now)
  await tx
    .updateTable('accounts')
    .set({ must_change_password: true, revision: account.revision + 1, updated_at: now })
    .where('id', '=', account.id)
    .execute()
  await endSessions(tx, account.id)
  await clearFailures(tx, account.username)
  await recordAudit(tx, occasion, {
    action: 'person.reset-password',
    subject: { kind: 'person', id: account.id },
    unitId: account.unitId,
  })
}
