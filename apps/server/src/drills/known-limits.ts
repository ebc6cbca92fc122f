import type { CountyLimit } from '@anlan/domain'
import { SYSTEM, type Database } from '../db/scope.ts'
import { readLimits } from './standards.queries.ts'

const KEPT_MS = 5_000

/**
 * The county's numbers for boards, which are drawn many times a second. A change takes effect on the next day at the
 * earliest, so that a few seconds' delay shows nowhere.
 */
export class KnownLimits {
  readonly #db: Database
  #reading: Promise<readonly CountyLimit[]> | null = null
  #readAt = 0

  constructor(db: Database) {
    this.#db = db
  }

  now(): Promise<readonly CountyLimit[]> {
    if (this.#reading && Date.now() - this.#readAt < KEPT_MS) return this.#reading
    this.#readAt = Date.now()
    const reading = this.#db.read(SYSTEM, async tx => (await readLimits(tx)).value)
    this.#reading = reading
    // A failed reading is made again by whoever asks next.
    reading.catch(() => {
      if (this.#reading === reading) this.#reading = null
    })
    return reading
  }
}
