import { PgBoss, type ConstructorOptions } from 'pg-boss'
import type pg from 'pg'
import type { App } from '../app.ts'
import { matchHeldByItself } from '../bus/held-alarms.ts'
import { cleanUpFiles } from '../files/clean-up-files.ts'
import { bringUpEntries } from '../registers/bring-up-entries.ts'
import { followEndedTerms } from '../responsibility/ended-terms.ts'
import { restandCounty } from '../registers/restand-county.ts'
import { takeSnapshot } from '../indicators/take-snapshot.ts'
import { proposeByLimits } from '../supervision/propose-by-limits.ts'
import { sendReminders } from './reminders.ts'
import { keepTallies } from './keep-tallies.ts'
import { endRetention } from './retention.ts'

interface StandingJob {
  /** When, by China's clock. */
  readonly cron: string
  readonly work: (app: App) => Promise<unknown>
}

const STANDING = {
  /** Before the school day, and once at each start. */
  reminders: {
    cron: '0 7 * * *',
    work: async app => app.log.info({ sent: await sendReminders(app) }, 'reminders sent'),
  },
  /** After the reminders: what they have not moved is proposed to a leader, and no more than proposed. */
  'propose-measures': {
    cron: '20 7 * * *',
    work: async app => app.log.info({ proposed: await proposeByLimits(app) }, 'measures proposed'),
  },
  /** What a server that died in between had still to draw: another does it soon, or itself at its next start. */
  'settle-drills': { cron: '*/5 * * * *', work: app => app.settlement.catchUp() },
  /** County summaries whose server died while it gathered. */
  'gather-county': { cron: '* * * * *', work: app => app.gathering.catchUp(app) },
  /** Entries that an earlier version wrote; those that did not read are looked at again by each that starts. */
  'bring-up-entries': {
    cron: '40 2 * * *',
    work: async app => app.log.info(await bringUpEntries(app), 'entries brought up to the present form'),
  },
  /** Clocks of registers run out over night, and while the server was off. */
  'restand-county': { cron: '10 0 * * *', work: restandCounty },
  /** The first thing of the day on which a term has run out. */
  'follow-terms': {
    cron: '5 0 * * *',
    work: async app => app.log.info({ followed: await followEndedTerms(app) }, 'terms that ran out followed'),
  },
  /** After standings are drawn anew: figures of the day as it begins. */
  'take-snapshot': {
    cron: '40 0 * * *',
    work: async app => app.log.info(await takeSnapshot(app), 'figures of the day'),
  },
  /** Counts kept for the boards, compared with a recount while nobody works. */
  'keep-tallies': { cron: '20 2 * * *', work: keepTallies },
  /** Ledgers are completed by and by. */
  'match-bus-alarms': { cron: '*/10 * * * *', work: matchHeldByItself },
  /** When nobody signs in. */
  sweep: { cron: '30 3 * * *', work: app => Promise.all([app.throttle.sweep(), app.peers.sweep()]) },
  'clean-up': {
    cron: '0 4 * * *',
    work: async app => app.log.info(await cleanUpFiles(app), 'unused files removed'),
  },
  /** When nobody drills, and once at each start: a server that is off at night still lets names go. */
  retention: {
    cron: '15 4 * * *',
    work: async app => app.log.info(await endRetention(app), 'names whose purpose ended removed'),
  },
} as const satisfies Record<string, StandingJob>

/** What is made up for at each start. */
const AT_START: readonly (keyof typeof STANDING)[] = [
  'bring-up-entries',
  'settle-drills',
  'gather-county',
  'follow-terms',
  'reminders',
  'propose-measures',
  'retention',
  'restand-county',
  'take-snapshot',
]

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
  for (const [queue, { cron, work }] of Object.entries<StandingJob>(STANDING)) {
    await boss.createQueue(queue)
    await boss.work(queue, () => work(app))
    await boss.schedule(queue, cron, null, { tz: 'Asia/Shanghai' })
  }
  // A job that an older version had is nobody's work any more, and its turns would pile up.
  for (const { name } of await boss.getSchedules()) if (!(name in STANDING)) await boss.unschedule(name)
  for (const queue of AT_START) await boss.send(queue, {}, { singletonKey: app.clock.today(), retryLimit: 3 })
}
