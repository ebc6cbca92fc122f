import { spawn } from 'node:child_process'

/** A process of ours, with what it has said so far. */
export interface Child {
  readonly pid: number
  readonly startedAt: number
  /** Waits for a line; gives the match and the moment it was heard (`performance.now`). */
  heard(pattern: RegExp, withinMs: number): Promise<{ match: RegExpExecArray; at: number }>
  /** The moment a line was first heard, or null when it never was. */
  firstHeard(pattern: RegExp): number | null
  /** Asks it to end, insists after ten seconds, and resolves when it is gone. */
  end(): Promise<void>
}

const PATIENCE_MS = 10_000
/** Enough for what a start says; a server's log goes on for as long as it is asked things. */
const KEPT_CHARACTERS = 20_000

/** Starts a program in a process group of its own, so that ending it ends whatever it started in turn. */
export function startChild(
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  cwd: string,
): Child {
  const startedAt = performance.now()
  const child = spawn(program, args, { env, cwd, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  const pieces: { at: number; upTo: number }[] = []
  const listeners = new Set<() => void>()
  const exited = new Promise<void>(resolve => {
    const gone = (): void => {
      said += `\n(ended with ${child.exitCode ?? child.signalCode ?? 'an error'})`
      for (const listener of listeners) listener()
      resolve()
    }
    child.once('exit', gone)
    child.once('error', gone)
  })
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (bytes: Buffer) => {
      if (said.length < KEPT_CHARACTERS) said += bytes.toString()
      if (pieces.at(-1)?.upTo !== said.length) pieces.push({ at: performance.now(), upTo: said.length })
      for (const listener of listeners) listener()
    })
  const signal = (name: NodeJS.Signals): void => {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
    process.kill(-child.pid, name)
  }
  return {
    pid: child.pid ?? 0,
    startedAt,
    heard: (pattern, withinMs) =>
      new Promise((resolve, reject) => {
        const stop = (): void => {
          clearTimeout(timer)
          listeners.delete(look)
        }
        const look = (): void => {
          const match = pattern.exec(said)
          if (match) resolve({ match, at: performance.now() })
          else if (said.includes('(ended with ')) reject(new Error(`${program} ended early: ${said}`))
          else return
          stop()
        }
        const timer = setTimeout(() => {
          reject(new Error(`${program} did not say ${pattern.source} within ${withinMs} ms: ${said}`))
          stop()
        }, withinMs)
        listeners.add(look)
        look()
      }),
    firstHeard(pattern) {
      const index = pattern.exec(said)?.index
      return index === undefined ? null : (pieces.find(piece => piece.upTo > index)?.at ?? null)
    },
    async end() {
      signal('SIGTERM')
      const timer = setTimeout(() => signal('SIGKILL'), PATIENCE_MS)
      await exited
      clearTimeout(timer)
    },
  }
}
