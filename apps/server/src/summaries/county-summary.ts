import {
  COUNTY_SUMMARY_FLOW,
  err,
  figuresNamedIn,
  findStep,
  ok,
  type CampaignId,
  type CountySummaryEvent,
  type CountySummaryState,
  type CountySummaryText,
  type Rate,
  type Result,
  type SummaryFigure,
  type SummarySection,
} from '@anlan/domain'
import { sql, type Selectable } from 'kysely'
import { recordAudit } from '../audit/record-audit.ts'
import type { Tx } from '../db/scope.ts'
import { newId } from '../ids.ts'
import type { Refusal } from '../refusal.ts'
import type { Context } from '../trpc.ts'
import type { CountySummariesTable } from './county-summaries.table.ts'
import { readCountyFigures } from './gather-county.ts'
import { findOccasion } from './summary.queries.ts'

export interface CountyOccasion {
  readonly campaignId: CampaignId
  readonly phaseId: string | null
}
export type CountySummaryRow = Selectable<CountySummariesTable>

/** Begins to gather the schools' figures in the background, the first time or anew. What is gathered already is not begun twice. */
export async function startGathering(
  context: Context,
  of: CountyOccasion,
): Promise<Result<{ id: string }, Refusal>> {
  const { app, actor, now } = context
  const begun = await app.db.transaction(actor, async (tx): Promise<Result<{ id: string }, Refusal>> => {
    const occasion = await findOccasion(tx, of.campaignId, of.phaseId)
    if (!occasion) return err({ code: 'not-found' })
    const id = newId<string>()
    await sql`insert into county_summaries (id, campaign_id, phase_id, state, title, sections, gathering, heard_at,
        started_by, started_by_name)
      values (${id}, ${of.campaignId}, ${of.phaseId}::uuid, 'draft', '', '[]', 'cancelled', ${now}, ${actor.accountId}, ${actor.name})
      on conflict do nothing`.execute(tx)
    const row = await findForUpdate(tx, of)
    if (!row) return err({ code: 'not-found' })
    const step = stepOf(row, 'gather', context)
    if (!step.ok) return step
    if (row.gathering === 'waiting' || row.gathering === 'running') return err({ code: 'gathering-already' })
    await tx.deleteFrom('county_summary_units').where('county_summary_id', '=', row.id).execute()
    await tx
      .updateTable('county_summaries')
      .set({ gathering: 'waiting', gathered: 0, to_gather: 0, heard_at: now })
      .set({ started_by: actor.accountId, started_by_name: actor.name })
      .where('id', '=', row.id)
      .execute()
    await record(tx, context, row.id, 'gather', { title: row.title })
    return ok({ id: row.id })
  })
  if (begun.ok) app.gathering.go(app, begun.value.id)
  return begun
}

/** Stops a gathering between two steps; the text stays as it was. */
export function cancelGathering(context: Context, of: CountyOccasion): Promise<Result<null, Refusal>> {
  return changeCountySummary(context, of, 'cancel', null, row =>
    row.gathering === 'waiting' || row.gathering === 'running'
      ? ok({ gathering: 'cancelled' as const })
      : err({ code: 'gathering-over' }),
  )
}

/** Saves what somebody wrote; figures that are put in say what was gathered. */
export function saveCountySummary(
  context: Context,
  of: CountyOccasion,
  revision: number,
  text: CountySummaryText,
): Promise<Result<null, Refusal>> {
  return changeCountySummary(context, of, 'edit', revision, async (row, tx) => {
    const sections = withFigures(row.sections, text.sections, await readCountyFigures(tx, row.id))
    if (!sections.ok) return sections
    return ok({ title: text.title, sections: JSON.stringify(sections.value) })
  })
}

/** One event on the county’s summary: locked, decided, saved and recorded together. */
export function changeCountySummary(
  context: Context,
  of: CountyOccasion,
  event: CountySummaryEvent,
  revision: number | null,
  decide: (row: CountySummaryRow, tx: Tx) => Result<object, Refusal> | Promise<Result<object, Refusal>>,
  told: object = {},
): Promise<Result<null, Refusal>> {
  return context.app.db.transaction(context.actor, async (tx): Promise<Result<null, Refusal>> => {
    const row = await findForUpdate(tx, of)
    if (!row) return err({ code: 'not-found' })
    if (revision !== null && row.revision !== revision)
      return err({ code: 'stale-revision', current: row.revision })
    const step = stepOf(row, event, context)
    if (!step.ok) return step
    const changes = await decide(row, tx)
    if (!changes.ok) return changes
    await tx
      .updateTable('county_summaries')
      .set({ ...changes.value, revision: row.revision + 1 })
      .where('id', '=', row.id)
      .execute()
    await record(tx, context, row.id, event, { title: row.title, state: step.value, ...told })
    return ok(null)
  })
}

function stepOf(
  row: CountySummaryRow,
  event: CountySummaryEvent,
  { actor }: Context,
): Result<CountySummaryState, Refusal> {
  const step = findStep<CountySummaryState, CountySummaryEvent>(COUNTY_SUMMARY_FLOW, row.state, event)
  if (!step) return err({ code: 'county-summary-signed' })
  return step.by.includes(actor.role) ? ok(step.to) : err({ code: 'role-not-allowed' })
}

const findForUpdate = (
  tx: Tx,
  { campaignId, phaseId }: CountyOccasion,
): Promise<CountySummaryRow | undefined> =>
  tx
    .selectFrom('county_summaries')
    .selectAll()
    .where('campaign_id', '=', campaignId)
    .where(sql<boolean>`phase_id is not distinct from ${phaseId}::uuid`)
    .forUpdate()
    .executeTakeFirst()

const record = (
  tx: Tx,
  context: Context,
  id: string,
  event: CountySummaryEvent,
  after: object,
): Promise<void> =>
  recordAudit(tx, context, {
    ...{ action: `county-summary.${event}`, subject: { kind: 'county-summary', id }, unitId: null, after },
  })

function withFigures(
  before: readonly SummarySection[],
  texts: CountySummaryText['sections'],
  gathered: ReadonlyMap<string, Rate>,
): Result<SummarySection[], Refusal> {
  const stated = new Map(before.flatMap(({ figures }) => figures.map(each => [each.indicator, each])))
  const sections: SummarySection[] = []
  for (const text of texts) {
    const figures: SummaryFigure[] = []
    for (const indicator of figuresNamedIn(text.text)) {
      const rate = stated.get(indicator) ?? gathered.get(indicator)
      if (!rate) return err({ code: 'figure-unknown', indicator })
      figures.push({ indicator, numerator: rate.numerator, denominator: rate.denominator })
    }
    sections.push({ ...text, figures })
  }
  return ok(sections)
}
