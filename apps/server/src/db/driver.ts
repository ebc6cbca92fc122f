import {
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
} from 'kysely'
import type pg from 'pg'

/** Names of prepared statements: one text, one name; texts beyond the bound stay unnamed so that memory is bounded too. */
const MAX_NAMED = 500
const names = new Map<string, string>()

function nameOf(text: string): string | undefined {
  const known = names.get(text)
  if (known !== undefined) return known
  if (names.size >= MAX_NAMED) return undefined
  const name = `s${names.size}`
  names.set(text, name)
  return name
}

/** Compiling keeps nothing from one query to the next, and making a compiler costs as much as a query. */
const compiler = new PostgresQueryCompiler()

/** Told of every statement that changed rows. */
export interface Witness {
  changed(statement: string): void
}

/** A Kysely dialect over one connection that somebody else opened, owns and closes. */
export class ConnectionDialect implements Dialect {
  readonly #connection: ClientConnection

  /** `before` is called ahead of every query. */
  constructor(client: pg.PoolClient, before: () => void, witness: Witness | null = null) {
    this.#connection = new ClientConnection(client, before, witness)
  }

  /** The connection goes back to where it came from: a query that comes late must not run in somebody else's scope. */
  close(): void {
    this.#connection.close()
  }

  createDriver(): Driver {
    const connection = this.#connection
    const nothing = (): Promise<void> => Promise.resolve()
    const refuse = (): Promise<never> => Promise.reject(new Error('a scoped transaction does not nest'))
    return {
      init: nothing,
      acquireConnection: () => Promise.resolve(connection),
      beginTransaction: refuse,
      commitTransaction: refuse,
      rollbackTransaction: refuse,
      releaseConnection: nothing,
      destroy: nothing,
    }
  }

  createQueryCompiler = (): PostgresQueryCompiler => compiler
  createAdapter = (): PostgresAdapter => new PostgresAdapter()
  createIntrospector = (db: ConstructorParameters<typeof PostgresIntrospector>[0]): PostgresIntrospector =>
    new PostgresIntrospector(db)
}

const CHANGES = new Set(['INSERT', 'UPDATE', 'DELETE', 'MERGE'])
/** A statement that begins with WITH is called SELECT by its end, whatever it did on the way. */
const CHANGES_INSIDE = /^\s*with\b.*\b(insert\s+into|update|delete\s+from|merge\s+into)\b/is

const hasChanged = ({ command, rowCount }: pg.QueryResult, text: string): boolean =>
  CHANGES.has(command) ? (rowCount ?? 0) > 0 : CHANGES_INSIDE.test(text)

class ClientConnection implements DatabaseConnection {
  readonly #client: pg.PoolClient
  readonly #before: () => void
  readonly #witness: Witness | null
  #open = true

  constructor(client: pg.PoolClient, before: () => void, witness: Witness | null) {
    this.#client = client
    this.#before = before
    this.#witness = witness
  }

  close(): void {
    this.#open = false
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    if (!this.#open) throw new Error('the transaction is over')
    this.#before()
    const name = nameOf(query.sql)
    const values = [...query.parameters]
    const result = await this.#client.query(
      name === undefined ? { text: query.sql, values } : { name, text: query.sql, values },
    )
    const rows = result.rows as Row[]
    if (this.#witness && hasChanged(result, query.sql)) this.#witness.changed(query.sql)
    return result.command === 'SELECT' ? { rows } : { rows, numAffectedRows: BigInt(result.rowCount ?? 0) }
  }

  // eslint rules aside, Kysely's interface asks for it; nothing of ours streams over a scoped transaction.
  streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
    throw new Error('streaming is not offered inside a scoped transaction')
  }
}
