import { sayDay, type Day } from '@anlan/domain'
import { sql } from 'kysely'
import type { Tx } from '../db/scope.ts'
import type { Notice } from '../inbox/send-notice.ts'
import { distance, FARTHEST, monthDay, reminderFor } from './reminder-days.ts'

interface HazardDuty {
  readonly account_id: string
  readonly hazard_id: string
  readonly number: string
  readonly place: string
  readonly due_on: Day
}

/** Being rectified, and not come into the system with a deadline that had passed. */
export const IS_IN_WORK = sql`hazards.state = 'rectifying'
  and hazards.due_on >= (hazards.reported_at at time zone 'Asia/Shanghai')::date`

/** What rectification leads are told of their hazards on a day. */
export async function remindOfHazards(tx: Tx, today: Day): Promise<Notice[]> {
  const { rows } = await sql<HazardDuty>`
    select hazards.lead_id as account_id, hazards.id as hazard_id, hazards.number, hazards.place, hazards.due_on
    from hazards join accounts on accounts.id = hazards.lead_id and accounts.disabled_at is null
    where ${IS_IN_WORK} and hazards.due_on <= ${today}::date + ${FARTHEST}::int`.execute(tx)
  return rows.flatMap(hazard => noticeOf(hazard, today))
}

function noticeOf(hazard: HazardDuty, today: Day): Notice[] {
  const reminder = reminderFor(hazard.due_on, today)
  if (reminder === null) return []
  const when = distance(hazard.due_on, today)
  return [
    {
      accountId: hazard.account_id,
      kind: reminder === 'overdue' ? 'overdue' : 'due',
      title: { zh: `隐患整改${when.zh}`, en: `Rectification ${when.en}` },
      body: {
        zh: `${hazard.number} ${hazard.place}，整改期限${monthDay(hazard.due_on)}。`,
        en: `${hazard.number} ${hazard.place}, deadline ${sayDay(hazard.due_on).en}.`,
      },
      link: `/hazards/${hazard.hazard_id}`,
      dedupeKey: `hazard ${hazard.hazard_id} ${hazard.due_on} ${reminder}`,
    },
  ]
}
