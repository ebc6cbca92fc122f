import { createHmac } from 'node:crypto'
import { Kysely, PostgresDialect } from 'kysely'
import type pg from 'pg'
import { Announcer } from '../live/news.ts'
import { migrate } from './migrate.ts'
import { createPool } from './pool.ts'
import { Database } from './scope.ts'

/** Where a database is reached, by role. */
export type ConnectAs = (user?: 'anlan_app' | 'anlan_auth') => pg.PoolConfig

export interface Connections {
  /** The trade's tables, as a role that row-level security binds. */
  readonly db: Database
  /** Accounts and sessions, for the sign-in library. */
  readonly auth: pg.Pool
  /** The schema's owner, for migrations and the job queue's own tables. */
  readonly owner: pg.Pool
  readonly ownerConfig: pg.PoolConfig
  readonly listener: pg.ClientConfig
  /** The word that news of this server carry. */
  readonly origin: string
  /** Names of the migrations that had to run. */
  readonly migrated: readonly string[]
  close(): Promise<void>
}

/** How to reach a PostgreSQL given by URL; the login roles get a password derived from the product's secret. */
export function connectByUrl(url: string, secret: string): { connectAs: ConnectAs; password: string } {
  const password = createHmac('sha256', secret).update('database roles').digest('base64url')
  const connectAs: ConnectAs = user => {
    if (user === undefined) return { connectionString: url }
    const address = new URL(url)
    address.username = user
    address.password = password
    return { connectionString: address.href }
  }
  return { connectAs, password }
}

/** Migrates a database and opens its pools. `password` is null where the socket's own protection suffices. */
export async function openConnections(
  connectAs: ConnectAs,
  password: string | null,
  onError: (error: Error) => void,
): Promise<Connections> {
  const owner = createPool({ connection: connectAs(), max: 3, onError })
  const kysely = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: owner }) })
  const migrated = await migrate(kysely, password)
  const app = createPool({ connection: connectAs('anlan_app'), max: 10, onError, pipeline: true })
  const announcer = new Announcer(app)
  const auth = createPool({ connection: connectAs('anlan_auth'), max: 4, onError })
  return {
    db: new Database(app, news => announcer.tell(news)),
    origin: announcer.origin,
    auth,
    owner,
    ownerConfig: connectAs(),
    listener: connectAs('anlan_app') as pg.ClientConfig,
    migrated,
    close: async () => {
      await announcer.close()
      await Promise.all([app.end(), auth.end(), owner.end()])
    },
  }
}
