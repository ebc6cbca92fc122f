import { FileId, VisitCommand, VisitId } from '@anlan/domain'
import { z } from 'zod'
import { refuse } from '../refusal.ts'
import { permitted, router } from '../trpc.ts'
import { addVisitPhotos, advanceVisit } from './advance-visit.ts'
import { getOrder } from './get-order.ts'
import { getVisit } from './get-visit.ts'
import { listMyVisits } from './visit.queries.ts'

const Named = z.object({ id: VisitId })

export const visitsRouter = router({
  /** What the reader has to visit or to finish. */
  mine: permitted('round.read').query(({ ctx }) =>
    ctx.app.db.read(ctx.actor, tx => listMyVisits(tx, ctx.actor.accountId)),
  ),

  get: permitted('round.read')
    .input(Named)
    .query(async ({ ctx, input }) => {
      const result = await getVisit(ctx, input.id)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  /** What the school is ordered to put right. */
  order: permitted('round.read')
    .input(Named)
    .query(async ({ ctx, input }) => {
      const result = await getOrder(ctx, input.id)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  advance: permitted('round.read')
    .input(Named.extend({ revision: z.number().int(), command: VisitCommand }))
    .mutation(async ({ ctx, input }) => {
      const result = await advanceVisit(ctx, input)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  addPhotos: permitted('inspection.record')
    .input(Named.extend({ files: z.array(FileId).min(1).max(20) }))
    .mutation(async ({ ctx, input }) => {
      const result = await addVisitPhotos(ctx, input)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),
})
