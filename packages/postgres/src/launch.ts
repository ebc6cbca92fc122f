import { spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Binaries } from './binaries.ts'
import type { Place } from './place.ts'
import { clusterName } from './postmaster.ts'

export type Settings = Readonly<Record<string, string>>

/** A server that was started and may not be ready yet. */
export interface Launched {
  readonly pid: number | undefined
  exited: boolean
  /** The last lines it has written to the log. */
  lastWords(): string
}

const PORT = 5432

/** Starts the server detached, writing to the log file and listening on a private socket only. */
export function launch(place: Place, { bin }: Binaries, settings: Settings): Launched {
  const all = {
    listen_addresses: '',
    unix_socket_directories: place.socketDir,
    unix_socket_permissions: '0700',
    port: String(PORT),
    cluster_name: clusterName(place.cluster),
    shared_buffers: '128MB',
    max_connections: '60',
    log_timezone: 'UTC',
    timezone: 'UTC',
    ...settings,
  }
  const before = statSync(place.logFile).size
  const log = openSync(place.logFile, 'a')
  const child = spawn(
    join(bin, 'postgres'),
    ['-D', place.cluster, ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    {
      ...place.user.spawn,
      // From its first moment it sits in the folder, so that nobody thinks the folder deserted.
      cwd: place.cluster,
      detached: true,
      stdio: ['ignore', log, log],
      env: { PATH: process.env.PATH ?? '' },
    },
  )
  closeSync(log)
  const launched: Launched = {
    pid: child.pid,
    exited: false,
    lastWords: () =>
      readFileSync(place.logFile).subarray(before).toString('utf8').trim().split('\n').slice(-4).join(' | '),
  }
  child.on('exit', () => (launched.exited = true))
  child.on('error', () => (launched.exited = true))
  child.unref()
  return launched
}
