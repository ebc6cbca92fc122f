import { setTimeout as sleep } from 'node:timers/promises'

export interface Watched {
  /** Cheap: asked twice a second. */
  isUp(): boolean
  /** Brings it up again. A refusal is thrown as an error. */
  bringUp(): Promise<void>
  say(line: string): void
}

const LOOK_MS = 500
const LONGEST_PAUSE_MS = 30_000

/**
 * Looks after something that must run: whenever it is down, brings it up again; when that fails, tries again
 * after a pause that grows.
 * @returns a function that ends the watch, and resolves once no attempt is under way
 */
export function keepRunning({ isUp, bringUp, say }: Watched): () => Promise<void> {
  const ended = new AbortController()
  const pause = (ms: number): Promise<void> =>
    sleep(ms, undefined, { ref: false, signal: ended.signal }).catch(() => undefined)
  const watch = async (): Promise<void> => {
    for (let failures = 0; !ended.signal.aborted;) {
      if (isUp()) {
        await pause(LOOK_MS)
        continue
      }
      try {
        say('PostgreSQL is gone; starting it again')
        await bringUp()
        failures = 0
      } catch (error) {
        failures += 1
        say(`PostgreSQL does not come back: ${error instanceof Error ? error.message : String(error)}`)
        await pause(Math.min(LOOK_MS * 2 ** failures, LONGEST_PAUSE_MS))
      }
    }
  }
  const watching = watch()
  return async () => {
    ended.abort()
    await watching
  }
}
