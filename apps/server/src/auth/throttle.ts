import type { Instant } from '@anlan/domain'
import type pg from 'pg'
import type { Clock } from '../clock.ts'

/** Wrong passwords in a row that are taken for forgetfulness; from then on each costs a longer wait. */
const FREE_FAILURES = 5
const LONGEST_LOCK_MINUTES = 30
/** After a day without a failure the count begins anew. */
const FORGET_MS = 24 * 3600_000

/** A code is good for its half minute and the ones beside it. */
const CODE_LIFE_MS = 120_000
/** A secret on a screen that somebody left is not waited for. */
export const ENROLMENT_MS = 30 * 60_000

export interface Failures {
  readonly failures: number
  readonly last_at: Instant
  readonly locked_until: Instant | null
}

/** Minutes an account stays locked after that many failures in a row: 1, 2, 4 … up to half an hour. */
export const lockMinutes = (failures: number): number =>
  failures < FREE_FAILURES ? 0 : Math.min(2 ** (failures - FREE_FAILURES), LONGEST_LOCK_MINUTES)

/** The moment so many milliseconds after, or before, another. */
export const later = (now: Instant, ms: number): Instant =>
  new Date(Date.parse(now) + ms).toISOString() as Instant
export const secondsUntil = (now: Instant, then: Instant): number =>
  Math.max(1, Math.ceil((Date.parse(then) - Date.parse(now)) / 1000))

/** The count with one more failure in it. */
export function countFailure(before: Failures | undefined, now: Instant): Failures {
  const stale = !before || Date.parse(now) - Date.parse(before.last_at) > FORGET_MS
  const failures = stale ? 1 : before.failures + 1
  const minutes = lockMinutes(failures)
  return { failures, last_at: now, locked_until: minutes > 0 ? later(now, minutes * 60_000) : null }
}

/** Whose failures are counted together: those at a name, from one browser or session that it knows or from all others. */
export interface Guessed {
  readonly username: string
  /** What tells a known browser or session from others; empty for whoever might be a stranger. */
  readonly browser: string
}

/** An attempt that may go ahead, and what became of its count; or the seconds to wait. */
export type Attempt =
  | { readonly allowed: true; readonly failures: number; readonly lockSeconds: number }
  | { readonly allowed: false; readonly retryAfter: number }

/**
 * Counts failed attempts by user name, in the database, so that a restart forgets none and all servers count together. A
 * name nobody has is counted like any other: the answers tell nothing about who exists.
 *
 * All strangers at a name share one count, however many addresses they have. Whoever signed in before does not share it
 * with them: one wrong password in each half hour would keep anybody out whose name is known. His browser
 * (`known-browser.ts`) and his session have counts of their own, with the same limits, so that a stolen computer or a desk
 * left open is no better place to guess than the door. Nobody gets such a count without the password once.
 */
export class Throttle {
  readonly #pool: pg.Pool
  readonly #clock: Clock
  readonly #turns = new Map<string, Promise<void>>()

  constructor(pool: pg.Pool, clock: Clock) {
    this.#pool = pool
    this.#clock = clock
  }

  /**
   * Lets one attempt at a name wait for the one before it, on this server: ten people who share an account and sign in at
   * the same moment are not ten guesses, and nobody buys more hashing by asking in parallel.
   */
  async inTurn<Value>({ username, browser }: Guessed, work: () => Promise<Value>): Promise<Value> {
    const key = `${browser} ${username}`
    const before = this.#turns.get(key)
    const turn = (async () => {
      await before
      return work()
    })()
    const over = turn.then(
      () => undefined,
      () => undefined,
    )
    this.#turns.set(key, over)
    try {
      return await turn
    } finally {
      if (this.#turns.get(key) === over) this.#turns.delete(key)
    }
  }

  /**
   * Asks for an attempt at a password or code and counts it as failed at once, so that many at the same moment
   * do not slip through together. Whoever succeeds takes it back with `succeeded` or `takeBack`.
   */
  async begin({ username, browser }: Guessed): Promise<Attempt> {
    const now = this.#clock.now()
    const client = await this.#pool.connect()
    try {
      await client.query('begin')
      await client.query(
        `insert into sign_in_failures (username, browser, failures, last_at) values ($1, $2, 0, $3)
          on conflict do nothing`,
        [username, browser, now],
      )
      const { rows } = await client.query<Failures>(
        `select failures, last_at, locked_until from sign_in_failures
          where username = $1 and browser = $2 for update`,
        [username, browser],
      )
      const before = rows[0]
      if (before?.locked_until && Date.parse(before.locked_until) > Date.parse(now)) {
        await client.query('rollback')
        return { allowed: false, retryAfter: secondsUntil(now, before.locked_until) }
      }
      const after = countFailure(before, now)
      await client.query(
        `update sign_in_failures set failures = $3, last_at = $4, locked_until = $5
          where username = $1 and browser = $2`,
        [username, browser, after.failures, after.last_at, after.locked_until],
      )
      await client.query('commit')
      return { allowed: true, failures: after.failures, lockSeconds: lockMinutes(after.failures) * 60 }
    } catch (error) {
      await client.query('rollback').catch(() => undefined)
      throw error
    } finally {
      client.release()
    }
  }

  /** The person has proved who he is: his failures there are forgotten, and not those of others elsewhere. */
  async succeeded({ username, browser }: Guessed): Promise<void> {
    await this.#pool.query(`delete from sign_in_failures where username = $1 and browser = $2`, [
      username,
      browser,
    ])
  }

  /** The attempt was right but not the last step: it does not count, and the failures before it stay. */
  async takeBack({ username, browser }: Guessed): Promise<void> {
    await this.#pool.query(
      `update sign_in_failures set failures = greatest(failures - 1, 0), locked_until = null
        where username = $1 and browser = $2`,
      [username, browser],
    )
  }

  /** Removes what has run out: counts, used codes, secrets never confirmed, challenges and sessions. */
  async sweep(): Promise<void> {
    const now = this.#clock.now()
    const sweeps: [string, Instant][] = [
      [`delete from sign_in_failures where last_at < $1`, later(now, -FORGET_MS)],
      [`delete from used_codes where at < $1`, later(now, -CODE_LIFE_MS)],
      [`delete from two_factor_enrolments where at < $1`, later(now, -ENROLMENT_MS)],
      // The sign-in library dates these by the machine's own time; a day's grace forgives any difference.
      [`delete from verifications where expires_at < $1`, later(now, -FORGET_MS)],
      [`delete from sessions where expires_at < $1`, later(now, -FORGET_MS)],
    ]
    for (const [statement, before] of sweeps) await this.#pool.query(statement, [before])
  }

  /**
   * Takes a one-time code out of use (RFC 6238 5.2). Gives false when that account used it within its life already.
   */
  async claimCode(accountId: string, code: string): Promise<boolean> {
    const now = this.#clock.now()
    await this.#pool.query(`delete from used_codes where account_id = $1 and at < $2`, [
      accountId,
      later(now, -CODE_LIFE_MS),
    ])
    const { rowCount } = await this.#pool.query(
      `insert into used_codes (account_id, code, at) values ($1, $2, $3) on conflict do nothing`,
      [accountId, code, now],
    )
    return rowCount === 1
  }
}
