import {
  ActivityCommand,
  covers,
  FileId,
  may,
  NewActivity,
  PUBLICITY_DAY_IDS,
  PublicityActivityId,
} from '@anlan/domain'
import { z } from 'zod'
import { Paging } from '../../paging.ts'
import { refuse } from '../../refusal.ts'
import { permitted, router } from '../../trpc.ts'
import { advanceActivity, copyYear, planActivity } from './change-activity.ts'
import {
  ActivityFilter,
  countDays,
  findActivity,
  listActivities,
  listActivityFiles,
  listIdleSchools,
} from './publicity.queries.ts'

const Year = z.object({ year: z.number().int().min(2000).max(2100) })

export const publicityRouter = router({
  list: permitted('training.read')
    .input(Paging.extend({ filter: ActivityFilter }))
    .query(({ ctx, input }) => ctx.app.db.read(ctx.actor, tx => listActivities(tx, input.filter, input))),

  /** How many schools did something on each day of a year. */
  days: permitted('training.read')
    .input(Year)
    .query(({ ctx, input }) => ctx.app.db.read(ctx.actor, tx => countDays(tx, ctx.actor.scope, input.year))),

  /** Who did nothing on a day. */
  idle: permitted('training.read')
    .input(Paging.extend({ ...Year.shape, day: z.enum(PUBLICITY_DAY_IDS) }))
    .query(({ ctx, input }) =>
      ctx.app.db.read(ctx.actor, tx => listIdleSchools(tx, ctx.actor.scope, input, input)),
    ),

  get: permitted('training.read')
    .input(z.object({ id: PublicityActivityId }))
    .query(({ ctx, input }) =>
      ctx.app.db.read(ctx.actor, async tx => {
        const activity = await findActivity(tx, input.id)
        if (!activity) throw refuse({ code: 'not-found' })
        const [files, unit] = await Promise.all([
          listActivityFiles(tx, input.id),
          tx.selectFrom('units').select('name').where('id', '=', activity.unitId).executeTakeFirst(),
        ])
        const mayChange = may(ctx.actor, 'training.manage') && covers(ctx.actor.scope, activity.unitId)
        return { activity, files, unit: unit?.name ?? '', mayChange }
      }),
    ),

  plan: permitted('training.manage')
    .input(NewActivity)
    .mutation(async ({ ctx, input }) => {
      const result = await planActivity(ctx, input)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  advance: permitted('training.manage')
    .input(
      z.object({
        ...{ id: PublicityActivityId, revision: z.number().int(), command: ActivityCommand },
        files: z.array(FileId).max(30),
      }),
    )
    .mutation(async ({ ctx, input }) => {
      const result = await advanceActivity(ctx, input)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  /** Plans what the unit did last year once more. */
  copy: permitted('training.manage')
    .input(Year)
    .mutation(async ({ ctx, input }) => {
      const result = await copyYear(ctx, input)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),
})
