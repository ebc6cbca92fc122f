import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import type { Tx } from '../db/scope.ts'

/** What boards can listen to. The message says only what changed; whoever shows it asks again. */
export type Topic =
  | `campaign:${string}`
  | `inbox:${string}`
  | `drill:${string}`
  /** Facts of a drill came; what stands in its own row did not change. */
  | `facts:${string}`
  | `drills:${string}`
  | `county-drill:${string}`
  | 'hazards'
  | 'registers'
  | 'sessions'
  | 'devices'
  | 'audit'

export const CHANNEL = 'anlan_changed'
/** How long news may wait for more of it. */
const GATHER_MS = 20
const AGAIN_MS = 1_000

const held = new WeakMap<Tx, Set<Topic>>()

/** Opens a transaction's list of news; whoever commits it hands the list to the announcer. */
export function holdNews(tx: Tx): ReadonlySet<Topic> {
  const news = new Set<Topic>()
  held.set(tx, news)
  return news
}

/** Tells all servers of this database, once the transaction has committed, that a topic changed. */
export function announce(tx: Tx, topic: Topic): void {
  const news = held.get(tx)
  if (!news) throw new Error('only a transaction that changes something has news')
  news.add(topic)
}

/** Tells all servers of something the trade's transactions have no part in, such as how far a job has come. */
export const announceAlone = async (owner: pg.Pool, topic: Topic): Promise<void> => {
  await owner.query('select pg_notify($1, $2)', [CHANNEL, topic])
}

/**
 * Carries news of committed transactions to PostgreSQL's notifications, gathered for a few milliseconds. Not from within
 * the transactions: one that notifies holds a lock of the whole cluster until its commit is on disk, so that changes
 * would be written one after the other and never together. A server that dies in between takes the news with it, not the
 * change: boards then show it with the next one.
 */
export class Announcer {
  /** By this word a server knows its own news again. */
  readonly origin = randomUUID()
  readonly #pool: pg.Pool
  #gathered = new Set<Topic>()
  #timer: NodeJS.Timeout | undefined

  constructor(pool: pg.Pool) {
    this.#pool = pool
  }

  tell(news: ReadonlySet<Topic>): void {
    for (const topic of news) this.#gathered.add(topic)
    if (this.#gathered.size > 0) this.#send(GATHER_MS)
  }

  #send(after: number): void {
    this.#timer ??= setTimeout(() => void this.#flush().catch(() => this.#send(AGAIN_MS)), after)
  }

  async #flush(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const topics = [...this.#gathered]
    if (topics.length === 0) return
    this.#gathered = new Set()
    try {
      await this.#pool.query({
        name: 'news',
        text: `select pg_notify($1, topic || ' ' || $3) from unnest($2::text[]) topic`,
        values: [CHANNEL, topics, this.origin],
      })
    } catch (error) {
      for (const topic of topics) this.#gathered.add(topic)
      throw error
    }
  }

  /** Sends what is left, if the database still answers. */
  async close(): Promise<void> {
    await this.#flush().catch(() => undefined)
  }
}
