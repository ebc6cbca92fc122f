import {
  covers,
  draftSummary,
  err,
  ok,
  type CampaignId,
  type Result,
  type SummaryId,
  type UnitId,
} from '@anlan/domain'
import { sql } from 'kysely'
import { recordAudit } from '../audit/record-audit.ts'
import { newId } from '../ids.ts'
import type { Refusal } from '../refusal.ts'
import type { Context } from '../trpc.ts'
import { readerOf } from './reader.ts'
import { appendSummaryEvent, findAsked, findAuthor, findOccasion } from './summary.queries.ts'
import { AREA_RATES, figuresOf } from './unit-figures.ts'

interface Input {
  readonly campaignId: CampaignId
  /** Null for the whole campaign. */
  readonly phaseId: string | null
  readonly unitId: UnitId
}

/**
 * Drafts a unit's summary from the data. There is one of a phase or campaign for a unit: whoever begins a second time, or at
 * the same moment, is led to the first.
 */
export function beginSummary(context: Context, input: Input): Promise<Result<{ id: SummaryId }, Refusal>> {
  const { app, actor, now } = context
  return app.db.transaction(actor, async (tx): Promise<Result<{ id: SummaryId }, Refusal>> => {
    if (!covers(actor.scope, input.unitId)) return err({ code: 'outside-scope' })
    const [occasion, author] = await Promise.all([
      findOccasion(tx, input.campaignId, input.phaseId),
      findAuthor(tx, input.unitId),
    ])
    if (!occasion || !author) return err({ code: 'not-found' })
    if (author.isClosed) return err({ code: 'unit-closed' })
    if (occasion.state !== 'running') return err({ code: 'campaign-not-running' })
    const of = { campaignId: input.campaignId, phase: input.phaseId, unitId: input.unitId }
    const [asked, figures] = await Promise.all([
      findAsked(tx, of),
      figuresOf(tx, readerOf(context), input.campaignId, input.unitId),
    ])
    const draft = draftSummary({
      ...{ campaign: occasion.title, phase: occasion.phase, unit: author.name },
      ...{ figures, areaRates: AREA_RATES },
    })
    const id = newId<SummaryId>()
    const { rows } = await sql<{ id: SummaryId }>`
      insert into summaries (id, campaign_id, phase_id, unit_id, state, title, sections, taken_at, due_on, version, begun_by)
      values (${id}, ${input.campaignId}, ${input.phaseId}::uuid, ${input.unitId}, 'draft', ${draft.title},
        ${JSON.stringify(draft.sections)}::jsonb, ${now}, ${asked?.dueOn ?? null}::date, 1, ${actor.accountId})
      on conflict do nothing returning id`.execute(tx)
    if (rows.length === 0) return findBegun(tx, of)
    await appendSummaryEvent(
      tx,
      context,
      { id, unitId: input.unitId, version: 1 },
      { event: 'begin', note: null },
    )
    await recordAudit(tx, context, {
      ...{ action: 'summary.begin', subject: { kind: 'summary', id }, unitId: input.unitId },
      after: { title: draft.title, state: 'draft' },
    })
    return ok({ id })
  })
}

/** Refused in form, so that nothing is written; the code carries where the first one is. */
async function findBegun(
  tx: Parameters<typeof findAsked>[0],
  of: Parameters<typeof findAsked>[1],
): Promise<Result<{ id: SummaryId }, Refusal>> {
  const row = await tx
    .selectFrom('summaries')
    .select('id')
    .where('unit_id', '=', of.unitId)
    .where('campaign_id', '=', of.campaignId)
    .where('phase_id', 'is not distinct from', of.phase)
    .executeTakeFirst()
  return row ? ok({ id: row.id as SummaryId }) : err({ code: 'not-found' })
}
