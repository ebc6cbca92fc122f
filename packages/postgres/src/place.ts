import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  closeSync,
  lstatSync,
  mkdirSync,
  openSync,
  realpathSync,
  renameSync,
  rmdirSync,
  statSync,
} from 'node:fs'
import { createHash } from 'node:crypto'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { refused, type Outcome } from './refusal.ts'
import { chooseUser, type RunAs } from './run-as.ts'

/** Where everything about one cluster lies. */
export interface Paths {
  readonly dataDir: string
  readonly cluster: string
  readonly logFile: string
  readonly socketDir: string
  /** One file for each process that lives on the cluster. */
  readonly holders: string
  readonly locks: string
}

/** The paths, and the user the server runs as. */
export interface Place extends Paths {
  readonly user: RunAs
}

/** A socket's whole path, file name included, must fit into the kernel's 108 bytes. */
const MAX_SOCKET_DIR = 85
const LOG_LIMIT = 10 * 1024 * 1024

/** The paths of the cluster in a data folder, which is named by its real path. */
export function pathsOf(dataDir: string): Paths {
  const inside = join(dataDir, 'run')
  const hash = createHash('sha256').update(dataDir).digest('hex').slice(0, 12)
  return {
    dataDir,
    cluster: join(dataDir, 'cluster'),
    logFile: join(dataDir, 'postgres.log'),
    socketDir:
      Buffer.byteLength(inside) <= MAX_SOCKET_DIR ? inside : join(realpathSync(tmpdir()), `anlan-${hash}`),
    holders: join(dataDir, 'holders'),
    locks: join(dataDir, 'locks'),
  }
}

/** Where an upgrade makes the new cluster. */
export const freshFolder = ({ cluster }: Pick<Paths, 'cluster'>): string => `${cluster}.upgraded`

/** Makes the folders of a cluster and looks whether the user PostgreSQL runs as can work in them. */
export function preparePlace(folder: string): Outcome<Place> {
  const made = makeFolder(resolve(folder))
  if (!made.ok) return made
  const dataDir = made.value
  const user = chooseUser(join(dataDir, 'cluster'))
  if (!user.ok) return user
  const place: Place = { ...pathsOf(dataDir), user: user.value }
  // The other user has to pass through the folder; what lies in it keeps its own protection.
  if (place.user.owner) chmodSync(dataDir, statSync(dataDir).mode | 0o111)
  if (!reaches(place.user, dataDir)) return unreachable(dataDir)
  for (const path of [place.holders, place.locks]) mkdirSync(path, { recursive: true })
  openLog(place)
  return { ok: true, value: place }
}

/** The folder's real path, so that one cluster has one name however it is called. */
function makeFolder(folder: string): Outcome<string> {
  try {
    mkdirSync(folder, { recursive: true })
    closeSync(openSync(join(folder, 'postgres.log'), 'a', 0o600))
    return { ok: true, value: realpathSync(folder) }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : ''
    if (code !== 'EACCES' && code !== 'EPERM' && code !== 'EROFS' && code !== 'ENOTDIR') throw error
    return refused(
      'folder-unreachable',
      `文件夹 ${folder} 不能写入：请检查权限，或用 ANLAN_DATA 换一个位置。`,
      `The folder ${folder} cannot be written: check its permissions, or choose another place with ANLAN_DATA.`,
    )
  }
}

/** Everybody may make folders in the temporary one, so what lies there under our name must prove to be ours. */
export function makeSocketFolder({ socketDir, user }: Place): Outcome<null> {
  mkdirSync(socketDir, { recursive: true, mode: 0o700 })
  const found = lstatSync(socketDir)
  const allowed = [process.getuid?.(), user.owner?.uid]
  if (!found.isDirectory() || !allowed.includes(found.uid)) {
    return refused(
      'folder-of-another-user',
      `文件夹 ${socketDir} 属于另一个用户，请删除后再启动。`,
      `The folder ${socketDir} belongs to another user: remove it and start again.`,
    )
  }
  chmodSync(socketDir, 0o700)
  if (user.owner) chownSync(socketDir, user.owner.uid, user.owner.gid)
  return { ok: true, value: null }
}

/** A socket's folder outside the data folder is nobody's once the server is down. */
export function removeSocketFolder({ socketDir, dataDir }: Paths): void {
  if (socketDir.startsWith(dataDir)) return
  try {
    rmdirSync(socketDir)
  } catch {
    // Something else lies in it, or it is gone: both are fine.
  }
}

function openLog({ logFile, user }: Place): void {
  if (statSync(logFile).size > LOG_LIMIT) {
    renameSync(logFile, `${logFile}.1`)
    closeSync(openSync(logFile, 'a', 0o600))
  }
  if (user.owner) chownSync(logFile, user.owner.uid, user.owner.gid)
}

/** True when the user can pass through to the folder; as root only trying it as that user tells. */
const reaches = (user: RunAs, folder: string): boolean =>
  user.owner === null ||
  spawnSync('/bin/sh', ['-c', 'test -x "$1"', 'sh', folder], { ...user.spawn, cwd: '/' }).status === 0

const unreachable = (folder: string): Outcome<never> =>
  refused(
    'folder-unreachable',
    `运行 PostgreSQL 的用户进不了文件夹 ${folder}：请放开上级文件夹 ${dirname(folder)} 的通过权限（chmod o+x），或用 ANLAN_DATA 换一个位置。`,
    `The user PostgreSQL runs as cannot reach ${folder}: let others pass through the folders above it (chmod o+x), or choose another place with ANLAN_DATA.`,
  )
