import type { Actor } from '@anlan/domain'
import { Kysely } from 'kysely'
import type pg from 'pg'
import { holdNews, type Topic } from '../live/news.ts'
import { ConnectionDialect } from './driver.ts'
import { gather } from './gather.ts'
import { RecordWitness, type UnrecordedReason } from './record-witness.ts'
import type { Schema } from './schema.ts'

/** A transaction that carries an actor and a scope; nothing reaches the trade's tables without one. */
export type Tx = Kysely<Schema>

/** The server itself, when a job acts. It sees the county and is named in the audit. */
export const SYSTEM: Actor = {
  accountId: '00000000-0000-7000-8000-000000000000',
  name: '系统',
  role: 'county-admin',
  // Branded by hand: the system sits at no unit, and no unit has this id.
  unitId: '00000000-0000-7000-8000-000000000000' as Actor['unitId'],
  scope: { kind: 'county' },
}

const SET_SCOPE = {
  name: 'scope',
  text: `select set_config('anlan.scope', $1, true), set_config('anlan.units', $2, true), set_config('anlan.account', $3, true)`,
}

/** Whose scope a transaction has. */
export type Scoped = Pick<Actor, 'scope' | 'accountId'>

const scopeValues = ({ scope, accountId }: Scoped): string[] =>
  scope.kind === 'county' ? ['county', '', accountId] : ['units', `{${scope.units.join(',')}}`, accountId]

/** Names what row-level security shows an actor: whoever has the same sees the same rows, his own account's aside. */
export const scopeKey = (actor: Scoped): string => scopeValues(actor).slice(0, 2).join(' ')

export class Database {
  readonly #pool: pg.Pool
  readonly #committed: (news: ReadonlySet<Topic>) => void

  /**
   * `pool` must be a pipelining one: opening and scoping a transaction then cost no round trip of their own.
   * `committed` is told what each transaction announced, once it can no longer be undone.
   */
  constructor(pool: pg.Pool, committed: (news: ReadonlySet<Topic>) => void) {
    this.#pool = pool
    this.#committed = committed
  }

  /**
   * Runs `work` in one transaction with the actor's scope. Commits when it resolves, rolls back when it
   * throws; a refused `Result` rolls back too and is still returned.
   * @throws instead of committing rows that were changed without a line in the audit
   */
  transaction<Value>(actor: Scoped, work: (tx: Tx) => Promise<Value>): Promise<Value> {
    return this.#run(actor, work, new RecordWitness())
  }

  /** A transaction that the audit need not show; the reason stands in one table. */
  unrecorded<Value>(
    actor: Scoped,
    _reason: UnrecordedReason,
    work: (tx: Tx) => Promise<Value>,
  ): Promise<Value> {
    return this.#run(actor, work, null)
  }

  async #run<Value>(
    actor: Scoped,
    work: (tx: Tx) => Promise<Value>,
    witness: RecordWitness | null,
  ): Promise<Value> {
    const client = await this.#pool.connect()
    gather(client)
    const opening = Promise.all([
      client.query('begin'),
      client.query({ ...SET_SCOPE, values: scopeValues(actor) }),
    ])
    // Its failure shows again in the first query of `work`; here it must only not go unhandled.
    opening.catch(() => undefined)
    const dialect = new ConnectionDialect(client, () => gather(client), witness)
    const tx = new Kysely<Schema>({ dialect })
    let broken = false
    try {
      const news = holdNews(tx)
      const value = await work(tx)
      await opening
      dialect.close()
      const kept = !isRefused(value)
      if (kept) witness?.demandRecord()
      await client.query(kept ? 'commit' : 'rollback')
      if (kept) this.#committed(news)
      return value
    } catch (error) {
      dialect.close()
      broken = !(await client.query('rollback').then(
        () => true,
        () => false,
      ))
      throw error
    } finally {
      client.release(broken)
    }
  }

  /**
   * Reads with the actor's scope. What `work` asks together goes out as one packet and is one read-only transaction,
   * opened, scoped and ended in it, so that nothing waits for an end. Statements see what is committed when they begin,
   * here as in any transaction of PostgreSQL's usual isolation.
   */
  async read<Value>(actor: Scoped, work: (tx: Tx) => Promise<Value>): Promise<Value> {
    const client = await this.#pool.connect()
    const frame: Promise<unknown>[] = []
    const send = (query: string | pg.QueryConfig): void => {
      const sent = client.query(query)
      // What is wrong with the connection shows in the queries of `work`; here it must only not go unhandled.
      sent.catch(() => undefined)
      frame.push(sent)
    }
    let isOpen = false
    const begin = (): void => {
      if (isOpen) return
      isOpen = true
      gather(client, () => {
        send('commit')
        isOpen = false
      })
      send('begin read only')
      send({ ...SET_SCOPE, values: scopeValues(actor) })
    }
    const release = (): void => {
      // Whoever threw before his packet was gone leaves a transaction that is not ended yet.
      if (isOpen) return process.nextTick(release)
      Promise.all(frame).then(
        () => client.release(),
        () => client.release(true),
      )
    }
    const dialect = new ConnectionDialect(client, begin)
    try {
      return await work(new Kysely<Schema>({ dialect }))
    } finally {
      dialect.close()
      release()
    }
  }
}

/** A refused `Result` must leave nothing behind. */
const isRefused = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'ok' in value && value.ok === false
