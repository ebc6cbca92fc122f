import { addDays, listPublicityDays, sayDay, SCHOOL_KINDS, type Day, type PublicityDay } from '@anlan/domain'
import { sql } from 'kysely'
import type { Tx } from '../db/scope.ts'
import type { Notice } from '../inbox/send-notice.ts'

/** Days before the end of a training on which whoever gives it hears how many are missing. */
const BEFORE_END = 7
/** Days before a day of the calendar on which schools are reminded of it. */
const BEFORE_PUBLICITY = 14

/** What people are told of trainings and publicity on a day. */
export async function remindOfTrainings(tx: Tx, today: Day): Promise<Notice[]> {
  const all = await Promise.all([
    remindOfBatches(tx, addDays(today, 1)),
    remindOfMissing(tx, today),
    remindOfPublicity(tx, addDays(today, BEFORE_PUBLICITY)),
  ])
  return all.flat()
}

/** Tells those who have not done a training that a batch of it is held tomorrow. */
async function remindOfBatches(tx: Tx, tomorrow: Day): Promise<Notice[]> {
  const { rows } = await sql<{
    id: string
    account_id: string
    title: string
    begins: string
    place: string
  }>`
    select distinct s.id, a.account_id, t.title, s.begins, s.place
    from training_sessions s join trainings t on t.id = s.training_id
    join appointments a on a.post = any (t.posts) and a.unit_id = any (s.units)
      and a.from_on <= s.held_on and (a.until_on is null or a.until_on >= s.held_on)
    join accounts on accounts.id = a.account_id and accounts.disabled_at is null
    where s.held_on = ${tomorrow}::date and s.state in ('planned', 'open')
      and not exists (select from training_sign_ins i where i.training_id = t.id and i.account_id = a.account_id)`.execute(
    tx,
  )
  const day = sayDay(tomorrow)
  return rows.map(({ id, account_id, title, begins, place }) => ({
    ...{ accountId: account_id, kind: 'training' as const, link: '/trainings/mine' },
    title: { zh: `明天参加培训：${title}`, en: `Training tomorrow: ${title}` },
    body: { zh: `${day.zh}${begins}，${place}。`, en: `${day.en}, ${begins}, ${place}.` },
    dedupeKey: `training-session ${id} tomorrow`,
  }))
}

/** Tells whoever planned a training that ends in a week how many have not done it. */
async function remindOfMissing(tx: Tx, today: Day): Promise<Notice[]> {
  const ends = addDays(today, BEFORE_END)
  const { rows } = await sql<{ id: string; planned_by: string; title: string; missing: number }>`
    select t.id, t.planned_by, t.title, count(distinct a.account_id) as missing
    from trainings t join accounts on accounts.id = t.planned_by and accounts.disabled_at is null
    join appointments a on a.post = any (t.posts) and a.unit_id = any (t.units)
      and a.from_on <= ${today}::date and (a.until_on is null or a.until_on >= ${today}::date)
    where t.to_on = ${ends}::date and t.cancel_reason is null
      and not exists (select from training_sign_ins i where i.training_id = t.id and i.account_id = a.account_id
        and (t.test is null or exists (select from training_attempts r
          where r.training_id = t.id and r.account_id = a.account_id and r.passed)))
    group by t.id`.execute(tx)
  return rows.map(({ id, planned_by, title, missing }) => ({
    ...{ accountId: planned_by, kind: 'due' as const, link: `/trainings/${id}` },
    title: { zh: `${missing}人尚未完成培训：${title}`, en: `${missing} people still missing: ${title}` },
    body: {
      zh: `培训${sayDay(ends).zh}结束，可以安排补训。`,
      en: `It ends on ${sayDay(ends).en}; a make-up batch can be planned.`,
    },
    dedupeKey: `training ${id} missing ${ends}`,
  }))
}

/** Reminds schools that have planned nothing of a day of the calendar that begins in two weeks. */
async function remindOfPublicity(tx: Tx, begins: Day): Promise<Notice[]> {
  const days = listPublicityDays(Number(begins.slice(0, 4))).filter(({ from }) => from === begins)
  return (await Promise.all(days.map(day => remindOfDay(tx, day)))).flat()
}

async function remindOfDay(tx: Tx, { id, label, from }: PublicityDay): Promise<Notice[]> {
  const year = Number(from.slice(0, 4))
  const { rows } = await sql<{ id: string }>`
    select accounts.id from accounts join units on units.id = accounts.unit_id
    where accounts.role = 'safety-officer' and accounts.disabled_at is null and units.open_until is null
      and units.kind = any (${[...SCHOOL_KINDS]}::text[])
      and not exists (select from publicity_activities p
        where p.unit_id = units.id and p.year = ${year} and p.day = ${id} and p.state <> 'cancelled')`.execute(
    tx,
  )
  return rows.map(row => ({
    ...{ accountId: row.id, kind: 'due' as const, link: `/publicity?year=${year}&day=${id}` },
    title: { zh: `请安排宣传活动：${label.zh}`, en: `Plan an activity: ${label.en}` },
    body: { zh: `${sayDay(from).zh}开始，还没有安排活动。`, en: `It begins on ${sayDay(from).en}.` },
    dedupeKey: `publicity ${id} ${year}`,
  }))
}
