import { countOf, MAY, sayDay, type Day } from '@anlan/domain'
import { sql } from 'kysely'
import { IS_OWED } from '../campaign/progress.queries.ts'
import type { Tx } from '../db/scope.ts'
import type { Notice } from '../inbox/send-notice.ts'
import { distance, FARTHEST, monthDay, reminderFor } from './reminder-days.ts'

/** What one person's unit still owes a campaign by one day. */
interface Duty {
  readonly account_id: string
  readonly campaign_id: string
  readonly due_on: Day
  readonly count: number
  readonly titles: readonly string[]
}

const TITLES = 5

/** Tasks still open in running campaigns whose deadline had not passed when they were dispatched. */
export const OPEN_TASKS = sql`
  from assignments
  join tasks on tasks.id = assignments.task_id
  join campaigns on campaigns.id = assignments.campaign_id and campaigns.state = 'running'
    and assignments.due_on >= (campaigns.dispatched_at at time zone 'Asia/Shanghai')::date
    and ${IS_OWED}`

/**
 * What whoever hands in for a unit is told of its tasks on a day: one notice for each deadline ahead, and one for
 * all that is overdue, which comes again only when a further deadline has passed.
 */
export async function remindOfTasks(tx: Tx, today: Day): Promise<Notice[]> {
  const duties = await listDuties(tx, today)
  const [late, ahead] = [
    duties.filter(duty => duty.due_on < today),
    duties.filter(duty => duty.due_on >= today),
  ]
  return [
    ...ahead.flatMap(duty => noticeAhead(duty, today)),
    ...[...Map.groupBy(late, duty => `${duty.account_id} ${duty.campaign_id}`).values()].map(each =>
      noticeLate(each, today),
    ),
  ]
}

async function listDuties(tx: Tx, today: Day): Promise<Duty[]> {
  const { rows } = await sql<Duty>`
    select accounts.id as account_id, assignments.campaign_id, assignments.due_on, count(*) as count,
      (array_agg(tasks.title order by tasks.ordinal))[1:${sql.lit(TITLES)}] as titles
    ${OPEN_TASKS}
    join accounts on accounts.unit_id = assignments.unit_id and accounts.disabled_at is null
      and accounts.role = any (${[...MAY['assignment.submit']]})
    where assignments.due_on <= ${today}::date + ${FARTHEST}::int
    group by accounts.id, assignments.campaign_id, assignments.due_on
    order by assignments.due_on`.execute(tx)
  return rows
}

function noticeAhead(duty: Duty, today: Day): Notice[] {
  const reminder = reminderFor(duty.due_on, today)
  if (reminder === null) return []
  const when = distance(duty.due_on, today)
  return [
    {
      ...{ accountId: duty.account_id, kind: 'due', link: '/tasks' },
      title: { zh: `${duty.count}项任务${when.zh}`, en: `${countOf(duty.count, 'task')} ${when.en}` },
      body: {
        zh: `${monthDay(duty.due_on)}前完成：${named([duty], '；', '等')}。`,
        en: `Due ${sayDay(duty.due_on).en}: ${named([duty], '; ', ' and more')}.`,
      },
      dedupeKey: `due ${duty.campaign_id} ${duty.due_on} ${reminder}`,
    },
  ]
}

/** `late`: one person's overdue duties in one campaign, the longest overdue first. */
function noticeLate(late: readonly Duty[], today: Day): Notice {
  const [first, last] = [late[0], late.at(-1)]
  if (!first || !last) throw new Error('a group has a member')
  const count = late.reduce((sum, duty) => sum + duty.count, 0)
  const when = distance(first.due_on, today)
  const isOne = first === last
  return {
    ...{ accountId: first.account_id, kind: 'overdue', link: '/tasks' },
    title: {
      zh: isOne ? `${count}项任务${when.zh}` : `${count}项任务已逾期`,
      en: isOne ? `${countOf(count, 'task')} ${when.en}` : `${countOf(count, 'task')} overdue`,
    },
    body: {
      zh: `${isOne ? '' : '最早的'}期限是${monthDay(first.due_on)}：${named(late, '；', '等')}。请尽快提交材料。`,
      en: `${isOne ? 'Due' : 'The earliest was due'} ${sayDay(first.due_on).en}: ${named(late, '; ', ' and more')}. Please hand in soon.`,
    },
    dedupeKey: `overdue ${first.campaign_id} ${last.due_on}`,
  }
}

function named(duties: readonly Duty[], mark: string, more: string): string {
  const titles = duties.flatMap(duty => duty.titles)
  const count = duties.reduce((sum, duty) => sum + duty.count, 0)
  return titles.slice(0, TITLES).join(mark) + (count > TITLES ? more : '')
}
