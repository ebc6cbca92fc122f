import {
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs'
import { basename, join } from 'node:path'
import pg from 'pg'
import { findBinaries, type Binaries } from './binaries.ts'
import { copyDatabase, copyRoles, listDatabases, NotCarriedOver } from './copy-database.ts'
import { countHolders } from './holders.ts'
import { initialise } from './initialise.ts'
import { stopPostmaster } from './leave.ts'
import { freshFolder, type Paths, type Place } from './place.ts'
import { isUp, type Postmaster } from './postmaster.ts'
import { refused, type Outcome } from './refusal.ts'
import { startOrAdopt } from './start-or-adopt.ts'

/** A database while it moves: where its rows are, and where its schema has to be made for them. */
export interface Move {
  readonly database: string
  readonly from: pg.ClientConfig
  readonly to: pg.ClientConfig
}

export interface UpgradeOptions {
  /** Makes, in the new cluster's database, the schema the old one has: tables, grants, policies, functions. */
  readonly makeSchema: (move: Move) => Promise<void>
  /** Schemas whose tables are not carried over, because their owner makes them anew. */
  readonly leaveBehind?: readonly string[]
}

/** Beside the old server's, in the same private folder. */
const NEW_PORT = '5433'

/** The major version that made the cluster, or null where there is none. */
export function readMajor(cluster: string): number | null {
  try {
    return Number.parseInt(readFileSync(join(cluster, 'PG_VERSION'), 'utf8'), 10)
  } catch {
    return null
  }
}

/**
 * Makes a cluster of an older major version one of ours: a new cluster beside it, the schema by the caller, roles,
 * rows and sequences from the running old one, everything compared, and only then the two change names. The old
 * folder is kept as `cluster-<major>`. Runs under the folder's lock; whatever goes wrong, the old cluster stays.
 */
export async function upgradeIfOlder(
  place: Place,
  binaries: Binaries,
  { upgrade, log }: { readonly upgrade?: UpgradeOptions; readonly log?: (line: string) => void },
): Promise<Outcome<null>> {
  finishSwitch(place)
  const major = readMajor(place.cluster)
  if (major === null || major === binaries.major) return { ok: true, value: null }
  if (major > binaries.major) return newer(major, binaries.major)
  if (!upgrade) return older(major, binaries.major)
  const old = findBinaries(place.user, place.dataDir, { major })
  if (!old.ok) return old
  // Our own note is among the holders.
  if (isUp(place.cluster) && countHolders(place.holders) > 1) return stillUsed(place.cluster, major)
  if (!hasSpaceFor(place.cluster)) return noSpace(place.dataDir)

  const fresh: Place = { ...place, cluster: freshFolder(place) }
  await stopPostmaster(fresh.cluster)
  rmSync(fresh.cluster, { recursive: true, force: true })
  log?.(`PostgreSQL ${major} → ${binaries.major}: the data moves into a new cluster`)
  let whole = false
  try {
    const moved = await moveAll(place, old.value, fresh, binaries, upgrade)
    if (!moved.ok) return moved
    log?.(`PostgreSQL ${major} → ${binaries.major}: ${moved.value} rows moved and compared`)
    whole = true
  } catch (error) {
    if (error instanceof NotCarriedOver) return notCarriedOver(major, binaries.major, error.message)
    throw error
  } finally {
    await stopPostmaster(fresh.cluster)
    await stopPostmaster(place.cluster)
    if (!whole) rmSync(fresh.cluster, { recursive: true, force: true })
  }
  // From here on a start that finds this note ends what was begun, in whichever moment it was interrupted.
  const note = `${noteOf(place)}.new`
  writeFileSync(note, `cluster-${major}`, { flush: true })
  renameSync(note, noteOf(place))
  finishSwitch(place)
  return { ok: true, value: null }
}

async function moveAll(
  place: Place,
  oldBinaries: Binaries,
  fresh: Place,
  binaries: Binaries,
  { makeSchema, leaveBehind = [] }: UpgradeOptions,
): Promise<Outcome<number>> {
  const made = await initialise(binaries, { cluster: fresh.cluster, user: place.user, sync: true })
  if (!made.ok) return made
  const before = await startOrAdopt(place, oldBinaries, {})
  if (!before.ok) return before
  const after = await startOrAdopt(fresh, binaries, { settings: { port: NEW_PORT } })
  if (!after.ok) return after
  const reach = ({ socketDir, port }: Postmaster, database: string): pg.ClientConfig => ({
    ...{ host: socketDir, port, database, user: 'postgres' },
  })
  const [from, to] = [before.value.postmaster, after.value.postmaster]
  const databases = await withClients([reach(from, 'postgres'), reach(to, 'postgres')], async (old, now) => {
    await copyRoles(old, now)
    const found = await listDatabases(old)
    for (const { name, owner } of found.filter(each => each.name !== 'postgres'))
      await now.query(`create database ${pg.escapeIdentifier(name)} owner ${pg.escapeIdentifier(owner)}`)
    return found
  })
  let rows = 0
  for (const { name: database } of databases) {
    await makeSchema({ database, from: reach(from, database), to: reach(to, database) })
    rows += await withClients([reach(from, database), reach(to, database)], (old, now) =>
      copyDatabase(old, now, leaveBehind),
    )
  }
  return { ok: true, value: rows }
}

async function withClients<Value>(
  configs: readonly [pg.ClientConfig, pg.ClientConfig],
  work: (from: pg.Client, to: pg.Client) => Promise<Value>,
): Promise<Value> {
  const [from, to] = [new pg.Client(configs[0]), new pg.Client(configs[1])]
  for (const client of [from, to]) client.on('error', () => undefined)
  try {
    await Promise.all([from.connect(), to.connect()])
    return await work(from, to)
  } finally {
    await Promise.allSettled([from.end(), to.end()])
  }
}

const noteOf = ({ dataDir }: Pick<Paths, 'dataDir'>): string => join(dataDir, 'upgraded')

/** Gives the two clusters their names, from wherever a start before this one was interrupted. */
function finishSwitch(paths: Paths): void {
  const note = noteOf(paths)
  if (!existsSync(note)) return
  const kept = join(paths.dataDir, basename(readFileSync(note, 'utf8')))
  const fresh = freshFolder(paths)
  if (existsSync(fresh)) {
    if (existsSync(paths.cluster)) renameSync(paths.cluster, kept)
    renameSync(fresh, paths.cluster)
  }
  rmSync(note, { force: true })
}

/** The new cluster needs about what the old one takes, and a little to work in. */
function hasSpaceFor(cluster: string): boolean {
  const { bavail, bsize } = statfsSync(cluster)
  return bavail * bsize > sizeOf(cluster) + 128 * 1024 * 1024
}

function sizeOf(path: string): number {
  const found = lstatSync(path, { throwIfNoEntry: false })
  if (!found?.isDirectory()) return found?.size ?? 0
  return readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0)
}

