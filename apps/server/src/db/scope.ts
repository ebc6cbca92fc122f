import type { Actor } from '@anlan/domain'
import { Kysely } from 'kysely'
import type pg from 'pg'
import { holdNews, type Topic } from '../live/news.ts'
import { ConnectionDialect } from './driver.ts'
import { gather } from './gather.ts'
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

const scopeValues = ({ scope, accountId }: Actor): string[] =>
  scope.kind === 'county' ? ['county', '', accountId] : ['units', `{${scope.units.join(',')}}`, accountId]

/** Names what row-level security shows an actor: whoever has the same sees the same rows, his own account's aside. */
export const scopeKey = (actor: Actor): string => scopeValues(actor).slice(0, 2).join(' ')

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
   * throws; with `keep` giving false for the value (a refusal), rolls back too and still returns it.
   */
  async transaction<Value>(
    actor: Actor,
    work: (tx: Tx) => Promise<Value>,
    keep: (value: Value) => boolean = keepUnlessRefused,
  ): Promise<Value> {
    const client = await this.#pool.connect()
    const { tx, opening, close } = open(client, 'begin', actor)
    let broken = false
    try {
      const news = holdNews(tx)
      const value = await work(tx)
      await opening
      close()
      const kept = keep(value)
      await client.query(kept ? 'commit' : 'rollback')
      if (kept) this.#committed(news)
      return value
    } catch (error) {
      close()
      broken = !(await client.query('rollback').then(
        () => true,
        () => false,
      ))
      throw error
    } finally {
      client.release(broken)
    }
  }

  /** Reads with the actor's scope. The answer does not wait for the transaction's end. */
  async read<Value>(actor: Actor, work: (tx: Tx) => Promise<Value>): Promise<Value> {
    const client = await this.#pool.connect()
    const { tx, opening, close } = open(client, 'begin read only', actor)
    try {
      const value = await work(tx)
      await opening
      return value
    } finally {
      close()
      client.query('commit').then(
        () => client.release(),
        () => client.release(true),
      )
    }
  }
}

/** Opens a transaction and sets its scope, without waiting for either: the first query goes out with them. */
function open(
  client: pg.PoolClient,
  begin: string,
  actor: Actor,
): { tx: Tx; opening: Promise<unknown>; close: () => void } {
  gather(client)
  const opening = Promise.all([
    client.query(begin),
    client.query({ ...SET_SCOPE, values: scopeValues(actor) }),
  ])
  // Its failure shows again in the first query of the work; here it must only not go unhandled.
  opening.catch(() => undefined)
  const dialect = new ConnectionDialect(client)
  return { tx: new Kysely<Schema>({ dialect }), opening, close: () => dialect.close() }
}

/** A refused `Result` must leave nothing behind. */
function keepUnlessRefused(value: unknown): boolean {
  return !(typeof value === 'object' && value !== null && 'ok' in value && value.ok === false)
}
