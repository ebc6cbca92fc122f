import { err, ok, type Result } from '@anlan/domain'
import { recordAudit } from '../audit/record-audit.ts'
import type { Refusal } from '../refusal.ts'
import type { Context } from '../trpc.ts'
import type { SignedIn } from './sessions.ts'
import type { Attempt, Guessed } from './throttle.ts'

type OwnContext = Context & { readonly signedIn: SignedIn }

/** A session guesses for itself: strangers at the door do not keep whoever is in from changing his password. */
export const guessedInside = ({ username, sessionId }: SignedIn): Guessed => ({
  username,
  browser: `session ${sessionId}`,
})

/**
 * Asks somebody signed in for his password before something grave. Guesses count as failed sign-ins, so that a desk left
 * open does not become a place to try passwords, and stand in the record like those at the door.
 */
export function provePassword(context: OwnContext, password: string): Promise<Result<true, Refusal>> {
  const { app, signedIn } = context
  const guessed = guessedInside(signedIn)
  return app.throttle.inTurn(guessed, async () => {
    const attempt = await app.throttle.begin(guessed)
    if (!attempt.allowed) return err({ code: 'account-locked', retryAfter: attempt.retryAfter })
    if (!(await app.vault.isPassword(signedIn.actor.accountId, password))) {
      await recordWrongProof(context, attempt, 'password')
      return err({ code: 'password-wrong' })
    }
    await app.throttle.succeeded(guessed)
    return ok(true)
  })
}

/** The record of a wrong password or code given by whoever sits at the desk, and of the lock it brought. */
export function recordWrongProof(
  context: OwnContext,
  attempt: Extract<Attempt, { allowed: true }>,
  wrong: 'password' | 'code',
): Promise<void> {
  const { app, actor } = context
  const own = { subject: { kind: 'account', id: actor.accountId }, unitId: actor.unitId }
  return app.db.transaction(actor, async tx => {
    await recordAudit(tx, context, {
      ...{ action: 'account.proof-failed', ...own },
      after: { wrong, failures: attempt.failures },
    })
    if (attempt.lockSeconds > 0)
      await recordAudit(tx, context, {
        ...{ action: 'account.lock', ...own },
        after: { seconds: attempt.lockSeconds },
      })
  })
}
