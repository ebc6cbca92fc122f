import type { summariesAccepted, summariesInTime, UnitId } from '@anlan/domain'
import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '../db/scope.ts'
import { isAsked, type Asked } from '../indicators/counter.ts'
import { SUMMARIES_ASKED, RECEIVED } from './summary.queries.ts'

type Facts = Parameters<typeof summariesInTime.count>[0]
type Accepted = Parameters<typeof summariesAccepted.count>[0]

/**
 * Every summary that one of the units asked for owes or has written, with how it stands: `timeliness` is what the domain's
 * `summaryTimeliness` says of it, and nothing where it came as a file of its task.
 */
export const copiesOf = (
  asked: Pick<Asked, 'units' | 'campaignId'> & { reader: Pick<Asked['reader'], 'today'> },
) => sql`
  select *, case
      when due_on is null or by_task then null
      when handed_in_at is null then case when due_on < ${asked.reader.today}::date then 'owed' end
      when (handed_in_at at time zone interval '8 hours')::date > due_on then 'late' else 'in-time' end as timeliness
  from (
    select coalesce(summaries.unit_id, owed.unit_id) as unit_id, coalesce(summaries.due_on, owed.due_on) as due_on,
      summaries.id, summaries.state, summaries.handed_in_at,
      coalesce(owed.done_by_task, false) and summaries.id is null as by_task,
      coalesce(summaries.campaign_id, owed.campaign_id) as campaign_id,
      coalesce(summaries.phase_id, owed.phase_id) as phase_id
    from (${SUMMARIES_ASKED}) owed full join summaries on summaries.unit_id = owed.unit_id
      and summaries.campaign_id = owed.campaign_id and summaries.phase_id is not distinct from owed.phase_id) stands
  where ${isAsked(asked, 'unit_id')}
    and ${asked.campaignId ? sql`campaign_id = ${asked.campaignId}` : sql`true`}`

/** Of the copies above those that a number of a rate counts. */
export const COUNTED_SUMMARIES = {
  asked: sql<boolean>`true`,
  accepted: sql<boolean>`(by_task or coalesce(state in ${RECEIVED}, false))`,
  due: sql<boolean>`timeliness is not null`,
  'in-time': sql<boolean>`coalesce(timeliness = 'in-time', false)`,
} as const satisfies Record<string, RawBuilder<boolean>>
export type CountedSummaries = keyof typeof COUNTED_SUMMARIES
export const COUNTED_SUMMARY_IDS = Object.keys(COUNTED_SUMMARIES) as [CountedSummaries, ...CountedSummaries[]]

/** How the summaries that the units asked for owe or have written stand with their day. */
export async function summaryFacts(tx: Tx, asked: Asked): Promise<ReadonlyMap<UnitId, Facts>> {
  const { rows } = await sql<{ unit_id: UnitId; kinds: Facts }>`
    select unit_id, jsonb_agg(timeliness) as kinds from (${copiesOf(asked)}) copies group by unit_id`.execute(
    tx,
  )
  return new Map(rows.map(({ unit_id, kinds }) => [unit_id, kinds]))
}

/** How many of them the bureau found complete. */
export async function acceptedFacts(tx: Tx, asked: Asked): Promise<ReadonlyMap<UnitId, Accepted>> {
  const { rows } = await sql<Accepted & { unit_id: UnitId }>`
    select unit_id, count(*)::int as owed,
      count(*) filter (where ${COUNTED_SUMMARIES.accepted})::int as accepted
    from (${copiesOf(asked)}) copies group by unit_id`.execute(tx)
  return new Map(rows.map(({ unit_id, ...facts }) => [unit_id, facts]))
}
