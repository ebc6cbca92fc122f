import { execFileSync } from 'node:child_process'
import { readFileSync, readlinkSync } from 'node:fs'
import { hostname } from 'node:os'

/** One process and no later one: pids come round again, a pid with its time of birth does not. */
export interface ProcessIdentity {
  readonly pid: number
  readonly born: string
  /** The machine, its boot and its pid namespace: outside of it the pid means nothing. */
  readonly place: string
}

/** When a process was born, in the system's own words; null when it is gone. A zombie is gone: it only waits to be counted. */
export function bornAt(pid: number): string | null {
  if (process.platform === 'linux') {
    const stat = readOrNull(`/proc/${pid}/stat`)
    // The program's name stands in parentheses and may hold any character, so fields count from the last one.
    const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ')
    return !fields || fields[0] === 'Z' || fields[0] === 'X' ? null : (fields[19] ?? null)
  }
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' })
      .trim()
      .replaceAll(/\W+/g, '-')
  } catch {
    return null
  }
}

function readOrNull(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}

/** The name of this pid namespace of this boot of this machine. */
export const place = ((): string => {
  if (process.platform !== 'linux') return hostname()
  const boot = readOrNull('/proc/sys/kernel/random/boot_id')?.trim() ?? hostname()
  try {
    return `${boot} ${readlinkSync('/proc/self/ns/pid')}`
  } catch {
    return boot
  }
})()

const own = bornAt(process.pid) ?? 'now'

/** This process. */
export const self: ProcessIdentity = { pid: process.pid, born: own, place }

/** True while the process lives. One of another place is not known here, and counts as gone. */
export const lives = ({ pid, born, place: where }: ProcessIdentity): boolean =>
  where === place && bornAt(pid) === born
