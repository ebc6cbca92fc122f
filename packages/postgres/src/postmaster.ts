import { readdirSync, readFileSync, readlinkSync, realpathSync } from 'node:fs'
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'

/** What a running server writes about itself into `postmaster.pid`. */
export interface Postmaster {
  readonly pid: number
  readonly port: number
  readonly socketDir: string
  readonly ready: boolean
}

/** Reads `postmaster.pid`; null when there is none or it is not whole yet. */
export function readPostmaster(cluster: string): Postmaster | null {
  try {
    const lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')
    const pid = Number(lines[0])
    if (!Number.isInteger(pid) || pid <= 0) return null
    return {
      pid,
      port: Number(lines[3]),
      socketDir: lines[4] ?? '',
      ready: (lines[7] ?? '').trim() === 'ready',
    }
  } catch {
    return null
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** True when the process is a PostgreSQL that sits in this folder: a pid alone may belong to a stranger by now. */
export function isOurs(pid: number, cluster: string): boolean {
  if (!isAlive(pid)) return false
  try {
    if (process.platform === 'linux') {
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
      return command.includes('postgres') && readlinkSync(`/proc/${pid}/cwd`) === realpathSync(cluster)
    }
    if (process.platform === 'win32') return true
    const command = execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' })
    return command.includes('postgres') && command.includes(cluster)
  } catch {
    return false
  }
}

/** Pids of processes that sit in the folder: backends may outlive a killed postmaster for a moment. */
export function listProcessesIn(cluster: string): number[] {
  if (process.platform !== 'linux') {
    const postmaster = readPostmaster(cluster)
    return postmaster && isOurs(postmaster.pid, cluster) ? [postmaster.pid] : []
  }
  const folder = realpathSync(cluster)
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .map(Number)
    .filter(pid => {
      try {
        return readlinkSync(`/proc/${pid}/cwd`) === folder
      } catch {
        return false
      }
    })
}
