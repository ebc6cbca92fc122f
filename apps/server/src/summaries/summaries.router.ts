import { CampaignId, PhaseId, SummaryCommand, SummaryId, UnitId } from '@anlan/domain'
import { z } from 'zod'
import { Paging } from '../paging.ts'
import { refuse } from '../refusal.ts'
import { permitted, router } from '../trpc.ts'
import { advanceSummary } from './advance-summary.ts'
import { beginSummary } from './begin-summary.ts'
import { getSummary } from './get-summary.ts'
import { CountedSummaryFilter, listCountedSummaries } from './counted-summaries.queries.ts'
import { countSummaries, listSummaries, SummaryFilter } from './list-summaries.ts'
import { listOccasions } from './own-summaries.queries.ts'

export const summariesRouter = router({
  /** The campaigns and phases of which there are summaries, and for whoever writes them his unit's own. */
  occasions: permitted('summary.read').query(({ ctx }) =>
    ctx.app.db.read(ctx.actor, tx => listOccasions(tx, ctx.actor.unitId)),
  ),

  list: permitted('summary.read')
    .input(Paging.extend({ filter: SummaryFilter }))
    .query(({ ctx, input }) =>
      ctx.app.db.read(ctx.actor, tx => listSummaries(tx, input.filter, input, ctx.app.clock.today())),
    ),

  /** The summaries behind a number of their rates. */
  counted: permitted('summary.read')
    .input(Paging.extend({ filter: CountedSummaryFilter }))
    .query(({ ctx: { app, actor }, input }) =>
      app.db.read(actor, tx => listCountedSummaries(tx, actor, input.filter, input, app.clock.today())),
    ),

  counts: permitted('summary.read')
    .input(SummaryFilter.pick({ campaignId: true, phaseId: true }))
    .query(({ ctx, input }) =>
      ctx.app.db.read(ctx.actor, tx => countSummaries(tx, input, ctx.app.clock.today())),
    ),

  get: permitted('summary.read')
    .input(z.object({ id: SummaryId }))
    .query(async ({ ctx, input }) => {
      const result = await getSummary(ctx, input.id)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  begin: permitted('summary.write')
    .input(z.object({ campaignId: CampaignId, phaseId: PhaseId.nullable(), unitId: UnitId }))
    .mutation(async ({ ctx, input }) => {
      const result = await beginSummary(ctx, input)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  advance: permitted('summary.read')
    .input(z.object({ id: SummaryId, revision: z.number().int(), command: SummaryCommand }))
    .mutation(async ({ ctx, input }) => {
      const result = await advanceSummary(ctx, input)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),
})
