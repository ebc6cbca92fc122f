import { humanText } from '@anlan/domain'
import { z } from 'zod'
import { Paging } from '../paging.ts'
import { refuse } from '../refusal.ts'
import { permitted, router } from '../trpc.ts'
import { dismissHeld, listHeld, matchHeld } from './held-alarms.ts'
import { changeProviders, listPlatforms, listProviders, makePlatform, revokePlatform } from './platforms.ts'

const manage = permitted('bus-platforms.manage')
const Id = z.object({ id: z.uuid() })
const Providers = z.array(humanText(1, 60)).min(1).max(50)

export const busPlatformsRouter = router({
  list: manage.query(({ ctx }) =>
    ctx.app.db.read(ctx.actor, async tx => {
      const [platforms, providers] = await Promise.all([listPlatforms(tx), listProviders(tx)])
      return { platforms, providers }
    }),
  ),

  make: manage
    .input(z.object({ name: humanText(2, 40), providers: Providers }))
    .mutation(({ ctx, input }) => makePlatform(ctx, input)),

  changeProviders: manage.input(Id.extend({ providers: Providers })).mutation(async ({ ctx, input }) => {
    const result = await changeProviders(ctx, input)
    if (!result.ok) throw refuse(result.error)
    return result.value
  }),

  revoke: manage.input(Id).mutation(async ({ ctx, input }) => {
    const result = await revokePlatform(ctx, input.id)
    if (!result.ok) throw refuse(result.error)
    return result.value
  }),

  held: manage
    .input(Paging)
    .query(({ ctx, input }) => ctx.app.db.read(ctx.actor, tx => listHeld(tx, 'held', input))),

  /** Alarms that were held and never found a school. */
  givenUp: manage
    .input(Paging)
    .query(({ ctx, input }) => ctx.app.db.read(ctx.actor, tx => listHeld(tx, 'given-up', input))),

  /** Tries the held alarms again; says how many found their school. */
  match: manage.mutation(async ({ ctx }) => ({ recorded: await matchHeld(ctx.app, ctx) })),

  dismiss: manage
    .input(z.object({ platformId: z.uuid(), alarmId: z.string().min(1).max(60), note: humanText(2, 200) }))
    .mutation(async ({ ctx, input }) => {
      const result = await dismissHeld(ctx, input)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),
})
