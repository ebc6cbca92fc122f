import { CampaignId, isSchool, UNIT_KIND_IDS, type Day, type Rate, type SummaryState } from '@anlan/domain'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Tx } from '../db/scope.ts'
import { offsetOf, type Page, type Paging } from '../paging.ts'
import { SUMMARIES_ASKED, RECEIVED } from './summary.queries.ts'

/** How a unit stands with a summary it owes, as whoever gathers them looks at it. */
export const SUMMARY_HEAPS = ['missing', 'submitted', 'returned', 'accepted', 'late', 'all'] as const
export const SummaryHeap = z.enum(SUMMARY_HEAPS)
export type SummaryHeap = z.infer<typeof SummaryHeap>

export const SummaryFilter = z.object({
  campaignId: CampaignId,
  /** Null for the summaries of the whole campaign. */
  phaseId: z.uuid().nullable().default(null),
  heap: SummaryHeap.default('all'),
})
export type SummaryFilter = z.infer<typeof SummaryFilter>

export interface SummaryRow {
  readonly unit: { readonly id: string; readonly name: string; readonly township: string | null }
  readonly id: string | null
  readonly state: SummaryState | null
  readonly version: number | null
  readonly dueOn: Day | null
  readonly handedInAt: string | null
  /** Days after its day: until it came in, or until today. */
  readonly daysLate: number
  /** Its material came as a file of the task, before there was a page for it. */
  readonly byTask: boolean
  readonly wasReturned: boolean
}

const SCHOOLS = UNIT_KIND_IDS.filter(isSchool)

/** Every school that owes the summary or has begun it, with how it stands. */
export const standingSql = (
  { campaignId, phaseId }: Pick<SummaryFilter, 'campaignId' | 'phaseId'>,
  today: Day,
) => sql`
  select units.id as unit_id, units.name, units.township as township_code, townships.name as township, units.ordinal, summaries.id, summaries.state,
    summaries.version, coalesce(summaries.due_on, asked.due_on) as due_on, summaries.handed_in_at,
    greatest(0, coalesce((summaries.handed_in_at at time zone interval '8 hours')::date,
      case when asked.done_by_task then null else ${today}::date end)
      - coalesce(summaries.due_on, asked.due_on)) as days_late,
    coalesce(asked.done_by_task, false) and summaries.id is null as by_task,
    coalesce(summaries.state = 'returned', false) or coalesce(summaries.version > 1, false) as was_returned
  from (select * from (${SUMMARIES_ASKED}) every
    where campaign_id = ${campaignId} and phase_id is not distinct from ${phaseId}::uuid) asked
  full join (select * from summaries
    where campaign_id = ${campaignId} and phase_id is not distinct from ${phaseId}::uuid) summaries
    on summaries.unit_id = asked.unit_id
  join units on units.id = coalesce(summaries.unit_id, asked.unit_id) and units.kind = any (${[...SCHOOLS]}::text[])
    and (units.open_until is null or summaries.handed_in_at is not null)
  left join townships on townships.code = units.township`

const HEAPS: Record<SummaryHeap, ReturnType<typeof sql<boolean>>> = {
  all: sql<boolean>`true`,
  missing: sql<boolean>`(handed_in_at is null and not by_task)`,
  submitted: sql<boolean>`coalesce(state = 'submitted', false)`,
  // What the school has taken up again after it was returned lies with the school as well.
  returned: sql<boolean>`(handed_in_at is not null and state in ('returned', 'draft', 'awaiting-signature'))`,
  accepted: sql<boolean>`(coalesce(state in ${RECEIVED}, false) or by_task)`,
  late: sql<boolean>`coalesce(days_late > 0, false)`,
}

/** One page of the schools of a heap. */
export async function listSummaries(
  tx: Tx,
  filter: SummaryFilter,
  paging: Paging,
  today: Day,
): Promise<Page<SummaryRow>> {
  const { rows } = await sql<Row>`
    select standing.*, count(*) over ()::int as total from (${standingSql(filter, today)}) standing
    where ${HEAPS[filter.heap]}
    order by coalesce(days_late, 0) desc, township collate "zh-x-icu" nulls first, ordinal, name
    limit ${paging.pageSize} offset ${offsetOf(paging)}`.execute(tx)
  return {
    rows: rows.map(row => ({
      unit: { id: row.unit_id, name: row.name, township: row.township },
      ...{ id: row.id, state: row.state, version: row.version, dueOn: row.due_on },
      ...{ handedInAt: row.handed_in_at, daysLate: row.days_late ?? 0, byTask: row.by_task },
      wasReturned: row.was_returned,
    })),
    ...{ total: rows[0]?.total ?? 0, page: paging.page, pageSize: paging.pageSize },
  }
}

interface Row {
  readonly unit_id: string
  readonly name: string
  readonly township: string | null
  readonly id: string | null
  readonly state: SummaryState | null
  readonly version: number | null
  readonly due_on: Day | null
  readonly handed_in_at: string | null
  readonly days_late: number | null
  readonly by_task: boolean
  readonly was_returned: boolean
  readonly total: number
}

export type SummaryCounts = Readonly<Record<SummaryHeap, number>> & {
  readonly inTime: Rate
  readonly dueOn: Day | null
}

/** How many schools stand on each heap, and the rate of those that were in time. */
export async function countSummaries(
  tx: Tx,
  filter: Pick<SummaryFilter, 'campaignId' | 'phaseId'>,
  today: Day,
): Promise<SummaryCounts> {
  const { rows } = await sql<Record<SummaryHeap | 'in_time' | 'counted', number> & { due_on: Day | null }>`
    select ${sql.join(SUMMARY_HEAPS.map(heap => sql`count(*) filter (where ${HEAPS[heap]})::int as ${sql.ref(heap)}`))},
      count(*) filter (where handed_in_at is not null and due_on is not null and days_late = 0)::int as in_time,
      count(*) filter (where due_on is not null and not by_task and (handed_in_at is not null or days_late > 0))::int as counted,
      max(due_on) as due_on
    from (${standingSql(filter, today)}) standing`.execute(tx)
  const row = rows[0]
  if (!row) throw new Error('an aggregate has a row')
  const { in_time, counted, due_on, ...heaps } = row
  return { ...heaps, inTime: { numerator: in_time, denominator: counted }, dueOn: due_on }
}
