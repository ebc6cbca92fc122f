import type pg from 'pg'
import { setTimeout as sleep } from 'node:timers/promises'
import type { App } from '../app.ts'
import { startJobs, type Jobs } from './jobs.ts'

const FIRST_PAUSE_MS = 1_000
const LONGEST_PAUSE_MS = 60_000

/**
 * Starts the job queue as soon as the database lets it. People work meanwhile: a queue that cannot start yet is no
 * reason to end the server.
 */
export function keepJobs(app: App, owner: pg.PoolConfig): Jobs {
  const stopped = new AbortController()
  const start = async (): Promise<Jobs | null> => {
    for (let pause = FIRST_PAUSE_MS; !stopped.signal.aborted; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
      try {
        return await startJobs(app, owner)
      } catch (error) {
        app.log.error({ err: error }, 'job queue does not start; trying again')
        await sleep(pause, undefined, { ref: false, signal: stopped.signal }).catch(() => undefined)
      }
    }
    return null
  }
  const starting = start()
  return {
    async stop() {
      stopped.abort()
      const jobs = await starting
      await jobs?.stop()
    },
  }
}
