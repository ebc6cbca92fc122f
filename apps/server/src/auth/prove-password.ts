import { err, ok, type Result } from '@anlan/domain'
import type { App } from '../app.ts'
import type { Refusal } from '../refusal.ts'
import type { SignedIn } from './sessions.ts'

/**
 * Asks somebody signed in for his password before something grave. Guesses count as failed sign-ins, so that a desk left
 * open does not become a place to try passwords.
 */
export function provePassword(
  app: App,
  { actor, username }: SignedIn,
  password: string,
): Promise<Result<true, Refusal>> {
  return app.throttle.inTurn(username, () => prove(app, actor.accountId, username, password))
}

async function prove(
  app: App,
  accountId: string,
  username: string,
  password: string,
): Promise<Result<true, Refusal>> {
  const attempt = await app.throttle.begin(username)
  if (!attempt.allowed) return err({ code: 'account-locked', retryAfter: attempt.retryAfter })
  if (!(await app.vault.isPassword(accountId, password))) return err({ code: 'password-wrong' })
  await app.throttle.succeeded(username)
  return ok(true)
}
