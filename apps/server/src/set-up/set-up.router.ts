import { z } from 'zod'
import { SYSTEM } from '../db/scope.ts'
import { refuse } from '../refusal.ts'
import { publicProcedure, router } from '../trpc.ts'
import { isSetUpToken, setUp, SetUp } from './set-up.ts'
import { isUnused } from './set-up-link.ts'

/** The first hour of a system that nobody uses yet. */
export const setUpRouter = router({
  /** Whether somebody still has to open the set-up link; the sign-in page then says so. */
  needed: publicProcedure.query(async ({ ctx }) => ({ needed: await ctx.app.db.read(SYSTEM, isUnused) })),

  // A mutation, so that the token travels in the body: addresses end up in the logs of proxies.
  check: publicProcedure.input(z.object({ token: z.string().max(100) })).mutation(async ({ ctx, input }) => {
    if (!(await isSetUpToken(ctx.app, input.token))) throw refuse({ code: 'set-up-link-invalid' })
    return { valid: true }
  }),

  finish: publicProcedure.input(SetUp).mutation(async ({ ctx, input }) => {
    const result = await setUp(ctx.app, input, ctx.requestId)
    if (!result.ok) throw refuse(result.error)
    return result.value
  }),
})
