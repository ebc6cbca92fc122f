import { sayDay, WAITING_REFERRAL_STATES, type Day } from '@anlan/domain'
import { sql } from 'kysely'
import type { Tx } from '../../db/scope.ts'
import type { Notice } from '../../inbox/send-notice.ts'
import { distance, FARTHEST, reminderFor } from '../../jobs/reminder-days.ts'

interface Awaited {
  readonly account_id: string
  readonly referral_id: string
  readonly number: string
  readonly title: string
  readonly addressee: string
  readonly due_on: Day
}

/**
 * What whoever drafted and sent a letter is told on a day of the answer that has not come. A department is urged by a person,
 * in words of his own: no job writes to anybody outside.
 */
export async function remindOfLetters(tx: Tx, today: Day): Promise<Notice[]> {
  const { rows } = await sql<Awaited>`
    select distinct accounts.id as account_id, referrals.id as referral_id,
      coalesce(referrals.document_number, referrals.number) as number, referrals.title,
      referrals.body ->> 'addressee' as addressee, referrals.due_on
    from referrals
    join accounts on accounts.disabled_at is null
      and accounts.id::text in (referrals.body #>> '{drafted,by}', referrals.body #>> '{sent,by}')
    where referrals.state = any (${[...WAITING_REFERRAL_STATES]})
      and referrals.due_on <= ${today}::date + ${FARTHEST}::int`.execute(tx)
  return rows.flatMap(letter => noticeOf(letter, today))
}

function noticeOf(letter: Awaited, today: Day): Notice[] {
  const reminder = reminderFor(letter.due_on, today)
  if (reminder === null) return []
  const when = distance(letter.due_on, today)
  const due = sayDay(letter.due_on)
  const next =
    reminder === 'overdue'
      ? { zh: '请催办，必要时报县安委会协调。', en: ' Urge it, or take it to the county committee.' }
      : { zh: '', en: '' }
  return [
    {
      accountId: letter.account_id,
      kind: reminder === 'overdue' ? 'overdue' : 'due',
      title: { zh: `${letter.addressee}回函${when.zh}`, en: `Answer of ${letter.addressee} ${when.en}` },
      body: {
        zh: `${letter.number}，${letter.title}，回函期限${due.zh}。${next.zh}`,
        en: `${letter.number}: ${letter.title}, due ${due.en}.${next.en}`,
      },
      link: `/referrals/${letter.referral_id}`,
      dedupeKey: `letter ${letter.referral_id} ${letter.due_on} ${reminder}`,
    },
  ]
}
