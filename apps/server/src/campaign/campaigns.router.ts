import {
  Addressees,
  CampaignDraft,
  CampaignEvent,
  CampaignId,
  CampaignState,
  resolveAddressees,
  UnitKind,
  type Day,
  type Instant,
  humanText,
} from '@anlan/domain'
import { z } from 'zod'
import { scopeKey, type Tx } from '../db/scope.ts'
import { Paging } from '../paging.ts'
import { refuse } from '../refusal.ts'
import { permitted, router, type Context } from '../trpc.ts'
import { advanceCampaign } from './advance-campaign.ts'
import { findCampaignDetail, listCampaigns } from './campaign.queries.ts'
import { findDraft, listUnits } from './draft.queries.ts'
import { countBy, countCampaign, ProgressBy, readMatrix } from './progress.queries.ts'
import { saveDraft } from './save-draft.ts'

const ById = z.object({ id: CampaignId })
const Revision = z.number().int().min(1)
const isUnique = (rows: readonly { id: string }[]): boolean =>
  new Set(rows.map(row => row.id)).size === rows.length
/** A draft in which every row can be told apart. */
const Draft = CampaignDraft.refine(draft => isUnique(draft.phases) && isUnique(draft.tasks), {
  error: 'duplicate-id',
})

/**
 * A board's counts: whoever asks at the same moment for the same of the same scope shares one reading of the
 * database, begun after he asked. Only for tables whose rows depend on the scope and on nobody's account.
 */
function shared<Value extends object>(
  { app, actor }: Context,
  what: readonly [name: string, input: object],
  read: (tx: Tx, today: Day) => Promise<Value>,
): Promise<Value & { asOf: Instant }> {
  const today = app.clock.today()
  return app.sharer.ask(JSON.stringify([...what, today, scopeKey(actor)]), async () => {
    const asOf = app.clock.now()
    return { ...(await app.db.read(actor, tx => read(tx, today))), asOf }
  })
}

export const campaignsRouter = router({
  list: permitted('campaign.read')
    .input(Paging.extend({ state: z.array(CampaignState).max(10).optional() }))
    .query(({ ctx, input }) =>
      ctx.app.db.read(ctx.actor, tx => listCampaigns(tx, input, input, ctx.app.clock.today())),
    ),

  get: permitted('campaign.read')
    .input(ById)
    .query(async ({ ctx, input }) => {
      const today = ctx.app.clock.today()
      const campaign = await ctx.app.db.read(ctx.actor, tx => findCampaignDetail(tx, input.id, today))
      if (!campaign) throw refuse({ code: 'not-found' })
      return campaign
    }),

  // Who may dispatch must be able to read what he dispatches.
  draft: permitted('campaign.dispatch')
    .input(ById)
    .query(async ({ ctx, input }) => {
      const today = ctx.app.clock.today()
      const draft = await ctx.app.db.read(ctx.actor, tx => findDraft(tx, input.id, today))
      if (!draft) throw refuse({ code: 'not-found' })
      return draft
    }),

  saveDraft: permitted('campaign.draft')
    .input(ById.extend({ revision: Revision, draft: Draft }))
    .mutation(async ({ ctx, input }) => {
      const result = await saveDraft(ctx, input)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  previewAddressees: permitted('campaign.dispatch')
    .input(z.object({ addressees: Addressees }))
    .query(async ({ ctx, input }) => {
      const units = await ctx.app.db.read(ctx.actor, listUnits)
      const reached = resolveAddressees(units, input.addressees, ctx.app.clock.today())
      return { units: reached.map(({ id, name, kind, township }) => ({ id, name, kind, township })) }
    }),

  advance: permitted('campaign.dispatch')
    .input(
      ById.extend({
        revision: Revision,
        event: CampaignEvent,
        reason: humanText(0, 500).nullable().default(null),
      }),
    )
    .mutation(async ({ ctx, input }) => {
      const result = await advanceCampaign(ctx, input)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  progress: permitted('progress.read')
    .input(ById.extend({ by: ProgressBy }))
    .query(({ ctx, input }) =>
      shared(ctx, ['progress', input], (tx, today) => countBy(tx, input.id, input.by, today)),
    ),

  matrix: permitted('progress.read')
    .input(
      ById.extend({
        township: z.string().max(9).optional(),
        kind: UnitKind.optional(),
        search: z.string().trim().max(60).optional(),
      }),
    )
    .query(({ ctx, input }) =>
      shared(ctx, ['matrix', input], (tx, today) => readMatrix(tx, input.id, input, today)),
    ),

  live: permitted('progress.read')
    .input(ById)
    .subscription(async function* ({ ctx, input, signal }) {
      const take = () =>
        shared(ctx, ['live', input], async (tx, today) => ({
          total: await countCampaign(tx, input.id, today),
        }))
      let version = 0
      for await (const snapshot of ctx.app.live.snapshots(
        `campaign:${input.id}`,
        scopeKey(ctx.actor),
        take,
        signal,
      )) {
        version += 1
        yield { ...snapshot, version }
      }
    }),
})
