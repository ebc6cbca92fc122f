import { countOf, hazardLimitsOn, sayDay, type Day, type HazardLimits, type Instant } from '@anlan/domain'
import { sql } from 'kysely'
import type { Tx } from '../db/scope.ts'
import type { Notice } from '../inbox/send-notice.ts'
import { ASKS_EXTENSION, IS_OPEN } from '../prevention/hazard-filter.ts'
import { readRuleLimits } from '../registers/rule-limits.queries.ts'
import { monthDay } from './reminder-days.ts'
import { listPeople } from './reminder-people.ts'

interface Waiting {
  readonly id: string
  readonly unit_id: string
  readonly number: string
  readonly place: string
}

type Told = Omit<Notice, 'accountId'>

/**
 * What the loop of a hazard waits for, told to whoever may do it: a suspected major hazard nobody has verified, a major
 * one that was reported late, an extension nobody has answered. The numbers are the county's own (`HAZARD_LIMITS`).
 */
export async function remindOfHazardLoop(tx: Tx, today: Day, now: Instant): Promise<Notice[]> {
  const limits = hazardLimitsOn((await readRuleLimits(tx)).value, today)
  const [section, heads, suspected, late, asking] = await Promise.all([
    listPeople(tx, ['section-officer'], 'safety-section'),
    listPeople(tx, ['principal', 'safety-officer']),
    listSuspectedMajor(tx, limits, now),
    listReportedLate(tx, limits),
    listExtensionsAsked(tx, limits, now),
  ])
  const headsOf = Map.groupBy(heads, ({ unitId }) => unitId)
  const tell = (people: readonly { accountId: string }[], told: Told): Notice[] =>
    people.map(({ accountId }) => ({ accountId, ...told }))
  return [
    ...suspected.flatMap(hazard =>
      tell([...(headsOf.get(hazard.unit_id) ?? []), ...section], sayUnverified(hazard, limits)),
    ),
    ...late.flatMap(hazard => tell(section, sayReportedLate(hazard, limits))),
    ...asking.flatMap(hazard =>
      tell(
        (hazard.major ? section : (headsOf.get(hazard.unit_id) ?? [])).filter(
          // Nobody decides what he asked for himself.
          ({ accountId }) => accountId !== hazard.asked_by,
        ),
        sayExtensionAsked(hazard),
      ),
    ),
  ]
}

/** Registered out of a check item that proposes it as major, and after the hours of a report still not verified. */
async function listSuspectedMajor(tx: Tx, limits: HazardLimits, now: Instant): Promise<Waiting[]> {
  const { rows } = await sql<Waiting>`
    select hazards.id, hazards.unit_id, hazards.number, hazards.place from hazards
      join inspection_hazards on inspection_hazards.hazard_id = hazards.id and inspection_hazards.proposed = 'major'
    where hazards.state = 'reported'
      and hazards.reported_at < ${now}::timestamptz - ${limits['major-report-hours']} * interval '1 hour'`.execute(
    tx,
  )
  return rows
}

/**
 * Open major ones that came later than the hours of a report. It is known on which day one was found and not at what
 * hour: the hours run from the end of that day, so that nobody is said to be late who may not have been.
 */
async function listReportedLate(tx: Tx, limits: HazardLimits): Promise<Waiting[]> {
  const { rows } = await sql<Waiting>`
    select hazards.id, hazards.unit_id, hazards.number, hazards.place from hazards
    where ${IS_OPEN} and hazards.grade = 'major'
      and hazards.reported_at at time zone interval '8 hours'
        > hazards.discovered_on + 1 + ${limits['major-report-hours']} * interval '1 hour'`.execute(tx)
  return rows
}

interface Asking extends Waiting {
  readonly major: boolean
  readonly asked_by: string
  readonly asked_at: Instant
  readonly until: Day
}

async function listExtensionsAsked(tx: Tx, limits: HazardLimits, now: Instant): Promise<Asking[]> {
  const { rows } = await sql<Asking>`
    select hazards.id, hazards.unit_id, hazards.number, hazards.place, hazards.grade = 'major' as major,
      asked.one ->> 'askedBy' as asked_by, asked.one ->> 'askedAt' as asked_at, asked.one ->> 'until' as until
    from hazards cross join lateral jsonb_array_elements(hazards.extensions) as asked (one)
    where ${ASKS_EXTENSION} and asked.one -> 'granted' = 'null'::jsonb
      and (asked.one ->> 'askedAt')::timestamptz
        < ${now}::timestamptz - ${limits['extension-answer-days']} * interval '1 day'`.execute(tx)
  return rows
}

const sayUnverified = ({ id, number, place }: Waiting, limits: HazardLimits): Told => ({
  kind: 'overdue',
  title: { zh: `疑似重大隐患尚未核实：${place}`, en: `Not verified, may be major: ${place}` },
  body: {
    zh: `${number}，检查时建议判为重大隐患，登记已超过${limits['major-report-hours']}小时。请尽快核实定级，重大隐患由教育局督办。`,
    en: `${number}: its check item proposes a major hazard, and it was registered more than ${countOf(limits['major-report-hours'], 'hour')} ago. Verify and grade it; the bureau sees to major ones.`,
  },
  link: `/hazards/${id}`,
  dedupeKey: `hazard-unverified ${id}`,
})

const sayReportedLate = ({ id, number, place }: Waiting, limits: HazardLimits): Told => ({
  kind: 'overdue',
  title: { zh: `重大隐患未在时限内上报：${place}`, en: `Major hazard reported late: ${place}` },
  body: {
    zh: `${number}，发现后超过${limits['major-report-hours']}小时才登记。请了解原因；是否采取措施，由分管领导决定。`,
    en: `${number} was registered more than ${countOf(limits['major-report-hours'], 'hour')} after it was found. Ask why; whether anything follows is the deputy’s decision.`,
  },
  link: `/hazards/${id}`,
  dedupeKey: `hazard-reported-late ${id}`,
})

const sayExtensionAsked = ({ id, number, place, until, asked_at }: Asking): Told => ({
  kind: 'hazard',
  title: { zh: `延期申请等待答复：${place}`, en: `An extension waits for its answer: ${place}` },
  body: {
    zh: `${number}，申请延期至${monthDay(until)}。请同意或不同意。`,
    en: `${number}: until ${sayDay(until).en} is asked for. Grant or refuse it.`,
  },
  link: `/hazards/${id}`,
  dedupeKey: `hazard-extension ${id} ${asked_at}`,
})
