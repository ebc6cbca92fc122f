import type { Instant } from '@anlan/domain'
import { createHash } from 'node:crypto'
import type pg from 'pg'
import type { Clock } from '../clock.ts'
import { Lanes } from '../lanes.ts'
import { networkOf } from './peer-address.ts'
import { later, secondsUntil } from './throttle.ts'

/** So many names may fail from one address within the window without a success after it. */
export const PEER_NAMES = 100
const PEER_WINDOW_MS = 30 * 60_000
/** So many passwords of one address are compared at a time: as many as there are threads for it. */
const AT_ONCE = 4

/**
 * Holds back an address that tries one password on many names. A single account is guarded by its own lock
 * (`throttle.ts`), so this counts names and not attempts: a person who mistypes ten times is one name, and none once
 * he is in. All schools of a county often reach the Internet through one address, and on the morning on which four hundred
 * people use their first password dozens fail before they get it right: fifty failures in ten minutes, as
 * it was counted once, would have locked the county out. A hundred names that stay failed within half an hour are no
 * such morning. Somebody who guesses behind that address can use the hundred up; then browsers that somebody has signed
 * in with before go on (`known-browser.ts`), and only new ones wait.
 */
export class PeerThrottle {
  readonly #pool: pg.Pool
  readonly #clock: Clock
  readonly #lanes = new Lanes(AT_ONCE)

  constructor(pool: pg.Pool, clock: Clock) {
    this.#pool = pool
    this.#clock = clock
  }

  /**
   * Lets an address have a few attempts under way and the others wait, so that it cannot ask ten thousand times
   * before the first answer is counted. `work` asks `wait` when its turn has come.
   */
  inLane<Value>(peer: string, work: () => Promise<Value>): Promise<Value> {
    return this.#lanes.in(networkOf(peer), work)
  }

  /** Seconds an address has to wait, or null. */
  async wait(peer: string): Promise<number | null> {
    const now = this.#clock.now()
    const { rows } = await this.#pool.query<{ at: Instant }>(
      `select at from peer_failures where peer = $1 and at > $2 order by at desc offset $3 limit 1`,
      [networkOf(peer), later(now, -PEER_WINDOW_MS), PEER_NAMES - 1],
    )
    return rows[0] ? secondsUntil(now, later(rows[0].at, PEER_WINDOW_MS)) : null
  }

  /** Counts a name as failed from an address. */
  async failed(peer: string, name: string): Promise<void> {
    await this.#pool.query(
      `insert into peer_failures (peer, name_hash, at) values ($1, $2, $3)
        on conflict (peer, name_hash) do update set at = excluded.at`,
      [networkOf(peer), hashOf(name), this.#clock.now()],
    )
  }

  /** The name's password was right: it no longer counts. */
  async succeeded(peer: string, name: string): Promise<void> {
    await this.#pool.query(`delete from peer_failures where peer = $1 and name_hash = $2`, [
      networkOf(peer),
      hashOf(name),
    ])
  }

  /** Removes what has run out. */
  async sweep(): Promise<void> {
    await this.#pool.query(`delete from peer_failures where at < $1`, [
      later(this.#clock.now(), -PEER_WINDOW_MS),
    ])
  }
}

/** What people type for a name is at times their password: it is told apart and not written down. */
const hashOf = (name: string): string => createHash('sha256').update(name).digest('hex')
