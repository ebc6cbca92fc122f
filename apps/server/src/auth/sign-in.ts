import { err, ok, Username, type Actor, type Result, type UnitId } from '@anlan/domain'
import type { App } from '../app.ts'
import { recordAudit, type AuditEntry } from '../audit/record-audit.ts'
import { SYSTEM } from '../db/scope.ts'
import { announce } from '../live/news.ts'
import type { Refusal } from '../refusal.ts'
import { ACCOUNT_DISABLED, PEER_ADDRESS_HEADER, type Auth } from './auth.ts'
import { foldBackupCode } from './backup-codes.ts'
import type { Attempt, Guessed } from './throttle.ts'

/** The house and its door: what signing in needs besides the request. */
export interface Door {
  readonly app: App
  readonly auth: Auth
}

/** Somebody at the door, not known yet. */
export interface Visit {
  readonly peer: string
  readonly headers: Headers
  readonly requestId: string
}

/** What comes next, with the cookies that go to the browser. */
export interface Step {
  readonly next: 'work' | 'second-factor'
  readonly cookies: readonly string[]
}

interface Account {
  readonly id: string
  readonly name: string
  readonly username: string
  readonly role: Actor['role']
  readonly unit_id: string
}

/**
 * Signs in by name and password. A name that nobody has costs the same hash, is counted and locked the same way and
 * gets the same answers as a wrong password, so that nobody learns here who has an account.
 */
export function signIn(
  door: Door,
  input: { username: string; password: string },
  visit: Visit,
): Promise<Result<Step, Refusal>> {
  const username = input.username.trim().toLowerCase()
  const { peers, throttle } = door.app
  return peers.inLane(visit.peer, () =>
    throttle.inTurn(guessedAt(door.app, visit, username), () =>
      tryPassword(door, username, input.password, visit),
    ),
  )
}

async function tryPassword(
  { app, auth }: Door,
  username: string,
  password: string,
  visit: Visit,
): Promise<Result<Step, Refusal>> {
  const begun = await begin(app, visit, username)
  if (!begun.ok) return begun
  const answer = await auth.api.signInUsername({
    body: { username, password },
    headers: forLibrary(visit),
    asResponse: true,
  })
  const account = await findAccount(app, 'username', username)
  if (!answer.ok) return refused(app, visit, answer, account, begun.value)
  const { twoFactorRedirect = false } = (await answer.json()) as { twoFactorRedirect?: boolean }
  if (twoFactorRedirect) {
    await app.throttle.takeBack(begun.value)
    await app.peers.succeeded(visit.peer, username)
    return ok({ next: 'second-factor', cookies: answer.headers.getSetCookie() })
  }
  return enter(app, visit, answer, account, begun.value)
}

/** The second step: a code of the authenticator, or a backup code, under the challenge the first step left in a cookie. */
export async function passSecondStep(
  door: Door,
  input: CodeInput,
  visit: Visit,
): Promise<Result<Step, Refusal>> {
  const { app } = door
  const cookie = challengeCookie(visit.headers.get('cookie'))
  const accountId = cookie && (await app.vault.challengedAccount(cookie.challenge))
  const account = accountId ? await findAccount(app, 'id', accountId) : undefined
  if (!cookie || !account) return err({ code: 'second-step-expired' })
  return app.peers.inLane(visit.peer, () =>
    app.throttle.inTurn(guessedAt(app, visit, account.username), () =>
      tryCode(door, account, input, cookie.text, visit),
    ),
  )
}

interface CodeInput {
  readonly kind: 'totp' | 'backup-code'
  readonly code: string
}

async function tryCode(
  { app, auth }: Door,
  account: Account,
  input: CodeInput,
  challenge: string,
  visit: Visit,
): Promise<Result<Step, Refusal>> {
  const begun = await begin(app, visit, account.username)
  if (!begun.ok) return begun

  const code = input.kind === 'totp' ? input.code.replace(/\D/g, '') : foldBackupCode(input.code)
  if (!(await app.throttle.claimCode(account.id, code))) return codeRefused(app, visit, account, begun.value)
  // Without the session cookie: the library would take a session for a person who is past this step.
  const headers = forLibrary(visit)
  headers.set('cookie', challenge)
  const request = { body: { code }, headers, asResponse: true } as const
  const answer =
    input.kind === 'totp' ? await auth.api.verifyTOTP(request) : await auth.api.verifyBackupCode(request)
  if (!answer.ok) return refused(app, visit, answer, account, begun.value)
  return enter(app, visit, answer, account, begun.value, input.kind)
}

