import { ok, type Result } from '@anlan/domain'
import { recordAudit } from '../audit/record-audit.ts'
import { endSessions } from '../auth/end-sessions.ts'
import { hashPassword, makeFirstPassword } from '../auth/first-password.ts'
import { clearFailures } from '../auth/unlock-account.ts'
import type { Refusal } from '../refusal.ts'
import type { Context } from '../trpc.ts'
import { managePerson, type PersonInput, type PersonTurn } from './manage-person.ts'
import { setPassword } from './set-password.ts'

/** Gives somebody a new first password, shown once; the old one, his sessions and a lock-out end with it. */
export async function resetPassword(
  context: Context,
  input: PersonInput,
): Promise<Result<PersonTurn & { password: string }, Refusal>> {
  const { now } = context
  const password = makeFirstPassword()
  const hash = await hashPassword(password)
  return managePerson(context, input, 'reset-password', async (tx, before) => {
    const revision = before.revision + 1
    await setPassword(tx, before.accountId, hash, now)
    await tx
      .updateTable('accounts')
      .set({ must_change_password: true, revision, updated_at: now })
      .where('id', '=', before.accountId)
      .execute()
    await endSessions(tx, before.accountId)
    await clearFailures(tx, before.username)
    await recordAudit(tx, context, {
      action: 'person.reset-password',
      subject: { kind: 'person', id: before.accountId },
      unitId: before.unitId,
    })
    return ok({ id: before.accountId, revision, password })
  })
}
