import { BulletinCommand, BulletinId, NewBulletin } from '@anlan/domain'
import { z } from 'zod'
import { Paging } from '../paging.ts'
import { refuse } from '../refusal.ts'
import { permitted, router } from '../trpc.ts'
import { advanceBulletin, newBulletin, noteBulletin } from './advance-bulletin.ts'
import { BulletinFilter, listBulletins } from './bulletin.queries.ts'
import { countCounty, countReaderOf } from './figures.queries.ts'
import { getBulletin } from './get-bulletin.ts'

export const bulletinsRouter = router({
  list: permitted('mechanism.read')
    .input(Paging.extend({ filter: BulletinFilter.default({}) }))
    .query(({ ctx, input }) =>
      ctx.app.db.read(ctx.actor, tx => listBulletins(tx, input.filter, input, ctx.actor)),
    ),

  get: permitted('mechanism.read')
    .input(z.object({ id: BulletinId }))
    .query(async ({ ctx, input }) => {
      const result = await getBulletin(ctx, input.id)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  /** The county's rates as they stand now, for the table of a meeting. */
  county: permitted('mechanism.write').query(({ ctx: { app, actor } }) =>
    app.db.read(actor, tx => countCounty(tx, countReaderOf(actor, app.clock.today()))),
  ),

  draft: permitted('mechanism.write')
    .input(NewBulletin)
    .mutation(async ({ ctx, input }) => {
      const result = await newBulletin(ctx, input)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  advance: permitted('mechanism.read')
    .input(z.object({ id: BulletinId, revision: z.number().int(), command: BulletinCommand }))
    .mutation(async ({ ctx, input }) => {
      const result = await advanceBulletin(ctx, input)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  note: permitted('mechanism.read')
    .input(z.object({ id: BulletinId }))
    .mutation(async ({ ctx, input }) => {
      const result = await noteBulletin(ctx, input.id)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),
})
