import type { Day, SummaryState, UnitId } from '@anlan/domain'
import { sql } from 'kysely'
import type { Tx } from '../db/scope.ts'
import { SUMMARIES_ASKED } from './summary.queries.ts'

/** A phase, or a campaign as a whole, of which units write summaries. */
export interface SummaryOccasionRow {
  readonly campaignId: string
  readonly campaign: string
  readonly isRunning: boolean
  /** Null for the whole campaign. */
  readonly phaseId: string | null
  readonly phase: string | null
  /** The plan asks for it, of some unit within the scope. */
  readonly isAsked: boolean
  readonly dueOn: Day | null
  /** The summary of the reader's own unit, where it has begun one. */
  readonly own: { readonly id: string; readonly state: SummaryState; readonly version: number } | null
  /** How many units within the scope have begun one. */
  readonly begun: number
  /** The plan asks for it of the reader's own unit. */
  readonly isOwed: boolean
}

/** Campaigns that run or are over, the newest first, each as a whole and by its phases; what the plan asks for stands first. */
export async function listOccasions(tx: Tx, unitId: UnitId): Promise<SummaryOccasionRow[]> {
  const { rows } = await sql<SummaryOccasionRow>`
    with asked as (
      select campaign_id, phase_id, min(due_on) as due_on, bool_or(unit_id = ${unitId}) as owed
      from (${SUMMARIES_ASKED}) every group by 1, 2),
    begun as (select campaign_id, phase_id, count(*)::int as count from summaries group by 1, 2),
    occasions as (
      select id as campaign_id, null::uuid as phase_id, null as phase, 0 as ordinal from campaigns
      union all select campaign_id, id, name, ordinal from phases
        -- The phase that reviews the campaign is summed up by the summary of the whole.
        where kind <> 'review' or id in (select phase_id from summaries))
    select campaigns.id as "campaignId", campaigns.title as campaign, campaigns.state = 'running' as "isRunning",
      occasions.phase_id as "phaseId", occasions.phase, asked.campaign_id is not null as "isAsked",
      coalesce(own.due_on, asked.due_on) as "dueOn", coalesce(begun.count, 0) as begun, coalesce(asked.owed, false) as "isOwed",
      case when own.id is null then null else jsonb_build_object('id', own.id, 'state', own.state,
        'version', own.version) end as own
    from occasions join campaigns on campaigns.id = occasions.campaign_id
      and campaigns.state in ('running', 'suspended', 'archived')
    left join asked on asked.campaign_id = occasions.campaign_id
      and asked.phase_id is not distinct from occasions.phase_id
    left join begun on begun.campaign_id = occasions.campaign_id
      and begun.phase_id is not distinct from occasions.phase_id
    left join summaries own on own.unit_id = ${unitId} and own.campaign_id = occasions.campaign_id
      and own.phase_id is not distinct from occasions.phase_id
    order by campaigns.dispatched_at desc nulls last, campaigns.id, occasions.ordinal`.execute(tx)
  return rows
}
