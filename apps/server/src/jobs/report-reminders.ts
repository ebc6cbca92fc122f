import {
  addDays,
  countOf,
  dayOf,
  daysBetween,
  publicReportLimit,
  startOfDay,
  type Day,
  type Instant,
} from '@anlan/domain'
import { sql } from 'kysely'
import type { Tx } from '../db/scope.ts'
import type { Notice } from '../inbox/send-notice.ts'
import { readRuleLimits } from '../registers/rule-limits.queries.ts'
import { listPeople } from './reminder-people.ts'

interface Waiting {
  readonly unit_id: string
  readonly name: string
  readonly count: number
  readonly oldest: Instant
  readonly newest: Instant
}

/**
 * Tells those who verify which reports have waited for as long as the county allows: a school its own, the safety section
 * all of them in one line. Told once, again when more comes to it, and again each time as long has passed once more.
 */
export async function remindOfReports(tx: Tx, today: Day): Promise<Notice[]> {
  const { value: overrides } = await readRuleLimits(tx)
  const days = publicReportLimit('wait-days', overrides, today)
  const waiting = await listWaiting(tx, addDays(today, -days))
  if (waiting.length === 0) return []
  const [schools, section] = await Promise.all([
    listPeople(tx, ['principal', 'safety-officer']),
    listPeople(tx, ['section-officer'], 'safety-section'),
  ])
  const byUnit = new Map(waiting.map(each => [each.unit_id, each]))
  const all = joined(waiting)
  const told = { days, today }
  return [
    ...schools.flatMap(({ accountId, unitId }) => {
      const own = byUnit.get(unitId)
      return own ? [noticeTo(accountId, own, '', unitId, told)] : []
    }),
    ...section.map(({ accountId }) => {
      const [only] = waiting
      const where = waiting.length === 1 && only ? only.name : `${waiting.length}所学校`
      return noticeTo(accountId, all, where, 'county', told)
    }),
  ]
}

async function listWaiting(tx: Tx, until: Day): Promise<Waiting[]> {
  const { rows } = await sql<Waiting>`
    select unit_id, units.name, count(*) as count, min(received_at) as oldest, max(received_at) as newest
    from public_reports join units on units.id = unit_id
    where state = 'waiting' and received_at < ${startOfDay(addDays(until, 1))}
    group by unit_id, units.name`.execute(tx)
  return rows
}

type Told = Pick<Waiting, 'count' | 'oldest' | 'newest'>

const joined = (waiting: readonly Waiting[]): Told => ({
  count: waiting.reduce((sum, { count }) => sum + count, 0),
  oldest: waiting.map(({ oldest }) => oldest).toSorted()[0] as Instant,
  newest: waiting
    .map(({ newest }) => newest)
    .toSorted()
    .at(-1) as Instant,
})

function noticeTo(
  accountId: string,
  { count, oldest, newest }: Told,
  where: string,
  of: string,
  { days, today }: { readonly days: number; readonly today: Day },
): Notice {
  const longest = daysBetween(dayOf(oldest), today)
  return {
    ...{ accountId, kind: 'overdue', link: '/public-reports' },
    title: {
      zh: `${where}${count}件举报满${days}天还没有核实`,
      en: `${countOf(count, 'report')} waiting for ${countOf(days, 'day')} or longer`,
    },
    body: {
      zh: `最早的一件已等${longest}天。请到现场查看：属实的登记隐患，不属实的由教育局办理。`,
      en: `The oldest has waited ${countOf(longest, 'day')}. Please go and look: record the hazard where it is so; where it is not, the bureau settles it.`,
    },
    dedupeKey: `public-reports wait ${of} ${newest} ${Math.floor(longest / days)}`,
  }
}
