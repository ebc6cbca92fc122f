import { checkDatabaseUrl, ensureDatabase, startCluster, type Cluster } from '@anlan/postgres'
import { chmodSync, existsSync, mkdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from './config.ts'
import { carryOver } from './db/carry-over.ts'
import { connectByUrl, type ConnectAs } from './db/connect.ts'

/** A database that runs: how to reach it, and how to leave it. */
export interface Host {
  readonly connectAs: ConnectAs
  readonly password: string | null
  readonly version: string
  /** The embedded cluster; null where the database is somebody else's. */
  readonly cluster: Cluster | null
  /** From now on brings the embedded server up again whenever it is gone. */
  keepRunning(): void
  stop(): Promise<void>
}

/** A refusal in words for whoever runs the machine. */
export class HostRefusal extends Error {
  constructor({ zh, en }: { zh: string; en: string }) {
    super(`${zh}\n${en}`)
  }
}

/** The product's database in the embedded cluster. */
export const DATABASE = 'anlan'

/** Where the embedded cluster lies in a data folder. */
export const clusterFolder = (dataDir: string): string => join(dataDir, 'postgres')

/** What a restore that did not come to its end leaves in a data folder. */
export const UNFINISHED_RESTORE = '.restoring'

/** The database a configuration names: PostgreSQL by URL, or the embedded one in the data folder. */
export async function openHost(
  config: Pick<Config, 'databaseUrl' | 'dataDir'>,
  secret: string,
  say: (line: string) => void = () => undefined,
): Promise<Host> {
  if (existsSync(join(config.dataDir, UNFINISHED_RESTORE))) throw new HostRefusal(interrupted(config.dataDir))
  if (config.databaseUrl !== null) {
    const checked = await checkDatabaseUrl(config.databaseUrl)
    if (!checked.ok) throw new HostRefusal(checked.error.message)
    return {
      ...connectByUrl(config.databaseUrl, secret),
      ...{ cluster: null, version: checked.value },
      keepRunning: () => undefined,
      stop: () => Promise.resolve(),
    }
  }
  letPass(config.dataDir)
  const started = await startCluster({ dataDir: clusterFolder(config.dataDir), upgrade: carryOver, log: say })
  if (!started.ok) throw new HostRefusal(started.error.message)
  const cluster = started.value
  try {
    await ensureDatabase(cluster, DATABASE)
  } catch (error) {
    await cluster.stop()
    throw error
  }
  return {
    // The socket's folder is closed to everybody else, so the roles need no password there.
    connectAs: user => cluster.connection(DATABASE, user),
    password: null,
    ...{ cluster, version: cluster.info.version },
    keepRunning: () => cluster.keepRunning(say),
    stop: () => cluster.stop(),
  }
}

/** As root PostgreSQL runs as somebody else, who has to pass through our folder to his own. */
export function letPass(folder: string): void {
  mkdirSync(folder, { recursive: true })
  if (process.getuid?.() === 0) chmodSync(folder, statSync(folder).mode | 0o111)
}

const interrupted = (folder: string): { zh: string; en: string } => ({
  zh: `文件夹 ${folder} 里有一次未完成的恢复：请删除该文件夹，再重新恢复。`,
  en: `A restore into ${folder} did not come to its end: remove that folder and restore again.`,
})
