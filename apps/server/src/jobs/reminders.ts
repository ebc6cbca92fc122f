import { daysBetween, type Day, type Label } from '@anlan/domain'
import { sql } from 'kysely'
import type { App } from '../app.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { SYSTEM, type Tx } from '../db/scope.ts'
import { sendNotices, type Notice } from '../inbox/send-notice.ts'

/** Days before a deadline at which people are reminded; the county may keep other ones in its settings. */
export const REMINDER_DAYS = [7, 3, 1] as const

interface Duty {
  readonly account_id: string
  readonly campaign_id: string
  readonly due_on: Day
  readonly count: number
  readonly titles: string[]
}

interface HazardDuty {
  readonly account_id: string
  readonly hazard_id: string
  readonly number: string
  readonly place: string
  readonly due_on: Day
}

/**
 * The reminder a deadline asks for on a day: the nearest of the reminder days that is not passed, `overdue`
 * after the deadline, nothing while it is far. A server that slept through the exact day still sends it.
 */
export function reminderFor(
  dueOn: Day,
  today: Day,
  days: readonly number[] = REMINDER_DAYS,
): number | 'overdue' | null {
  const left = daysBetween(today, dueOn)
  if (left < 0) return 'overdue'
  return days.filter(day => left <= day).toSorted((a, b) => a - b)[0] ?? null
}

/**
 * Lays the day's reminders into people's in-trays: heads and safety officers for their unit's tasks, leads for
 * their hazards. Deadlines that had passed before the campaign was dispatched never count as overdue.
 * Running it again on the same day sends nothing twice.
 * @returns how many notices were new
 */
export function sendReminders(app: App): Promise<number> {
  const today = app.clock.today()
  return app.db.transaction(SYSTEM, async tx => {
    const duties = await listDuties(tx, today)
    const hazards = await listHazardDuties(tx, today)
    const notices = [
      ...duties.flatMap(duty => dutyNotice(duty, today)),
      ...hazards.flatMap(hazard => hazardNotice(hazard, today)),
    ]
    const sent = await sendNotices(tx, notices)
    if (sent > 0) {
      const occasion = { actor: SYSTEM, now: app.clock.now(), requestId: null }
      await recordAudit(tx, occasion, {
        ...{ action: 'reminder.send', unitId: null },
        subject: { kind: 'day', id: today },
        after: { sent },
      })
    }
    return sent
  })
}

async function listDuties(tx: Tx, today: Day): Promise<Duty[]> {
  const { rows } = await sql<Duty>`
    select accounts.id as account_id, assignments.campaign_id, assignments.due_on, count(*) as count,
      (array_agg(tasks.title order by tasks.ordinal))[1:5] as titles
    from assignments
    join tasks on tasks.id = assignments.task_id
    join campaigns on campaigns.id = assignments.campaign_id and campaigns.state = 'running'
    join accounts on accounts.unit_id = assignments.unit_id and accounts.disabled_at is null
      and accounts.role in ('principal', 'safety-officer', 'section-officer')
    where assignments.state in ('pending', 'received', 'returned')
      and assignments.due_on <= ${today}::date + ${Math.max(...REMINDER_DAYS)}::int
      and assignments.due_on >= (campaigns.dispatched_at at time zone 'Asia/Shanghai')::date
    group by accounts.id, assignments.campaign_id, assignments.due_on`.execute(tx)
  return rows
}

async function listHazardDuties(tx: Tx, today: Day): Promise<HazardDuty[]> {
  const { rows } = await sql<HazardDuty>`
    select hazards.lead_id as account_id, hazards.id as hazard_id, hazards.number, hazards.place, hazards.due_on
    from hazards join accounts on accounts.id = hazards.lead_id and accounts.disabled_at is null
    where hazards.state = 'rectifying' and hazards.due_on <= ${today}::date + ${Math.max(...REMINDER_DAYS)}::int`.execute(
    tx,
  )
  return rows
}

const monthDay = (day: Day): string => {
  const [, month, date] = day.split('-').map(Number)
  return `${month}月${date}日`
}

/** "3 days left", "due today", "2 days overdue", in both languages. */
function distance(dueOn: Day, today: Day): Label {
  const left = daysBetween(today, dueOn)
  if (left < 0) return { zh: `已逾期${-left}天`, en: `${-left} day(s) overdue` }
  if (left === 0) return { zh: '今天到期', en: 'due today' }
  return { zh: `还有${left}天到期`, en: `due in ${left} day(s)` }
}

function dutyNotice(duty: Duty, today: Day): Notice[] {
  const reminder = reminderFor(duty.due_on, today)
  if (reminder === null) return []
  const when = distance(duty.due_on, today)
  const more = duty.count > duty.titles.length
  return [
    {
      accountId: duty.account_id,
      kind: reminder === 'overdue' ? 'overdue' : 'due',
      title: { zh: `${duty.count}项任务${when.zh}`, en: `${duty.count} task(s) ${when.en}` },
      body: {
        zh: `${monthDay(duty.due_on)}前完成：${duty.titles.join('；')}${more ? '等' : ''}。`,
        en: `Due ${duty.due_on}: ${duty.titles.join('; ')}${more ? ' and more' : ''}.`,
      },
      link: '/tasks',
      dedupeKey: `due ${duty.campaign_id} ${duty.due_on} ${reminder}`,
    },
  ]
}

function hazardNotice(hazard: HazardDuty, today: Day): Notice[] {
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
        en: `${hazard.number} ${hazard.place}, deadline ${hazard.due_on}.`,
      },
      link: `/hazards/${hazard.hazard_id}`,
      dedupeKey: `hazard ${hazard.hazard_id} ${hazard.due_on} ${reminder}`,
    },
  ]
}
