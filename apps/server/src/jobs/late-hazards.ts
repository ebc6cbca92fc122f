import { addDays, countOf, hazardLimitsOn, sayDay, type Day } from '@anlan/domain'
import { sql } from 'kysely'
import type { Tx } from '../db/scope.ts'
import type { Notice } from '../inbox/send-notice.ts'
import { CLOSED_ON, listingEndedSql, OWES_LOOK_BACK } from '../prevention/hazard-filter.ts'
import { readRuleLimits } from '../registers/rule-limits.queries.ts'
import { FARTHEST, monthDay } from './reminder-days.ts'
import { listPeople } from './reminder-people.ts'

interface Found {
  readonly count: number
  readonly first: Day | null
  readonly latest: Day | null
}
type Known = { readonly [Part in keyof Found]: NonNullable<Found[Part]> }
type Report = Omit<Notice, 'accountId' | 'kind'>

/**
 * What the bureau has to see to in the loop of hazards: look-backs soon due, listings past their day, departments past
 * theirs. Each is told once for all of it and again when more comes. It only proposes: what is done, a leader decides (FACTS 6).
 */
export async function reportLateHazards(tx: Tx, today: Day): Promise<Notice[]> {
  const { 'look-back-days': days } = hazardLimitsOn((await readRuleLimits(tx)).value, today)
  const closedTo = addDays(today, FARTHEST - days)
  const [section, leaders, lookBacks, listings, transfers] = await Promise.all([
    listPeople(tx, ['section-officer'], 'safety-section'),
    listPeople(tx, ['bureau-leader']),
    find(tx, sql`${CLOSED_ON} + ${days}::int`, sql`${OWES_LOOK_BACK} and ${CLOSED_ON} <= ${closedTo}::date`),
    find(tx, sql`(hazards.listing ->> 'until')::date`, listingEndedSql(today)),
    find(tx, sql`hazards.due_on`, sql`hazards.state = 'transferred' and hazards.due_on < ${today}::date`),
  ])
  const tell = (people: readonly { accountId: string }[], report: Report): Notice[] =>
    people.map(({ accountId }) => ({ accountId, kind: 'overdue', ...report }))
  return [
    ...(lookBacks ? tell(section, sayLookBacks(lookBacks, closedTo)) : []),
    ...(listings ? tell([...leaders, ...section], sayListings(listings)) : []),
    ...(transfers ? tell(section, sayTransfers(transfers)) : []),
  ]
}

/** How many hazards there are of a kind, and between which days they were or are due. */
async function find(
  tx: Tx,
  due: ReturnType<typeof sql>,
  condition: ReturnType<typeof sql>,
): Promise<Known | null> {
  const { rows } = await sql<Found>`
    select count(*) as count, min(${due}) as first, max(${due}) as latest from hazards where ${condition}`.execute(
    tx,
  )
  const [{ count, first, latest } = { count: 0, first: null, latest: null }] = rows
  return first === null || latest === null ? null : { count, first, latest }
}

const sayLookBacks = ({ count, first, latest }: Known, closedTo: Day): Report => ({
  title: {
    zh: `${count}条重大隐患须回头看`,
    en: `${countOf(count, 'major hazard')} to look back at`,
  },
  body: {
    zh: `已经销号，最早的须在${monthDay(first)}前回头看，请安排人员到校核查。`,
    en: `Closed, and the first to be looked back at by ${sayDay(first).en}. Send somebody to the schools.`,
  },
  link: `/hazards?lookBack=1&closedTo=${closedTo}`,
  dedupeKey: `look-backs ${latest}`,
})

const sayListings = ({ count, first, latest }: Known): Report => ({
  title: {
    zh: `${count}条挂牌督办隐患期满未销号`,
    en: `${countOf(count, 'listed hazard')} still open past the day`,
  },
  body: {
    zh: `最早的${monthDay(first)}期满。是否约谈或者通报，由分管领导决定。`,
    en: `The first was listed until ${sayDay(first).en}. Whether a talk or a bulletin follows is the deputy’s decision.`,
  },
  link: '/hazards?listingEnded=1',
  dedupeKey: `listings-ended ${latest}`,
})

const sayTransfers = ({ count, first, latest }: Known): Report => ({
  title: {
    zh: `${count}条移交部门的隐患超过期限`,
    en: `${countOf(count, 'hazard')} with departments past the day`,
  },
  body: {
    zh: `最早的期限是${monthDay(first)}。可以去函催办；是否报请县安委会协调，由分管领导决定。`,
    en: `The first was due on ${sayDay(first).en}. A reminder may be sent; whether to ask the county’s safety committee is the deputy’s decision.`,
  },
  link: '/hazards?state=transferred&overdue=1',
  dedupeKey: `transfers-late ${latest}`,
})
