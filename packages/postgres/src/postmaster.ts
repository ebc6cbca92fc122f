import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, readlinkSync, realpathSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { bornAt } from './process-identity.ts'

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

/**
 * The name a cluster's processes bear in their titles. Root in a container may not look into another user's
 * process, so the folder of a backend is told by this name.
 */
export const clusterName = (cluster: string): string =>
  `anlan-${createHash('sha256').update(cluster).digest('hex').slice(0, 12)}`

/** True when the process is the PostgreSQL of this folder: a pid alone may be a stranger's by now. */
export const isOurs = (pid: number, cluster: string): boolean =>
  bornAt(pid) !== null && isPostgresOf(pid, cluster)

/** True when the folder's server lives. Asked all the time, so it is content with less where asking costs a program. */
export function isUp(cluster: string): boolean {
  const pid = readPostmaster(cluster)?.pid
  if (pid === undefined) return false
  if (process.platform === 'linux') return isOurs(pid, cluster)
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

/** Pids of PostgreSQL's processes in the folder: backends may outlive a killed postmaster for a moment. */
export function listProcessesIn(cluster: string): number[] {
  const all =
    process.platform === 'linux'
      ? readdirSync('/proc').filter(name => /^\d+$/.test(name))
      : execFileSync('ps', ['-axo', 'pid='], { encoding: 'utf8' }).trim().split(/\s+/)
  return all.map(Number).filter(pid => isOurs(pid, cluster))
}

function isPostgresOf(pid: number, cluster: string): boolean {
  try {
    if (process.platform !== 'linux') {
      const command = execFileSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' })
      return isPostgres(command) && speaksOf(command.trim(), cluster)
    }
    const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
    return isPostgres(words[0] ?? '') && (speaksOf(words.join(' '), cluster) || sitsIn(pid, cluster))
  } catch {
    return false
  }
}

const isPostgres = (program: string): boolean => /(^|\/)postgres(:|\s|$)/.test(program)

/** A postmaster names its folder after `-D`; its children carry the cluster's name in their title. */
const speaksOf = (command: string, cluster: string): boolean =>
  `${command} `.includes(` -D ${cluster} `) || command.startsWith(`postgres: ${clusterName(cluster)}: `)

function sitsIn(pid: number, cluster: string): boolean {
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(cluster)
  } catch {
    return false
  }
}

/**
 * True when somebody listens on the server's socket. A socket in a shared folder reaches across containers,
 * where pids do not.
 */
export function listens({ socketDir, port }: Pick<Postmaster, 'socketDir' | 'port'>): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(join(socketDir, `.s.PGSQL.${port}`))
    const answer = (value: boolean) => (): void => {
      socket.destroy()
      resolve(value)
    }
    socket.on('connect', answer(true)).on('error', answer(false)).setTimeout(2_000, answer(true))
  })
}
