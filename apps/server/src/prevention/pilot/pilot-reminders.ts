import { MAY, RECHECKED_PILOT_STATES, sayDay, type Day } from '@anlan/domain'
import { sql } from 'kysely'
import type { Tx } from '../../db/scope.ts'
import type { Notice } from '../../inbox/send-notice.ts'
import { distance, FARTHEST, reminderFor } from '../../jobs/reminder-days.ts'
import { listPeople } from '../../jobs/reminder-people.ts'

interface Owed {
  readonly account_id: string
  readonly pilot_id: string
  readonly name: string
  readonly target_on: Day
}

/**
 * What people are told on a day of pilots: a school that its target day is near or has passed, the safety section that a
 * school is to be looked at again.
 */
export async function remindOfPilots(tx: Tx, today: Day): Promise<Notice[]> {
  const [targets, rechecks] = await Promise.all([remindOfTargets(tx, today), remindOfRechecks(tx, today)])
  return [...targets, ...rechecks]
}

async function remindOfTargets(tx: Tx, today: Day): Promise<Notice[]> {
  const { rows } = await sql<Owed>`
    select accounts.id as account_id, pilots.id as pilot_id, units.name, pilots.target_on
    from pilots join units on units.id = pilots.unit_id
    join accounts on accounts.unit_id = pilots.unit_id and accounts.disabled_at is null
      and accounts.role = any (${[...MAY['pilot.build']]})
    where pilots.state = 'building' and pilots.target_on <= ${today}::date + ${FARTHEST}::int`.execute(tx)
  return rows.flatMap(({ account_id, pilot_id, name, target_on }) => {
    const reminder = reminderFor(target_on, today)
    if (reminder === null) return []
    const when = distance(target_on, today)
    return [
      {
        ...{
          accountId: account_id,
          kind: reminder === 'overdue' ? 'overdue' : 'due',
          link: `/pilots/${pilot_id}`,
        },
        title: { zh: `试点建设${when.zh}`, en: `Pilot to be built up: ${when.en}` },
        body: {
          zh: `${name}，完成期限${sayDay(target_on).zh}。建设完成后请提交自评。`,
          en: `${name}, to be done by ${sayDay(target_on).en}. Please hand in the self-assessment when it is.`,
        },
        dedupeKey: `pilot ${pilot_id} ${target_on} ${reminder}`,
      },
    ]
  })
}

interface ToRecheck {
  readonly id: string
  readonly name: string
  readonly recheck_on: Day
}

async function remindOfRechecks(tx: Tx, today: Day): Promise<Notice[]> {
  const [{ rows }, desk] = await Promise.all([
    sql<ToRecheck>`select pilots.id, units.name, pilots.recheck_on
      from pilots join units on units.id = pilots.unit_id
      where pilots.state = any (${[...RECHECKED_PILOT_STATES]}::text[]) and pilots.recheck_on <= ${today}::date`.execute(
      tx,
    ),
    listPeople(tx, ['section-officer'], 'safety-section'),
  ])
  return rows.flatMap(({ id, name, recheck_on }) =>
    desk.map(({ accountId }) => ({
      ...{ accountId, kind: 'due' as const, link: `/pilots/${id}` },
      title: { zh: `试点学校应复核：${name}`, en: `To be looked at again: ${name}` },
      body: {
        zh: `复核日期${sayDay(recheck_on).zh}。请现场查看后登记复核结果。`,
        en: `Its day is ${sayDay(recheck_on).en}. Please go and see, and note what you found.`,
      },
      dedupeKey: `pilot recheck ${id} ${recheck_on}`,
    })),
  )
}
