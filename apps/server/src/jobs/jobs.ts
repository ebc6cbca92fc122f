import { PgBoss, type ConstructorOptions } from 'pg-boss'
import type pg from 'pg'
import type { App } from '../app.ts'
import { sendReminders } from './reminders.ts'

const QUEUE = 'reminders'
/** Every day at 07:00 in China, before the school day, and once at each start. */
const EVERY_MORNING = '0 7 * * *'

const SWEEP = 'sweep'
/** Every night, when nobody signs in. */
const EVERY_NIGHT = '30 3 * * *'

export interface Jobs {
  stop(): Promise<void>
}

/** Starts the job queue, which keeps tables of its own as the schema's owner, and lays down the standing jobs. */
export async function startJobs(app: App, owner: pg.PoolConfig): Promise<Jobs> {
  const { host, port, user, database, connectionString } = owner
  const boss = new PgBoss({
    ...(connectionString ? { connectionString } : { host, port, user, database }),
    max: 2,
  } as ConstructorOptions)
  boss.on('error', error => app.log.error({ err: error }, 'job queue'))
  try {
    await layDown(boss, app)
  } catch (error) {
    await boss.stop({ graceful: false, close: true }).catch(() => undefined)
    throw error
  }
  return { stop: () => boss.stop({ graceful: true, timeout: 2_000, close: true }) }
}

async function layDown(boss: PgBoss, app: App): Promise<void> {
  await boss.start()
  await boss.createQueue(QUEUE)
  await boss.work(QUEUE, async () => {
    const sent = await sendReminders(app)
    app.log.info({ sent }, 'reminders sent')
  })
  await boss.schedule(QUEUE, EVERY_MORNING, null, { tz: 'Asia/Shanghai' })
  await boss.send(QUEUE, {}, { singletonKey: app.clock.today(), retryLimit: 3 })
  await boss.createQueue(SWEEP)
  await boss.work(SWEEP, () => app.throttle.sweep())
  await boss.schedule(SWEEP, EVERY_NIGHT, null, { tz: 'Asia/Shanghai' })
}
