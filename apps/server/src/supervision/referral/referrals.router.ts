import { FileId, NewReferral, ReferralCommand, ReferralId } from '@anlan/domain'
import { z } from 'zod'
import { Paging } from '../../paging.ts'
import { refuse } from '../../refusal.ts'
import { permitted, router } from '../../trpc.ts'
import { advanceReferral, renewLink } from './advance-referral.ts'
import { draftReferral } from './draft-referral.ts'
import { getReferral } from './get-referral.ts'
import { listReferrals, rateReferrals, ReferralFilter } from './list-referrals.ts'

const Files = z.array(FileId).max(20)

export const referralsRouter = router({
  list: permitted('referral.read')
    .input(Paging.extend({ filter: ReferralFilter.default({}) }))
    .query(({ ctx, input }) =>
      ctx.app.db.read(ctx.actor, tx => listReferrals(tx, input.filter, input, ctx.app.clock.today())),
    ),

  rates: permitted('referral.read').query(({ ctx }) => ctx.app.db.read(ctx.actor, rateReferrals)),

  get: permitted('referral.read')
    .input(z.object({ id: ReferralId }))
    .query(async ({ ctx, input }) => {
      const result = await getReferral(ctx, input.id)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  draft: permitted('referral.manage')
    .input(z.object({ letter: NewReferral, files: Files.default([]) }))
    .mutation(async ({ ctx, input }) => {
      const result = await draftReferral(ctx, input)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  advance: permitted('referral.read')
    .input(
      z
        .object({ id: ReferralId, revision: z.number().int(), command: ReferralCommand })
        .extend({ files: Files.optional() })
        .refine(({ command, files }) => command.event === 'revise' || files === undefined, {
          path: ['files'],
          error: 'files-come-with-a-draft',
        }),
    )
    .mutation(async ({ ctx, input }) => {
      const result = await advanceReferral(ctx, input)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  renewLink: permitted('referral.manage')
    .input(z.object({ id: ReferralId }))
    .mutation(async ({ ctx, input }) => {
      const result = await renewLink(ctx, input)
      if (!result.ok) throw refuse(result.error)
      return { token: result.value }
    }),
})
