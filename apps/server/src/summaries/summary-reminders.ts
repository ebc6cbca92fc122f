import { MAY, sayDay, type Day, type Label, type SummaryState } from '@anlan/domain'
import { sql } from 'kysely'
import type { Tx } from '../db/scope.ts'
import type { Notice } from '../inbox/send-notice.ts'
import { distance, FARTHEST, reminderFor } from '../jobs/reminder-days.ts'
import { SUMMARIES_ASKED } from './summary.queries.ts'

interface Owed {
  readonly account_id: string
  readonly campaign_id: string
  readonly campaign: string
  readonly phase_id: string | null
  readonly phase: string | null
  readonly due_on: Day
  readonly id: string | null
  readonly state: SummaryState | null
}

/**
 * Who is told on a day that his school's summary is not in: its writers while it is being written, its head alone once it lies
 * before him. The reminder of the task speaks of files to be handed in; this one leads to where the summary stands.
 */
export async function remindOfSummaries(tx: Tx, today: Day): Promise<Notice[]> {
  const { rows } = await sql<Owed>`
    select accounts.id as account_id, asked.campaign_id, campaigns.title as campaign, asked.phase_id, phases.name as phase,
      coalesce(summaries.due_on, asked.due_on) as due_on, summaries.id, summaries.state
    from (${SUMMARIES_ASKED}) asked
    join campaigns on campaigns.id = asked.campaign_id and campaigns.state = 'running'
      and asked.due_on >= (campaigns.dispatched_at at time zone interval '8 hours')::date
    left join phases on phases.id = asked.phase_id
    left join summaries on summaries.unit_id = asked.unit_id and summaries.campaign_id = asked.campaign_id
      and summaries.phase_id is not distinct from asked.phase_id
    join units on units.id = asked.unit_id and units.open_until is null
    join accounts on accounts.unit_id = asked.unit_id and accounts.disabled_at is null
      and case when summaries.state = 'awaiting-signature' then accounts.role = any (${[...MAY['summary.sign']]}::text[])
        else accounts.role = any (${[...MAY['summary.write']]}::text[]) end
    where not asked.done_by_task and summaries.handed_in_at is null
      and coalesce(summaries.due_on, asked.due_on) <= ${today}::date + ${FARTHEST}::int`.execute(tx)
  return rows.flatMap(row => noticeOf(row, today))
}

function noticeOf(owed: Owed, today: Day): Notice[] {
  const reminder = reminderFor(owed.due_on, today)
  if (reminder === null) return []
  const isWaiting = owed.state === 'awaiting-signature'
  return [
    {
      ...{ accountId: owed.account_id, kind: reminder === 'overdue' ? 'overdue' : 'due' },
      link: owed.id === null ? '/summaries' : `/summaries/${owed.id}`,
      title: titleOf(owed, isWaiting, distance(owed.due_on, today)),
      body: {
        zh: `报送期限：${sayDay(owed.due_on).zh}。${isWaiting ? '请审签后报送。' : '请编写后送校长审签。'}`,
        en: `Due ${sayDay(owed.due_on).en}. ${isWaiting ? 'Please sign it.' : 'Please write it and put it before the head.'}`,
      },
      dedupeKey: `summary-due ${owed.campaign_id} ${owed.phase_id ?? ''} ${reminder} ${isWaiting ? 'sign' : 'write'}`,
    },
  ]
}

const titleOf = ({ campaign, phase }: Owed, isWaiting: boolean, when: Label): Label => ({
  zh: `${isWaiting ? '待审签的' : ''}总结${when.zh}：${phase === null ? campaign : `${campaign}（${phase}）`}`,
  en: `Summary ${isWaiting ? 'awaiting your signature ' : ''}${when.en}: ${phase ?? campaign}`,
})
