import {
  hasClosed,
  RECEIVED_SUMMARY_STATES,
  type AssignmentId,
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

/** The states of summaries that the bureau has received, to stand behind `in`. */
export const RECEIVED = sql`(${sql.join(RECEIVED_SUMMARY_STATES.map(state => sql.lit(state)))})`

/** Archives what was received of a campaign that is archived itself; what was not, stays where it is. */
export async function archiveSummaries(
  tx: Tx,
  { actor, now }: Occasion,
  campaignId: CampaignId,
): Promise<number> {
  const { rows } = await sql`
    with archived as (
      update summaries set state = 'archived', revision = revision + 1
      where campaign_id = ${campaignId} and state in ('accepted', 'merged')
      returning id, unit_id, version)
    insert into summary_events (id, summary_id, unit_id, version, at, actor_id, actor_name, actor_role, event)
    select uuidv7(), id, unit_id, version, ${now}, ${actor.accountId}, ${actor.name}, ${actor.role}, 'archive'
    from archived returning id`.execute(tx)
  return rows.length
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
    min(assignments.due_on) as due_on,
    jsonb_agg(jsonb_build_object('id', assignments.id, 'title', tasks.title, 'dueOn', assignments.due_on)
      order by assignments.due_on, assignments.id) as tasks,
    bool_and(assignments.state = 'accepted') as done_by_task
  from assignments
  join tasks on tasks.id = assignments.task_id and tasks.milestone = 'summary'
  join phases on phases.id = assignments.phase_id
  where assignments.state <> 'excused'
  group by 1, 2, 3`

/** A task of the plan that asks a unit for its summary. */
export interface AskingTask {
  readonly id: AssignmentId
  readonly title: string
  readonly dueOn: Day | null
}

/** The tasks that ask a unit for this summary, the earliest first, and by when it is due: several may ask for the one. */
export async function findAsked(
  tx: Tx,
  { campaignId, phase, unitId }: Pick<Summary, 'campaignId' | 'phase' | 'unitId'>,
): Promise<{ readonly tasks: readonly AskingTask[]; readonly dueOn: Day | null } | undefined> {
  const { rows } = await sql<{ tasks: readonly AskingTask[]; dueOn: Day | null }>`
    select tasks, due_on as "dueOn" from (${SUMMARIES_ASKED}) asked
    where unit_id = ${unitId} and campaign_id = ${campaignId}
      and phase_id is not distinct from ${phase}::uuid`.execute(tx)
  return rows[0]
}
