import type { Actor } from '@anlan/domain'

/** Somebody signed in: the actor with what still stands between him and his work. */
export interface SignedIn {
  readonly sessionId: string
  readonly actor: Actor
  readonly username: string
  readonly mustChangePassword: boolean
  readonly twoFactorEnabled: boolean
  /** The county asks a second factor of this role. */
  readonly twoFactorRequired: boolean
}

/** Finds who sends a request. */
export interface Sessions {
  find(headers: Headers): Promise<SignedIn | null>
  /** Forgets what is remembered of an account, after a change of role, unit, password or state. */
  forget(accountId: string): void
  /** Forgets what is remembered of everybody, after a change of the tree, or on word from another server. */
  forgetAll(): void
}

/** Whoever sends a request and has nothing left to do before working (`trpc.ts` says the same of procedures). */
export async function findWorking(sessions: Sessions, headers: Headers): Promise<SignedIn | null> {
  const signedIn = await sessions.find(headers)
  if (!signedIn || signedIn.mustChangePassword) return null
  return signedIn.twoFactorRequired && !signedIn.twoFactorEnabled ? null : signedIn
}