/** Signs out: the session is gone for every server, and the browser is told to drop its cookie. */
export async function signOut({ app, auth }: Door, visit: Visit): Promise<readonly string[]> {
  const signedIn = await app.sessions.find(visit.headers)
  if (signedIn) {
    const { actor, sessionId } = signedIn
    await app.db.transaction(actor, async tx => {
      await tx.deleteFrom('sessions').where('id', '=', sessionId).execute()
      announce(tx, 'sessions')
      const occasion = { actor, now: app.clock.now(), requestId: visit.requestId }
      await recordAudit(tx, occasion, {
        ...{ action: 'session.sign-out', unitId: actor.unitId },
        subject: { kind: 'account', id: actor.accountId },
      })
    })
    app.sessions.forget(actor.accountId)
  }
  const answer = await auth.api.signOut({ headers: forLibrary(visit), asResponse: true })
  return answer.headers.getSetCookie()
}

/** An attempt that goes ahead, and at which name. */
type Allowed = Extract<Attempt, { allowed: true }> & Guessed

async function begin(app: App, visit: Visit, username: string): Promise<Result<Allowed, Refusal>> {
  const wait = isKnownHere(app, visit, username) ? null : await app.peers.wait(visit.peer)
  if (wait !== null) return err({ code: 'too-many-attempts', retryAfter: wait })
  if (!Username.safeParse(username).success) {
    await app.peers.failed(visit.peer, username)
    return err({ code: 'sign-in-wrong' })
  }
  const guessed = guessedAt(app, visit, username)
  const attempt = await app.throttle.begin(guessed)
  if (attempt.allowed) return ok({ ...attempt, ...guessed })
  await countPeer(app, visit, username)
  return err({ code: 'account-locked', retryAfter: attempt.retryAfter })
}

const guessedAt = (app: App, { headers }: Visit, username: string): Guessed => ({
  username,
  browser: app.knownBrowsers.recognise(headers.get('cookie'), username, app.clock.now()) ?? '',
})

const isKnownHere = (app: App, visit: Visit, username: string): boolean =>
  guessedAt(app, visit, username).browser !== ''

/** Counts a name against the address, unless the browser itself is known for it. */
async function countPeer(app: App, visit: Visit, username: string): Promise<void> {
  if (!isKnownHere(app, visit, username)) await app.peers.failed(visit.peer, username)
}

/**
 * Lets somebody in. The library has made the session in a transaction of its own, so the record follows directly; when it
 * cannot be written the request fails, the cookie never leaves the server and nobody holds the session.
 */
async function enter(
  app: App,
  visit: Visit,
  answer: Response,
  account: Account | undefined,
  guessed: Guessed,
  secondFactor?: 'totp' | 'backup-code',
): Promise<Result<Step, Refusal>> {
  if (!account) throw new Error('a session was opened for an account that is not there')
  await app.throttle.succeeded(guessed)
  await app.peers.succeeded(visit.peer, account.username)
  await record(app, visit, account, toActor(account), {
    action: 'session.sign-in',
    after: { peer: visit.peer, ...(secondFactor && { secondFactor }) },
  })
  const known = app.knownBrowsers.remember(visit.headers.get('cookie'), account.username, app.clock.now())
  return ok({ next: 'work', cookies: [...answer.headers.getSetCookie(), known] })
}

