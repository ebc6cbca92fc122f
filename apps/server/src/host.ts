import { checkDatabaseUrl, ensureDatabase, startCluster } from '@anlan/postgres'
import { chmodSync, mkdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from './config.ts'
import { connectByUrl, type ConnectAs } from './db/connect.ts'

/** A database that runs: how to reach it, and how to leave it. */
export interface Host {
  readonly connectAs: ConnectAs
  readonly password: string | null
  readonly version: string
  stop(): Promise<void>
}

/** A refusal in words for whoever runs the machine. */
export class HostRefusal extends Error {
  constructor({ zh, en }: { zh: string; en: string }) {
    super(`${zh}\n${en}`)
  }
}

const DATABASE = 'anlan'

/** The database a configuration names: PostgreSQL by URL, or the embedded one in the data folder. */
export async function openHost(config: Config, secret: string): Promise<Host> {
  if (config.databaseUrl !== null) {
    const checked = await checkDatabaseUrl(config.databaseUrl)
    if (!checked.ok) throw new HostRefusal(checked.error.message)
    return {
      ...connectByUrl(config.databaseUrl, secret),
      version: checked.value,
      stop: () => Promise.resolve(),
    }
  }
  if (process.getuid?.() === 0) {
    // As root PostgreSQL runs as somebody else, who has to pass through our folder to his own.
    mkdirSync(config.dataDir, { recursive: true })
    chmodSync(config.dataDir, statSync(config.dataDir).mode | 0o111)
  }
  const started = await startCluster({ dataDir: join(config.dataDir, 'postgres') })
  if (!started.ok) throw new HostRefusal(started.error.message)
  const cluster = started.value
  await ensureDatabase(cluster, DATABASE)
  return {
    // The socket's folder is closed to everybody else, so the roles need no password there.
    connectAs: user => cluster.connection(DATABASE, user),
    password: null,
    version: cluster.info.version,
    stop: () => cluster.stop(),
  }
}
