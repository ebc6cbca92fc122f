import { NewReportPoster, ReportPosterId, UnitId } from '@anlan/domain'
import { z } from 'zod'
import { refuse } from '../../refusal.ts'
import { permitted, router } from '../../trpc.ts'
import { getPosterSheet, listPosters, makePoster, replacePoster, revokePoster } from './posters.ts'

const One = z.object({ id: ReportPosterId })

export const reportPostersRouter = router({
  list: permitted('report-poster.manage')
    .input(z.object({ unitId: UnitId }))
    .query(({ ctx, input }) => ctx.app.db.read(ctx.actor, tx => listPosters(tx, input.unitId))),

  sheet: permitted('report-poster.manage')
    .input(One)
    .query(async ({ ctx, input }) => {
      const result = await getPosterSheet(ctx, input.id)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  make: permitted('report-poster.manage')
    .input(NewReportPoster)
    .mutation(async ({ ctx, input }) => {
      const result = await makePoster(ctx, input)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  replace: permitted('report-poster.manage')
    .input(One)
    .mutation(async ({ ctx, input }) => {
      const result = await replacePoster(ctx, input.id)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  revoke: permitted('report-poster.manage')
    .input(One)
    .mutation(async ({ ctx, input }) => {
      const result = await revokePoster(ctx, input.id)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),
})
