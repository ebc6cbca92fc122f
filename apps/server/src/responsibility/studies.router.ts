import { AccountId, FileId, StudyContent, StudyRecordId, UnitId } from '@anlan/domain'
import { z } from 'zod'
import { Paging } from '../paging.ts'
import { refuse } from '../refusal.ts'
import { permitted, router } from '../trpc.ts'
import { catchUp, getStudy, listInvitable, listStudies, recordStudy } from './studies.ts'

export const studiesRouter = router({
  list: permitted('study.read')
    .input(
      Paging.extend({
        ...{ unitId: UnitId.nullable().default(null), missing: z.boolean().default(false) },
        own: z.boolean().default(false),
      }),
    )
    .query(({ ctx, input }) => ctx.app.db.read(ctx.actor, tx => listStudies(tx, ctx, input, input))),

  get: permitted('study.read')
    .input(z.object({ id: StudyRecordId }))
    .query(async ({ ctx, input }) => {
      const result = await ctx.app.db.read(ctx.actor, tx => getStudy(tx, ctx, input.id))
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  invitable: permitted('study.read').query(({ ctx }) =>
    ctx.app.db.read(ctx.actor, tx => listInvitable(tx, ctx)),
  ),

  record: permitted('study.record')
    .input(
      z.object({
        content: StudyContent,
        attendees: z
          .array(z.object({ accountId: AccountId, present: z.boolean() }))
          .min(1)
          .max(300),
        files: z.array(FileId).max(20),
      }),
    )
    .mutation(async ({ ctx, input }) => {
      const result = await recordStudy(ctx, input)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  catchUp: permitted('study.read')
    .input(z.object({ id: StudyRecordId }))
    .mutation(async ({ ctx, input }) => {
      const result = await catchUp(ctx, input.id)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),
})