const newer = (there: number, ours: number): Outcome<never> =>
  refused(
    'cluster-newer',
    `数据由 PostgreSQL ${there} 保存，本版本只带 PostgreSQL ${ours}：请使用较新的安澜版本。`,
    `The data was kept by PostgreSQL ${there} and this version brings PostgreSQL ${ours}: use the newer Anlan.`,
  )

const older = (there: number, ours: number): Outcome<never> =>
  refused(
    'cluster-older',
    `数据由 PostgreSQL ${there} 保存，本版本带 PostgreSQL ${ours}：请先用 npm start 启动一次，完成升级。`,
    `The data was kept by PostgreSQL ${there} and this version brings PostgreSQL ${ours}: run npm start once, which upgrades it.`,
  )

const stillUsed = (cluster: string, major: number): Outcome<never> =>
  refused(
    'folder-in-use',
    `文件夹 ${cluster} 里的 PostgreSQL ${major} 仍在被旧版安澜使用，请先停掉旧版再启动。`,
    `An older Anlan is still running on PostgreSQL ${major} in ${cluster}: stop it, then start again.`,
  )

const noSpace = (folder: string): Outcome<never> =>
  refused(
    'no-space',
    `磁盘空间不足，无法升级数据库：${folder} 所在磁盘需要再容纳一份数据。`,
    `There is no room to upgrade the database: the disk of ${folder} has to hold the data once more.`,
  )

const notCarriedOver = (from: number, to: number, what: string): Outcome<never> =>
  refused(
    'cluster-older',
    `数据库从 PostgreSQL ${from} 升级到 ${to} 时有内容无法带过去（${what}），旧数据未动。`,
    `Upgrading from PostgreSQL ${from} to ${to} something could not be carried over (${what}); the old data is untouched.`,
  )
