import { DismissMany, PublicReportCommand, PublicReportId, PublicReportState, UnitId } from '@anlan/domain'
import { z } from 'zod'
import { Paging } from '../../paging.ts'
import { refuse } from '../../refusal.ts'
import { permitted, router } from '../../trpc.ts'
import { readContact } from './contacts.ts'
import { dismissMany } from './dismiss-many.ts'
import { countPublicReports, listPublicReports } from './public-reports.queries.ts'
import { settleReport } from './settle-report.ts'

export const publicReportsRouter = router({
  list: permitted('public-report.read')
    .input(Paging.extend({ state: PublicReportState.optional(), unitId: UnitId.optional() }))
    .query(({ ctx, input }) => ctx.app.db.read(ctx.actor, tx => listPublicReports(tx, input, input))),

  counts: permitted('public-report.read').query(({ ctx }) =>
    ctx.app.db.read(ctx.actor, tx => countPublicReports(tx)),
  ),

  settle: permitted('public-report.settle')
    .input(z.object({ id: PublicReportId, command: PublicReportCommand }))
    .mutation(async ({ ctx, input }) => {
      const result = await settleReport(ctx, input)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  dismissMany: permitted('public-report.settle')
    .input(DismissMany)
    .mutation(async ({ ctx, input }) => {
      const result = await dismissMany(ctx, input)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  /** A mutation, for that somebody looked is written down. */
  contact: permitted('public-report.read-contact')
    .input(z.object({ id: PublicReportId }))
    .mutation(async ({ ctx, input }) => {
      const result = await readContact(ctx, input.id)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),
})
