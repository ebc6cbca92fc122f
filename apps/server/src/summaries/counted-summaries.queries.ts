import { CampaignId, UnitId, type Actor, type Day, type SummaryId, type SummaryState } from '@anlan/domain'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Tx } from '../db/scope.ts'
import { unitsAsked } from '../indicators/counter.ts'
import { offsetOf, type Page, type Paging } from '../paging.ts'
import { copiesOf, COUNTED_SUMMARIES, COUNTED_SUMMARY_IDS } from './summary-facts.ts'

export const CountedSummaryFilter = z.object({
  counted: z.enum(COUNTED_SUMMARY_IDS),
  unitId: UnitId.optional(),
  campaignId: CampaignId.optional(),
})
export type CountedSummaryFilter = z.infer<typeof CountedSummaryFilter>

export interface CountedSummary {
  readonly unit: string
  readonly campaign: string
  /** Null for the summary of the whole campaign. */
  readonly phase: string | null
  /** Null where nobody has begun it. */
  readonly id: SummaryId | null
  readonly state: SummaryState | null
  readonly dueOn: Day | null
  readonly handedInAt: string | null
  readonly byTask: boolean
  readonly timeliness: 'in-time' | 'late' | 'owed' | null
}

/** One page of the summaries that a number of their rates counts, those due first before the others. */
export async function listCountedSummaries(
  tx: Tx,
  actor: Actor,
  { counted, unitId, campaignId }: CountedSummaryFilter,
  paging: Paging,
  today: Day,
): Promise<Page<CountedSummary>> {
  const asked = { units: unitsAsked(actor.scope, unitId && [unitId]), campaignId, reader: { today } }
  const { rows } = await sql<CountedSummary & { total: number }>`
    select units.name as unit, campaigns.title as campaign, phases.name as phase, copies.id, copies.state,
      copies.due_on as "dueOn", copies.handed_in_at as "handedInAt", by_task as "byTask", timeliness,
      (count(*) over ())::int as total
    from (select * from (${copiesOf(asked)}) every where ${COUNTED_SUMMARIES[counted]}) copies
      join units on units.id = copies.unit_id
      join campaigns on campaigns.id = copies.campaign_id left join phases on phases.id = copies.phase_id
    order by copies.due_on nulls last, campaigns.id, units.ordinal, copies.phase_id
    limit ${paging.pageSize} offset ${offsetOf(paging)}`.execute(tx)
  return {
    rows: rows.map(row => ({
      ...{ unit: row.unit, campaign: row.campaign, phase: row.phase, id: row.id, state: row.state },
      ...{ dueOn: row.dueOn, handedInAt: row.handedInAt, byTask: row.byTask, timeliness: row.timeliness },
    })),
    ...{ total: rows[0]?.total ?? 0, page: paging.page, pageSize: paging.pageSize },
  }
}
