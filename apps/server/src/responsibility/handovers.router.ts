import { HandoverCommand, HandoverId } from '@anlan/domain'
import { z } from 'zod'
import { Paging } from '../paging.ts'
import { refuse } from '../refusal.ts'
import { permitted, router } from '../trpc.ts'
import { advanceHandover } from './advance-handover.ts'
import { getHandover } from './get-handover.ts'
import { countHandovers, HandoverFilter, listHandovers } from './handover.queries.ts'

export const handoversRouter = router({
  list: permitted('handover.read')
    .input(Paging.extend({ filter: HandoverFilter.default({}) }))
    .query(({ ctx, input }) =>
      ctx.app.db.read(ctx.actor, tx =>
        listHandovers(tx, ctx.actor, input.filter, input, ctx.app.clock.today()),
      ),
    ),

  counts: permitted('handover.read').query(({ ctx }) =>
    ctx.app.db.read(ctx.actor, tx => countHandovers(tx, ctx.actor, ctx.app.clock.today())),
  ),

  get: permitted('handover.read')
    .input(z.object({ id: HandoverId }))
    .query(async ({ ctx, input }) => {
      const result = await getHandover(ctx, input.id)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  advance: permitted('handover.read')
    .input(z.object({ id: HandoverId, revision: z.number().int(), command: HandoverCommand }))
    .mutation(async ({ ctx, input }) => {
      const result = await advanceHandover(ctx, input)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),
})
