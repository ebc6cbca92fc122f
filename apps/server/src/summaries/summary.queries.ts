import {
  hasClosed,
  type CampaignId,
  type Day,
  type Summary,
  type SummaryEvent,
  type SummaryId,
  type UnitId,
} from '@anlan/domain'
import { sql } from 'kysely'
import type { Occasion } from '../audit/record-audit.ts'
import type { Tx } from '../db/scope.ts'
import { newId } from '../ids.ts'
import { toSummary, toSummaryChange } from './summaries.table.ts'

/** The summary within the scope, or nothing. */
export async function findSummary(tx: Tx, id: SummaryId): Promise<Summary | undefined> {
  const row = await tx.selectFrom('summaries').selectAll().where('id', '=', id).executeTakeFirst()
  return row && toSummary(row)
}

/** The same, locked until the transaction ends: of two who decide at once the second sees what the first did. */
export async function findSummaryForUpdate(tx: Tx, id: SummaryId): Promise<Summary | undefined> {
  const row = await tx.selectFrom('summaries').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  return row && toSummary(row)
}

export async function saveSummary(tx: Tx, summary: Summary): Promise<void> {
  await tx.updateTable('summaries').set(toSummaryChange(summary)).where('id', '=', summary.id).execute()
}

/** One line of what happened to a summary. */
export async function appendSummaryEvent(
  tx: Tx,
  { actor, now }: Occasion,
  summary: Pick<Summary, 'id' | 'unitId' | 'version'>,
  happening: { readonly event: SummaryEvent | 'begin'; readonly note: string | null },
): Promise<void> {
  await tx
    .insertInto('summary_events')
    .values({
      ...{ id: newId<string>(), summary_id: summary.id, unit_id: summary.unitId, version: summary.version },
      ...{ at: now, event: happening.event, note: happening.note },
      ...{ actor_id: actor.accountId, actor_name: actor.name, actor_role: actor.role },
    })
    .execute()
}

/** The unit a summary is of, and whether somebody there is its head. */
export async function findAuthor(tx: Tx, id: UnitId) {
  const row = await tx
    .selectFrom('units')
    .select(['name', 'open_until as openUntil'])
    .select(
      sql<boolean>`exists (select from accounts where accounts.unit_id = units.id and role = 'principal'
        and disabled_at is null)`.as('hasOwnHead'),
    )
    .where('id', '=', id)
    .executeTakeFirst()
  return row && { name: row.name, hasOwnHead: row.hasOwnHead, isClosed: hasClosed(row) }
}

/** A campaign with one of its phases, or as a whole. */
export async function findOccasion(tx: Tx, campaignId: CampaignId, phaseId: string | null) {
  const row = await tx
    .selectFrom('campaigns')
    .leftJoin('phases', join =>
      join.onRef('phases.campaign_id', '=', 'campaigns.id').on('phases.id', '=', phaseId),
    )
    .select(['campaigns.id', 'campaigns.title', 'campaigns.state', 'campaigns.year', 'phases.name as phase'])
    .where('campaigns.id', '=', campaignId)
    .executeTakeFirst()
  return row && (phaseId === null || row.phase !== null) ? row : undefined
}

/**
 * Who owes a summary of what by when: a task of the plan asks for it. One in the phase that reviews the campaign asks for the
 * summary of the whole, one in another phase for the summary of that phase.
 */
export const SUMMARIES_ASKED = sql`
  select assignments.unit_id, assignments.campaign_id,
    case when phases.kind = 'review' then null else phases.id end as phase_id,
    min(assignments.due_on) as due_on, (array_agg(assignments.id order by assignments.id))[1] as assignment_id,
    bool_and(assignments.state = 'accepted') as done_by_task
  from assignments
  join tasks on tasks.id = assignments.task_id and tasks.milestone = 'summary'
  join phases on phases.id = assignments.phase_id
  where assignments.state <> 'excused'
  group by 1, 2, 3`

/** The task that asks a unit for this summary, and its day. */
export async function findAsked(
  tx: Tx,
  { campaignId, phase, unitId }: Pick<Summary, 'campaignId' | 'phase' | 'unitId'>,
): Promise<{ assignmentId: string; dueOn: Day | null } | undefined> {
  const { rows } = await sql<{ assignmentId: string; dueOn: Day | null }>`
    select assignment_id as "assignmentId", due_on as "dueOn" from (${SUMMARIES_ASKED}) asked
    where unit_id = ${unitId} and campaign_id = ${campaignId}
      and phase_id is not distinct from ${phase}::uuid`.execute(tx)
  return rows[0]
}
