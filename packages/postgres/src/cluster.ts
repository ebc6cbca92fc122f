import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  openSync,
  closeSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { findBinaries, type Binaries } from './binaries.ts'
import { holdCluster, type Hold } from './guardian.ts'
import { isAlive, isOurs, listProcessesIn, readPostmaster, type Postmaster } from './postmaster.ts'
import { refused, type Outcome } from './refusal.ts'
import { chooseUser, type RunAs } from './run-as.ts'

export interface ClusterInfo {
  readonly socketDir: string
  readonly port: number
  readonly database: 'postgres'
  readonly user: 'postgres'
  /** False when a running cluster was adopted. */
  readonly started: boolean
  readonly version: string
  readonly dataDir: string
}

export interface Connection {
  readonly host: string
  readonly port: number
  readonly database: string
  readonly user: string
}

export interface Cluster {
  readonly info: ClusterInfo
  /** How to reach a database of the cluster, for `pg`. */
  connection(database?: string, user?: string): Connection
  /** Stops the cluster, or leaves it to the other apps that live on it. */
  stop(): Promise<void>
  /** Leaves the cluster running and gives it up. */
  detach(): void
}

export interface StartOptions {
  /** Folder that holds the cluster, its log and its socket. */
  readonly dataDir: string
  readonly log?: (line: string) => void
  /** Stop the cluster when this process dies without stopping it. Default true. */
  readonly guardian?: boolean
  /** Server settings, e.g. `{ fsync: 'off' }` for a cluster that tests throw away. */
  readonly settings?: Readonly<Record<string, string>>
}

interface Place {
  readonly cluster: string
  readonly logFile: string
  readonly socketDir: string
  readonly holders: string
}

const PORT = 5432
const START_TIMEOUT_MS = 60_000
const STOP_TIMEOUT_MS = 60_000
/** A socket's whole path, file name included, must fit into the kernel's 108 bytes. */
const MAX_SOCKET_DIR = 85

/**
 * A PostgreSQL in a folder: adopts the one that runs there, or initialises and starts one. Two starts at once
 * end with one cluster that both use.
 */
export async function startCluster(options: StartOptions): Promise<Outcome<Cluster>> {
  const user = chooseUser()
  if (!user.ok) return user
  const dataDir = resolve(options.dataDir)
  const place = prepare(dataDir, user.value)
  if (!reaches(user.value, dataDir)) {
    return refused(
      'folder-unreachable',
      `运行 PostgreSQL 的用户进不了文件夹 ${dataDir}：请放开上级文件夹的通过权限（chmod o+x），或用 ANLAN_DATA 换一个位置。`,
      `The user PostgreSQL runs as cannot reach ${dataDir}: let others pass through the folders above it (chmod o+x), or choose another place with ANLAN_DATA.`,
    )
  }
  const binaries = findBinaries(user.value, dataDir)
  if (!binaries.ok) return binaries
  const initialised = initialise(place, binaries.value, user.value)
  if (!initialised.ok) return initialised
  const { postmaster, started } = await startOrAdopt(place, binaries.value, user.value, options)
  const hold = holdCluster(place.holders, place.cluster, postmaster.pid, options.guardian ?? true)
  const info: ClusterInfo = {
    ...{ socketDir: postmaster.socketDir, port: postmaster.port, database: 'postgres', user: 'postgres' },
    ...{ started, version: binaries.value.version, dataDir },
  }
  return { ok: true, value: makeCluster(info, place, postmaster, hold) }
}

function makeCluster(info: ClusterInfo, place: Place, postmaster: Postmaster, hold: Hold): Cluster {
  return {
    info,
    connection: (database = 'postgres', user = 'postgres') => ({
      ...{ host: info.socketDir, port: info.port, database, user },
    }),
    async stop() {
      const others = hold.others()
      hold.release()
      if (others.length === 0) await stopPostmaster(place.cluster, postmaster.pid)
    },
    detach: () => hold.release(),
  }
}

function prepare(dataDir: string, user: RunAs): Place {
  mkdirSync(dataDir, { recursive: true })
  const short = join(tmpdir(), `anlan-${createHash('sha256').update(dataDir).digest('hex').slice(0, 12)}`)
  const inside = join(dataDir, 'run')
  const socketDir = Buffer.byteLength(inside) <= MAX_SOCKET_DIR ? inside : short
  mkdirSync(socketDir, { recursive: true, mode: 0o700 })
  chmodSync(socketDir, 0o700)
  const logFile = join(dataDir, 'postgres.log')
  closeSync(openSync(logFile, 'a', 0o600))
  if (user.owner) {
    // The other user has to pass through the folder; what lies in it keeps its own protection.
    chmodSync(dataDir, statSync(dataDir).mode | 0o111)
    for (const path of [socketDir, logFile]) chownSync(path, user.owner.uid, user.owner.gid)
  }
  return { cluster: join(dataDir, 'cluster'), logFile, socketDir, holders: join(dataDir, 'holders') }
}

/** True when the user can pass through to the folder; as root only trying it as that user tells. */
const reaches = (user: RunAs, folder: string): boolean =>
  user.owner === null ||
  spawnSync('/bin/sh', ['-c', 'test -x "$1"', 'sh', folder], { ...user.spawn, cwd: '/' }).status === 0

