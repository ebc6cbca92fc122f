import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { Binaries } from './binaries.ts'
import { launch, type Launched, type Settings } from './launch.ts'
import { makeSocketFolder, type Place } from './place.ts'
import { isOurs, listens, listProcessesIn, readPostmaster, type Postmaster } from './postmaster.ts'
import { refused, type Outcome } from './refusal.ts'

export interface Running {
  readonly postmaster: Postmaster
  /** False when it ran already. */
  readonly started: boolean
  readonly version: string
}

const LOOK_MS = 25
const START_TIMEOUT_MS = 60_000
/** A server that lives may be replaying a long log after a crash; it is waited for much longer than one that does not. */
const RECOVERY_TIMEOUT_MS = 15 * 60_000
const ATTEMPTS = 3
/** What a start says while the children of a killed server still hold its memory; they are about to go. */
const TRANSIENT = /pre-existing shared memory block|lock file .* already exists/

/** Adopts the server that runs in the folder, or starts one, and waits until it answers. Runs under the folder's lock. */
export async function startOrAdopt(
  place: Place,
  binaries: Binaries,
  { settings = {} }: { readonly settings?: Settings },
): Promise<Outcome<Running>> {
  let child: Launched | null = null
  let failures = 0
  const started = Date.now()
  for (; ; await sleep(LOOK_MS)) {
    const running = readPostmaster(place.cluster)
    if (running && isOurs(running.pid, place.cluster)) {
      const version = running.ready ? await askVersion(running) : null
      if (version !== null)
        return { ok: true, value: { postmaster: running, started: running.pid === child?.pid, version } }
      if (Date.now() - started > RECOVERY_TIMEOUT_MS) break
      continue
    }
    if (Date.now() - started > START_TIMEOUT_MS) break
    // A server that has not written its pid file yet, or children of a killed one, which go by themselves.
    if (listProcessesIn(place.cluster).length > 0 || child?.exited === false) continue
    if (child) {
      if (!TRANSIENT.test(child.lastWords()) && ++failures === ATTEMPTS) break
      await sleep(200)
    } else if (running && (await isUsedElsewhere(place, running))) {
      return inUse(place.dataDir)
    }
    clearStale(place, running)
    const socket = makeSocketFolder(place)
    if (!socket.ok) return socket
    child = launch(place, binaries, settings)
  }
  throw new Error(`PostgreSQL did not start; its last words: ${child?.lastWords() || 'none'}`)
}

/**
 * A pid file whose process is a stranger's by now keeps PostgreSQL from starting. Nobody sits in the folder, and
 * the lock keeps others from starting a server here at this moment; the file goes only if it is still the same.
 */
function clearStale(place: Place, stale: Postmaster | null): void {
  if (stale && readPostmaster(place.cluster)?.pid === stale.pid)
    rmSync(join(place.cluster, 'postmaster.pid'), { force: true })
}

/** PostgreSQL's own guard against two servers in one folder sees neither pids nor memory of another container. */
async function isUsedElsewhere(
  { socketDir }: Place,
  { socketDir: noted, port }: Postmaster,
): Promise<boolean> {
  for (const each of new Set([socketDir, noted])) if (await listens({ socketDir: each, port })) return true
  return false
}

const inUse = (folder: string): Outcome<never> =>
  refused(
    'folder-in-use',
    `文件夹 ${folder} 正被另一个容器里的 PostgreSQL 使用：一个数据文件夹只能有一个数据库，请先停掉那一个。`,
    `A PostgreSQL in another container is using the folder ${folder}: one folder, one database; stop that one first.`,
  )

/** The version of a server that serves, or null while it does not yet, or no longer. */
async function askVersion({ socketDir, port }: Postmaster): Promise<string | null> {
  const client = new pg.Client({
    ...{ host: socketDir, port, user: 'postgres', database: 'postgres', connectionTimeoutMillis: 5_000 },
  })
  client.on('error', () => undefined)
  try {
    await client.connect()
    const { rows } = await client.query<{ server_version: string }>('show server_version')
    return rows[0]?.server_version ?? null
  } catch {
    return null
  } finally {
    await client.end().catch(() => undefined)
  }
}
