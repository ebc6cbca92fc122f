import { spawn, type ChildProcess } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'
import type { StartOptions } from '../cluster.ts'
import { stopPostmaster } from '../leave.ts'
import { readPostmaster } from '../postmaster.ts'

const MAIN = fileURLToPath(new URL('app-main.ts', import.meta.url))

/** Settings of a cluster whose durability is not the subject. */
export const FAST = { fsync: 'off', full_page_writes: 'off' } as const

export interface Said {
  readonly event: string
  readonly [key: string]: unknown
}

/** A process that lives on a cluster. */
export interface RunningApp {
  readonly child: ChildProcess
  /** Gives an order and waits for what it answers. */
  order(line: 'start' | 'stop', answer?: string): Promise<Said>
  /** Gives an order nobody waits for. */
  tell(line: string): void
  /** The next thing of that name it says. */
  hear(event: string): Promise<Said>
  /** Kills it with SIGKILL and waits until it is gone. */
  kill(): Promise<void>
}

export interface AppOrders extends Omit<StartOptions, 'log'> {
  readonly become?: { readonly uid: number; readonly gid: number }
  readonly backupTo?: string
  readonly onSaid?: (said: Said) => void
}

/** Starts an app as a process of its own; it dies with the test at the latest. */
export async function runApp({ onSaid, ...orders }: AppOrders): Promise<RunningApp> {
  const child = spawn(process.execPath, [MAIN, JSON.stringify(orders)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const gone = new Promise<void>(resolve => child.once('exit', () => resolve()))
  const waiting = new Set<{ event: string; resolve: (said: Said) => void; reject: (error: Error) => void }>()
  createInterface(child.stdout).on('line', line => {
    const said = JSON.parse(line) as Said
    onSaid?.(said)
    for (const each of waiting) {
      if (said.event !== each.event && said.event !== 'failed') continue
      waiting.delete(each)
      if (said.event === each.event) each.resolve(said)
      else each.reject(new Error(String(said.message)))
    }
  })
  const hear = (event: string): Promise<Said> =>
    new Promise((resolve, reject) => {
      waiting.add({ event, resolve, reject })
      void gone.then(() => reject(new Error(`the app died before it said "${event}"`)))
    })
  const app: RunningApp = {
    child,
    hear,
    tell: line => void child.stdin.write(`${line}\n`),
    order: (line, answer = line === 'start' ? 'ready' : 'stopped') => {
      const heard = hear(answer)
      app.tell(line)
      return heard
    },
    kill: async () => {
      child.kill('SIGKILL')
      await gone
    },
  }
  child.stdin.on('error', () => undefined)
  onTestFinished(() => app.kill())
  await hear('here')
  return app
}

/** A folder for a cluster, which is stopped and removed with the test. */
export function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'anlan-pg-'))
  // As root the cluster runs as somebody else, who has to pass through.
  chmodSync(folder, 0o755)
  onTestFinished(async () => {
    await stopPostmaster(join(folder, 'cluster')).catch(() => undefined)
    rmSync(folder, { recursive: true, force: true })
  })
  return folder
}

/** The pid of the folder's server. */
export function postmasterOf(folder: string): number {
  const pid = readPostmaster(join(folder, 'cluster'))?.pid
  if (pid === undefined) throw new Error(`no server in ${folder}`)
  return pid
}
