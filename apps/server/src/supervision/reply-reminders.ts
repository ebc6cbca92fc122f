import {
  ANSWERING_STATES,
  MAY,
  SUPERVISION_KINDS,
  sayDay,
  type Day,
  type SupervisionKind,
} from '@anlan/domain'
import { sql } from 'kysely'
import type { Tx } from '../db/scope.ts'
import type { Notice } from '../inbox/send-notice.ts'
import { distance, FARTHEST, reminderFor } from '../jobs/reminder-days.ts'

interface Owed {
  readonly account_id: string
  readonly matter_id: string
  readonly measure_id: string
  readonly kind: SupervisionKind
  readonly title: string
  readonly number: string
  readonly reply_due_on: Day
}

/** What the people who answer for a unit are told on a day of the answers it owes. */
export async function remindOfReplies(tx: Tx, today: Day): Promise<Notice[]> {
  const { rows } = await sql<Owed>`
    select accounts.id as account_id, matters.id as matter_id, measures.id as measure_id, measures.kind,
      matters.title, matters.number, measures.reply_due_on
    from supervision_measures measures
    join supervision_matters matters on matters.id = measures.matter_id
    join accounts on accounts.unit_id = measures.unit_id and accounts.disabled_at is null
      and accounts.role = any (${[...MAY['supervision.answer']]})
    where measures.state = any (${[...ANSWERING_STATES]})
      and measures.reply_due_on <= ${today}::date + ${FARTHEST}::int`.execute(tx)
  return rows.flatMap(owed => noticeOf(owed, today))
}

function noticeOf(owed: Owed, today: Day): Notice[] {
  const reminder = reminderFor(owed.reply_due_on, today)
  if (reminder === null) return []
  const when = distance(owed.reply_due_on, today)
  const { label } = SUPERVISION_KINDS[owed.kind]
  return [
    {
      accountId: owed.account_id,
      kind: reminder === 'overdue' ? 'overdue' : 'due',
      title: { zh: `${label.zh}反馈${when.zh}`, en: `Answer to a ${label.en.toLowerCase()} ${when.en}` },
      body: {
        zh: `${owed.number}，${owed.title}，反馈期限${sayDay(owed.reply_due_on).zh}。`,
        en: `${owed.number}: ${owed.title}, due ${sayDay(owed.reply_due_on).en}.`,
      },
      link: `/supervision/${owed.matter_id}`,
      dedupeKey: `reply ${owed.measure_id} ${owed.reply_due_on} ${reminder}`,
    },
  ]
}