/** A half-made cluster is never taken for a whole one: it gets its name when initdb has finished. */
function initialise(place: Place, { bin }: Binaries, user: RunAs): Outcome<null> {
  if (existsSync(join(place.cluster, 'PG_VERSION'))) return { ok: true, value: null }
  if (existsSync(place.cluster)) {
    return refused(
      'folder-not-ours',
      `文件夹 ${place.cluster} 已存在，但不是 PostgreSQL 数据目录，请移走后再启动。`,
      `The folder ${place.cluster} exists and is not a PostgreSQL cluster: move it away and start again.`,
    )
  }
  const temporary = `${place.cluster}.${process.pid}`
  rmSync(temporary, { recursive: true, force: true })
  mkdirSync(temporary, { mode: 0o700 })
  if (user.owner) chownSync(temporary, user.owner.uid, user.owner.gid)
  const made = spawnSync(
    join(bin, 'initdb'),
    [
      ...['-D', temporary, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-instructions'],
      ...['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', '--data-checksums'],
    ],
    { ...user.spawn, cwd: '/', encoding: 'utf8', env: { PATH: process.env.PATH ?? '' } },
  )
  if (made.status !== 0) {
    rmSync(temporary, { recursive: true, force: true })
    throw new Error(`initdb failed: ${made.stderr || made.error?.message || 'no word'}`)
  }
  try {
    renameSync(temporary, place.cluster)
  } catch (error) {
    // Two first starts at once: the other one was faster, and its cluster is as good.
    rmSync(temporary, { recursive: true, force: true })
    if (!existsSync(join(place.cluster, 'PG_VERSION'))) throw error
  }
  return { ok: true, value: null }
}

async function startOrAdopt(
  place: Place,
  binaries: Binaries,
  user: RunAs,
  options: StartOptions,
): Promise<{ postmaster: Postmaster; started: boolean }> {
  const until = Date.now() + START_TIMEOUT_MS
  let child: { pid: number | undefined; exited: boolean } | null = null
  while (Date.now() < until) {
    const running = readPostmaster(place.cluster)
    if (running?.ready && isOurs(running.pid, place.cluster) && (await answers(running))) {
      return { postmaster: running, started: running.pid === child?.pid }
    }
    const busy = running !== null && isOurs(running.pid, place.cluster)
    if (!busy && (child === null || child.exited)) {
      clearStale(place, running)
      // Backends of a killed postmaster hold its shared memory; a new start waits until they are gone.
      if (listProcessesIn(place.cluster).length === 0) child = launch(place, binaries, user, options)
    }
    await sleep(25)
  }
  throw new Error(`PostgreSQL did not start within a minute; its last words: ${lastWords(place.logFile)}`)
}

/** A pid file whose process is a stranger's by now keeps PostgreSQL from starting; it goes only when nobody sits in the folder. */
function clearStale(place: Place, running: Postmaster | null): void {
  if (running && listProcessesIn(place.cluster).length === 0) {
    rmSync(join(place.cluster, 'postmaster.pid'), { force: true })
  }
}

function launch(
  place: Place,
  { bin }: Binaries,
  user: RunAs,
  options: StartOptions,
): { pid: number | undefined; exited: boolean } {
  const settings = {
    listen_addresses: '',
    unix_socket_directories: place.socketDir,
    unix_socket_permissions: '0700',
    port: String(PORT),
    shared_buffers: '128MB',
    max_connections: '60',
    log_timezone: 'UTC',
    timezone: 'UTC',
    ...options.settings,
  }
  const log = openSync(place.logFile, 'a')
  const child = spawn(
    join(bin, 'postgres'),
    ['-D', place.cluster, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    {
      ...user.spawn,
      cwd: '/',
      detached: true,
      stdio: ['ignore', log, log],
      env: { PATH: process.env.PATH ?? '' },
    },
  )
  closeSync(log)
  const state = { pid: child.pid, exited: false }
  child.on('exit', () => (state.exited = true))
  child.on('error', () => (state.exited = true))
  child.unref()
  options.log?.(`PostgreSQL starts, pid ${child.pid ?? 'none'}`)
  return state
}

async function answers({ socketDir, port }: Postmaster): Promise<boolean> {
  const client = new pg.Client({ host: socketDir, port, user: 'postgres', database: 'postgres' })
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.query('select 1')
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** Asks for a fast shutdown, insists after a minute with SIGQUIT, and never kills. */
async function stopPostmaster(cluster: string, pid: number): Promise<void> {
  if (!isOurs(pid, cluster)) return
  process.kill(pid, 'SIGINT')
  for (const started = Date.now(); isAlive(pid); await sleep(20)) {
    const waited = Date.now() - started
    if (waited > STOP_TIMEOUT_MS && waited < STOP_TIMEOUT_MS + 25) process.kill(pid, 'SIGQUIT')
    if (waited > STOP_TIMEOUT_MS * 2) throw new Error(`PostgreSQL ${pid} does not stop`)
  }
}

const lastWords = (logFile: string): string =>
  readFileSync(logFile, 'utf8').trim().split('\n').slice(-3).join(' | ')
