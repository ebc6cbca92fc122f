import { execFile } from 'node:child_process'
import { chownSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Binaries } from './binaries.ts'
import { refused, type Outcome } from './refusal.ts'
import type { RunAs } from './run-as.ts'

export interface InitialiseOptions {
  readonly cluster: string
  readonly user: RunAs
  /** False for a cluster that is thrown away: it need not survive a power cut. */
  readonly sync: boolean
}

/**
 * Makes a new cluster, with data checksums and the builtin C.UTF-8 collation, unless there is one. A half-made
 * one is never taken for a whole: it gets its name when initdb has finished. Runs under the folder's lock. Whoever waits has
 * his hands free: a server reads its code meanwhile.
 */
export async function initialise(
  { bin, major }: Binaries,
  { cluster, user, sync }: InitialiseOptions,
): Promise<Outcome<null>> {
  if (existsSync(join(cluster, 'PG_VERSION'))) return { ok: true, value: null }
  if (existsSync(cluster)) {
    return refused(
      'folder-not-ours',
      `文件夹 ${cluster} 已存在，但不是 PostgreSQL 数据目录，请移走后再启动。`,
      `The folder ${cluster} exists and is not a PostgreSQL cluster: move it away and start again.`,
    )
  }
  const temporary = `${cluster}.new`
  rmSync(temporary, { recursive: true, force: true })
  mkdirSync(temporary, { mode: 0o700 })
  if (user.owner) chownSync(temporary, user.owner.uid, user.owner.gid)
  const made = promisify(execFile)(
    join(bin, 'initdb'),
    [
      ...['-D', temporary, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-instructions'],
      ...['--locale=C', '--data-checksums', ...(sync ? [] : ['--no-sync'])],
      // The builtin provider came with version 17; before it, C is the collation that never changes.
      ...(major >= 17 ? ['--locale-provider=builtin', '--builtin-locale=C.UTF-8'] : []),
    ],
    { ...user.spawn, cwd: '/', encoding: 'utf8', env: { PATH: process.env.PATH ?? '' } },
  )
  await made.catch(error => {
    rmSync(temporary, { recursive: true, force: true })
    throw new Error('initdb failed', { cause: error })
  })
  renameSync(temporary, cluster)
  return { ok: true, value: null }
}