/** Reads the library's refusal; everything it does not name is a wrong name, password or code. */
async function refused(
  app: App,
  visit: Visit,
  answer: Response,
  account: Account | undefined,
  attempt: Allowed,
): Promise<Result<Step, Refusal>> {
  if (answer.status >= 500) throw new Error(`the sign-in library failed with ${answer.status}`)
  const { code } = (await answer.json().catch(() => ({}))) as { code?: string }
  if (code === ACCOUNT_DISABLED && account) {
    await app.throttle.takeBack(attempt)
    await app.peers.succeeded(visit.peer, account.username)
    await record(app, visit, account, SYSTEM, {
      action: 'session.sign-in-refused',
      after: { peer: visit.peer, reason: 'account-disabled' },
    })
    return err({ code: 'account-disabled' })
  }
  if (code !== undefined && CHALLENGE_OVER.has(code)) {
    if (account) await app.throttle.takeBack(attempt)
    return err({ code: 'second-step-expired' })
  }
  if (code !== undefined && CODE_WRONG.has(code)) return codeRefused(app, visit, account, attempt)
  await countAgainst(app, visit, account, attempt, 'password')
  return err({ code: 'sign-in-wrong' })
}

const CHALLENGE_OVER = new Set(['INVALID_TWO_FACTOR_COOKIE', 'TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE'])
const CODE_WRONG = new Set(['INVALID_CODE', 'INVALID_BACKUP_CODE'])

async function codeRefused(
  app: App,
  visit: Visit,
  account: Account | undefined,
  attempt: Allowed,
): Promise<Result<Step, Refusal>> {
  await countAgainst(app, visit, account, attempt, 'code')
  return err({ code: 'code-wrong' })
}

/** The record of a failure. A name nobody has is not written down: people type passwords into the wrong field. */
async function countAgainst(
  app: App,
  visit: Visit,
  account: Account | undefined,
  attempt: Allowed,
  wrong: 'password' | 'code',
): Promise<void> {
  await countPeer(app, visit, attempt.username)
  await record(app, visit, account, SYSTEM, {
    action: 'session.sign-in-failed',
    after: { peer: visit.peer, wrong, failures: attempt.failures },
  })
  if (attempt.lockSeconds > 0) {
    await record(app, visit, account, SYSTEM, {
      action: 'account.lock',
      after: { peer: visit.peer, seconds: attempt.lockSeconds },
    })
  }
}

const record = (
  app: App,
  { requestId }: Visit,
  account: Account | undefined,
  actor: Actor,
  entry: Pick<AuditEntry, 'action' | 'after'>,
): Promise<void> =>
  app.db.transaction(SYSTEM, tx =>
    recordAudit(
      tx,
      { actor, now: app.clock.now(), requestId },
      {
        ...entry,
        unitId: account ? (account.unit_id as UnitId) : null,
        subject: { kind: 'account', id: account?.id ?? 'unknown' },
      },
    ),
  )

const findAccount = (app: App, by: 'id' | 'username', value: string): Promise<Account | undefined> =>
  app.db.read(SYSTEM, tx =>
    tx
      .selectFrom('accounts')
      .select(['id', 'name', 'username', 'role', 'unit_id'])
      .where(by, '=', value)
      .executeTakeFirst(),
  )

/** Named in the record; no scope is used for signing in, so none is computed. */
const toActor = (account: Account): Actor => ({
  ...{ accountId: account.id, name: account.name, role: account.role },
  ...{ unitId: account.unit_id as UnitId, scope: { kind: 'units', units: [] } },
})

/** The request's headers with the peer's address in the one the library reads, whatever the client wrote into it. */
function forLibrary({ headers, peer }: Visit): Headers {
  const copy = new Headers(headers)
  copy.set(PEER_ADDRESS_HEADER, peer)
  return copy
}

/** The challenge of a first step that was passed: the cookie as it came, and its value without the signature. */
function challengeCookie(cookies: string | null): { text: string; challenge: string } | null {
  const found = cookies?.match(/(?:^|;\s*)((?:__Secure-)?anlan\.two_factor=([^;]+))/)
  if (!found?.[1] || !found[2]) return null
  const value = decodeCookie(found[2])
  // The library's own challenges are printable; anything else is nobody's, and not for the database to read.
  if (!/^[\x21-\x7e]+$/.test(value)) return null
  return { text: found[1], challenge: value.slice(0, value.lastIndexOf('.')) }
}

function decodeCookie(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}
