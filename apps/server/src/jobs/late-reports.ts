import { addDays, countOf, sayDay, type Day } from '@anlan/domain'
import { sql } from 'kysely'
import type { Tx } from '../db/scope.ts'
import type { Notice } from '../inbox/send-notice.ts'
import { IS_IN_WORK } from './hazard-reminders.ts'
import { monthDay } from './reminder-days.ts'
import { listPeople } from './reminder-people.ts'
import { OPEN_TASKS } from './task-reminders.ts'

/** After so many days a reminder has not helped (FACTS 6: 提醒, then 督办 at seven days overdue). */
const LATE_DAYS = 7

/**
 * Tells the safety section what has been overdue for a week, once for all of it and again when more comes to it. It only
 * proposes: a formal measure is never taken by the system, a leader decides on each (FACTS 6).
 */
export async function reportWhatIsLate(tx: Tx, today: Day): Promise<Notice[]> {
  const before = addDays(today, -LATE_DAYS)
  const [readers, campaigns, hazards] = await Promise.all([
    listPeople(tx, ['section-officer'], 'safety-section'),
    listLateCampaigns(tx, before),
    findLateHazards(tx, before),
  ])
  const reports = [...campaigns.map(reportTasks), ...(hazards ? [reportHazards(hazards)] : [])]
  return readers.flatMap(({ accountId }) =>
    reports.map(report => ({ accountId, kind: 'overdue', ...report })),
  )
}

type Report = Omit<Notice, 'accountId' | 'kind'>

interface LateCampaign {
  readonly id: string
  readonly title: string
  readonly units: number
  readonly count: number
  readonly latest: Day
}

async function listLateCampaigns(tx: Tx, before: Day): Promise<LateCampaign[]> {
  const { rows } = await sql<LateCampaign>`
    select campaigns.id, campaigns.title, count(distinct assignments.unit_id) as units, count(*) as count,
      max(assignments.due_on) as latest
    ${OPEN_TASKS} where assignments.due_on <= ${before}::date group by campaigns.id, campaigns.title`.execute(
    tx,
  )
  return rows
}

const reportTasks = ({ id, title, units, count, latest }: LateCampaign): Report => ({
  title: {
    zh: `${units}个单位逾期${LATE_DAYS}天以上，可提请督办`,
    en: `${countOf(units, 'unit')} ${LATE_DAYS} days late or more: supervision may be proposed`,
  },
  body: {
    zh: `“${title}”有${count}项任务逾期满${LATE_DAYS}天仍未提交，最近一项的期限是${monthDay(latest)}。是否督办，由分管领导决定。`,
    en: `In “${title}” ${countOf(count, 'task')} still not handed in ${LATE_DAYS} days after their deadline; the latest was due on ${sayDay(latest).en}. Whether to supervise is the deputy’s decision.`,
  },
  link: `/campaigns/${id}`,
  dedupeKey: `late ${id} ${latest}`,
})

interface LateHazards {
  readonly count: number
  readonly latest: Day | null
}

async function findLateHazards(tx: Tx, before: Day): Promise<(LateHazards & { latest: Day }) | null> {
  const { rows } = await sql<LateHazards>`
    select count(*) as count, max(hazards.due_on) as latest
    from hazards where ${IS_IN_WORK} and hazards.due_on <= ${before}::date`.execute(tx)
  const [found] = rows
  return found && found.latest !== null ? { ...found, latest: found.latest } : null
}

const reportHazards = ({ count, latest }: { count: number; latest: Day }): Report => ({
  title: {
    zh: `${count}条隐患整改逾期${LATE_DAYS}天以上，可提请督办`,
    en: `${countOf(count, 'hazard')} ${LATE_DAYS} days late or more: supervision may be proposed`,
  },
  body: {
    zh: `最近一条的整改期限是${monthDay(latest)}。是否督办，由分管领导决定。`,
    en: `The latest was to be rectified by ${sayDay(latest).en}. Whether to supervise is the deputy’s decision.`,
  },
  link: '/hazards?overdue=1',
  dedupeKey: `late hazards ${latest}`,
})
