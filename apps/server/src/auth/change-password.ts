import { err, listPasswordFaults, ok, type Result } from '@anlan/domain'
import { recordAudit } from '../audit/record-audit.ts'
import type { Refusal } from '../refusal.ts'
import type { Context } from '../trpc.ts'
import { endSessions } from './end-sessions.ts'
import { hashPassword } from './first-password.ts'
import { provePassword } from './prove-password.ts'
import type { SignedIn } from './sessions.ts'

export interface PasswordChange {
  readonly current: string
  readonly next: string
}

/**
 * Changes the own password, the first one too. All other sessions of the account end; this one goes on.
 * Refuses a wrong present password and a new one that `listPasswordFaults` objects to.
 */
export async function changePassword(
  context: Context & { readonly signedIn: SignedIn },
  { current, next }: PasswordChange,
): Promise<Result<{ endedSessions: number }, Refusal>> {
  const { app, actor, signedIn, now } = context
  // The rules come first: they tell nothing about the old password, and no attempt is used up on them.
  const faults = listPasswordFaults(next, { username: signedIn.username, previous: current })
  if (faults.length > 0) return err({ code: 'password-weak', faults })
  const proof = await provePassword(context, current)
  if (!proof.ok) return proof

  const password = await hashPassword(next)
  const endedSessions = await app.db.transaction(actor, async tx => {
    const { numUpdatedRows } = await tx
      .updateTable('credentials')
      .set({ password, updated_at: now })
      .where('user_id', '=', actor.accountId)
      .where('provider_id', '=', 'credential')
      .executeTakeFirstOrThrow()
    if (numUpdatedRows !== 1n) throw new Error('an account that signed in has one password')
    await tx
      .updateTable('accounts')
      .set({ must_change_password: false, updated_at: now })
      .where('id', '=', actor.accountId)
      .execute()
    const ended = await endSessions(tx, actor.accountId, signedIn.sessionId)
    await recordAudit(tx, context, {
      action: signedIn.mustChangePassword ? 'account.first-password-change' : 'account.password-change',
      ...{ subject: { kind: 'account', id: actor.accountId }, unitId: actor.unitId },
      after: { endedSessions: ended },
    })
    return ended
  })
  app.sessions.forget(actor.accountId)
  return ok({ endedSessions })
}
