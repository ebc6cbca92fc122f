import {
  decideCampaign,
  err,
  ok,
  type Campaign,
  type CampaignEvent,
  type CampaignId,
  type CampaignState,
  type Instant,
  type Result,
} from '@anlan/domain'
import { recordAudit } from '../audit/record-audit.ts'
import type { Tx } from '../db/scope.ts'
import { announce } from '../live/news.ts'
import type { Refusal } from '../refusal.ts'
import { archiveSummaries } from '../summaries/summary.queries.ts'
import type { Context } from '../trpc.ts'
import { findCampaignForUpdate, type LockedCampaign } from './campaign.queries.ts'
import { dispatchCampaign } from './dispatch-campaign.ts'
import { listUnits, readDraft } from './draft.queries.ts'

interface Input {
  readonly id: CampaignId
  readonly revision: number
  readonly event: CampaignEvent
  readonly reason: string | null
}

export type CampaignTurn = Campaign & { readonly revision: number; readonly dispatchedAt: Instant | null }

/**
 * Carries one event on a campaign. A draft with blocking problems is neither confirmed nor dispatched. Two people at
 * once: the row is locked, so the second finds a later revision and is told.
 */
export function advanceCampaign(context: Context, input: Input): Promise<Result<CampaignTurn, Refusal>> {
  const { app, actor } = context
  return app.db.transaction(actor, async (tx): Promise<Result<CampaignTurn, Refusal>> => {
    const before = await findCampaignForUpdate(tx, input.id)
    if (!before) return err({ code: 'not-found' })
    if (before.revision !== input.revision) return err({ code: 'stale-revision', current: before.revision })
    const { state } = before.campaign
    const decision = decideCampaign(state, input.event, actor, input.reason)
    if (!decision.ok) return decision

    const work = await carryOut(tx, context, before, input.event)
    if (!work.ok) return work
    const revision = before.revision + 1
    const dispatchedAt = await saveState(tx, context, input, decision.value, revision)
    await recordAudit(tx, context, {
      action: `campaign.${input.event}`,
      subject: { kind: 'campaign', id: input.id },
      unitId: null,
      before: { state, revision: before.revision },
      after: { state: decision.value, revision, reason: input.reason, ...work.value },
    })
    announce(tx, `campaign:${input.id}`)
    return ok({ ...before.campaign, state: decision.value, revision, dispatchedAt })
  })
}

/** What an event does besides changing the state; what it tells goes into the record. */
async function carryOut(
  tx: Tx,
  context: Context,
  before: LockedCampaign,
  event: CampaignEvent,
): Promise<Result<object, Refusal>> {
  if (event === 'archive') return ok({ summaries: await archiveSummaries(tx, context, before.campaign.id) })
  if (event !== 'confirm' && event !== 'dispatch') return ok({})
  if (!before.draft) return err({ code: 'not-found' })
  const units = await listUnits(tx)
  const { problems } = readDraft(before.draft, units, context.app.clock.today())
  const blocking = problems.filter(problem => problem.blocking)
  if (blocking.length > 0) return err({ code: 'draft-not-ready', problems: blocking })
  if (event === 'confirm') return ok({ tasks: before.draft.tasks.length, phases: before.draft.phases.length })
  return ok(await dispatchCampaign(tx, context, before.campaign, before.draft, units))
}

async function saveState(
  tx: Tx,
  { actor, now }: Context,
  input: Input,
  state: CampaignState,
  revision: number,
): Promise<Instant | null> {
  const row = await tx
    .updateTable('campaigns')
    .set({ state, revision, reason: input.reason?.trim() || null })
    .$if(input.event === 'dispatch', query =>
      query.set({ dispatched_by: actor.accountId, dispatched_at: now }),
    )
    .where('id', '=', input.id)
    .returning('dispatched_at')
    .executeTakeFirstOrThrow()
  return row.dispatched_at
}
