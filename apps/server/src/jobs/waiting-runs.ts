import { dayOf, daysBetween, type AreaId, type Day, type Instant } from '@anlan/domain'
import { sql } from 'kysely'
import type { Tx } from '../db/scope.ts'
import type { Notice } from '../inbox/send-notice.ts'
import { waitingNotice } from '../inspections/waiting-run.ts'

/** Days between two reminders, and how long a run is asked after that nobody went on with. */
const EVERY_DAYS = 3
const LONGEST_DAYS = 30

interface Row {
  readonly account_id: string
  readonly id: string
  readonly area: AreaId
  readonly on: Day
  readonly waiting_since: Instant
}

/** What principals are told of the inspections that wait for them alone: every third day, for a month. */
export async function remindOfWaitingRuns(tx: Tx, today: Day): Promise<Notice[]> {
  const { rows } = await sql<Row>`
    select accounts.id as account_id, r.id, r.area, r.on_day as on, r.waiting_since from inspection_runs r
    join accounts on accounts.unit_id = r.unit_id and accounts.role = 'principal' and accounts.disabled_at is null
    where r.waiting_since is not null and r.handed_in_at is null and r.discarded_at is null`.execute(tx)
  return rows.flatMap(({ account_id, waiting_since, ...run }) => {
    const days = daysBetween(dayOf(waiting_since), today)
    return days > LONGEST_DAYS ? [] : [waitingNotice(account_id, run, Math.floor(days / EVERY_DAYS))]
  })
}
