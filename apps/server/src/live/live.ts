import { EventEmitter } from 'node:events'
import pg from 'pg'
import type { Logger } from 'pino'
import { Board, COALESCE_MS } from './board.ts'
import { CHANNEL, type Topic } from './news.ts'

/** Under this name whoever wants to hear of everything hears of it; no topic is called so. */
const EVERY = Symbol('every')
/** What one more open board adds to every board's pause, and how long that may get. */
const MS_A_BOARD = 2
const LONGEST_PAUSE_MS = 600

interface OpenBoard {
  readonly board: Board<unknown>
  readonly stop: () => void
}

/** Carries changes from PostgreSQL's notifications to subscribers, and reconnects by itself. */
export class Live {
  readonly #emitter = new EventEmitter().setMaxListeners(0)
  readonly #connection: pg.ClientConfig
  readonly #log: Logger
  readonly #origin: string
  #client: pg.Client | null = null
  #closed = false
  #retry: NodeJS.Timeout | undefined
  readonly #boards = new Map<string, OpenBoard>()
  /** How many streams each account has open on this server. */
  readonly #streams = new Map<string, number>()

  /** `origin` is the word that this server's own news carry. */
  constructor(connection: pg.ClientConfig, log: Logger, origin: string) {
    this.#connection = connection
    this.#log = log
    this.#origin = origin
  }

  async start(): Promise<void> {
    const client = new pg.Client(this.#connection)
    client.on('notification', ({ payload = '' }) => {
      const [topic = '', origin] = payload.split(' ')
      // Whoever keeps something in memory hears first: a board that is idle is drawn within its call.
      this.#emitter.emit(EVERY, topic, origin === this.#origin)
      this.#emitter.emit(topic, origin === this.#origin)
    })
    client.on('error', error => this.#log.warn({ err: error }, 'live connection lost'))
    client.on('end', () => this.#reconnect())
    this.#client = client
    try {
      await client.connect()
      await client.query(`listen ${CHANNEL}`)
      // Whatever was announced while nobody listened is unknown: everybody looks again.
      this.#emitter.emit(EVERY, null, false)
      for (const name of this.#emitter.eventNames()) if (name !== EVERY) this.#emitter.emit(name, false)
    } catch (error) {
      this.#log.warn({ err: error }, 'live connection refused')
      this.#reconnect()
    }
  }

  #reconnect(): void {
    if (this.#closed || this.#retry) return
    this.#retry = setTimeout(() => {
      this.#retry = undefined
      void this.start()
    }, 1000)
    this.#retry.unref()
  }

  /** Calls back on every change of a topic until the returned function is called. */
  listen(topic: Topic, heard: () => void): () => void {
    this.#emitter.on(topic, heard)
    return () => this.#emitter.off(topic, heard)
  }

  /**
   * Calls back on every change of anything, before whoever listens to its topic, and says whether this server announced it itself; with null for the topic when
   * anything may have changed, since nobody listened for a while.
   */
  listenToAll(heard: (topic: Topic | null, isOwn: boolean) => void): void {
    this.#emitter.on(EVERY, heard)
  }

  /**
   * Lets an account open one more stream, unless it has `most` of them.
   * @returns what to call when the stream ends, or null
   */
  admit(accountId: string, most: number): (() => void) | null {
    const open = this.#streams.get(accountId) ?? 0
    if (open >= most) return null
    this.#streams.set(accountId, open + 1)
    let left = false
    return () => {
      if (left) return
      left = true
      const still = (this.#streams.get(accountId) ?? 1) - 1
      if (still > 0) this.#streams.set(accountId, still)
      else this.#streams.delete(accountId)
    }
  }

  /** Has a topic's boards on this server drawn anew, where time alone changes what they show. */
  nudge(topic: Topic): void {
    this.#emitter.emit(topic, true)
  }

  /**
   * Snapshots of what some topics are about: one at once, then one after each burst of changes, never closer than a quarter second.
   * Everybody of one `audience` shares them, so it must name whatever decides what a reader sees. Ends when the
   * signal aborts.
   */
  async *snapshots<Value>(
    topics: Topic | readonly [Topic, ...Topic[]],
    audience: string,
    take: () => Promise<Value>,
    signal: AbortSignal = new AbortController().signal,
  ): AsyncGenerator<Value> {
    const all = [topics].flat() as readonly Topic[]
    const key = `${String(all[0])} ${audience}`
    const open = this.#boards.get(key) ?? this.#open(key, all, take)
    try {
      yield* (open.board as Board<Value>).watch(signal)
    } finally {
      if (!open.board.isWatched) {
        open.stop()
        this.#boards.delete(key)
      }
    }
  }

  /** With hundreds of different boards open each is drawn less often: late by half a second, and not by minutes. */
  #pause(): number {
    return Math.min(Math.max(COALESCE_MS, this.#boards.size * MS_A_BOARD), LONGEST_PAUSE_MS)
  }

  #open(key: string, topics: readonly Topic[], take: () => Promise<unknown>): OpenBoard {
    const board = new Board(take, () => this.#pause())
    const stops = topics.map(topic => this.listen(topic, () => board.change()))
    const open = { board, stop: () => stops.forEach(stop => stop()) }
    this.#boards.set(key, open)
    return open
  }

  async close(): Promise<void> {
    this.#closed = true
    clearTimeout(this.#retry)
    await this.#client?.end()
  }
}
