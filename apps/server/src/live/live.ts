import { EventEmitter } from 'node:events'
import { sql } from 'kysely'
import pg from 'pg'
import type { Logger } from 'pino'
import type { Tx } from '../db/scope.ts'

/** What boards can listen to. The message says only what changed; whoever shows it asks again. */
export type Topic = `campaign:${string}` | `inbox:${string}` | `hazards` | `sessions`

const CHANNEL = 'anlan_changed'
/** At most four snapshots a second reach a subscriber, however many changes there are. */
const COALESCE_MS = 250

/** Tells all servers of this database, once the transaction commits, that a topic changed. */
export async function announce(tx: Tx, topic: Topic): Promise<void> {
  await sql`select pg_notify(${CHANNEL}, ${topic})`.execute(tx)
}

/** Carries changes from PostgreSQL's notifications to subscribers, and reconnects by itself. */
export class Live {
  readonly #emitter = new EventEmitter().setMaxListeners(0)
  readonly #connection: pg.ClientConfig
  readonly #log: Logger
  #client: pg.Client | null = null
  #closed = false
  #retry: NodeJS.Timeout | undefined

  constructor(connection: pg.ClientConfig, log: Logger) {
    this.#connection = connection
    this.#log = log
  }

  async start(): Promise<void> {
    const client = new pg.Client(this.#connection)
    client.on('notification', message => this.#emitter.emit(message.payload ?? ''))
    client.on('error', error => this.#log.warn({ err: error }, 'live connection lost'))
    client.on('end', () => this.#reconnect())
    this.#client = client
    try {
      await client.connect()
      await client.query(`listen ${CHANNEL}`)
      // Whatever was announced while nobody listened is unknown: everybody looks again.
      for (const name of this.#emitter.eventNames()) this.#emitter.emit(name)
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
   * Snapshots of a topic: one at once, then one after each burst of changes, never closer than a quarter second.
   * Ends when the signal aborts.
   */
  async *snapshots<Value>(
    topic: Topic,
    take: () => Promise<Value>,
    signal: AbortSignal,
  ): AsyncGenerator<Value> {
    let changed = false
    let wake: () => void = () => undefined
    const stop = this.listen(topic, () => {
      changed = true
      wake()
    })
    signal.addEventListener('abort', () => wake(), { once: true })
    try {
      while (!signal.aborted) {
        changed = false
        yield await take()
        await new Promise(resolve => setTimeout(resolve, COALESCE_MS))
        // Changes during the snapshot or the pause are shown at once; otherwise sleep until there is one.
        if (!changed && !signal.aborted) await new Promise<void>(resolve => (wake = resolve))
      }
    } finally {
      stop()
    }
  }

  async close(): Promise<void> {
    this.#closed = true
    clearTimeout(this.#retry)
    await this.#client?.end()
  }
}
