import { Day, NewRuleLimit, RuleLimitName } from '@anlan/domain'
import { z } from 'zod'
import { refuse } from '../refusal.ts'
import { permitted, router } from '../trpc.ts'
import { restoreLimit, setLimit, withdrawLimit } from './change-rule-limits.ts'
import { previewRuleLimit } from './preview-rule-limit.ts'
import { readRuleLimits } from './rule-limits.queries.ts'

/** 0 where nobody has set a number yet. */
const Revision = z.number().int().min(0)
const Named = z.object({ revision: Revision, name: RuleLimitName.extend({ from: Day }) })
const manage = permitted('rule-limits.manage')

export const ruleLimitsRouter = router({
  /** The county's own numbers; where there is none, the domain's defaults hold. */
  get: permitted('register.read').query(({ ctx }) =>
    ctx.app.db.read(ctx.actor, async tx => ({
      today: ctx.app.clock.today(),
      limits: await readRuleLimits(tx),
    })),
  ),

  set: manage
    .input(z.object({ revision: Revision, change: NewRuleLimit }))
    .mutation(async ({ ctx, input }) => {
      const result = await setLimit(ctx, input)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  withdraw: manage.input(Named).mutation(async ({ ctx, input }) => {
    const result = await withdrawLimit(ctx, input)
    if (!result.ok) throw refuse(result.error)
    return result.value
  }),

  restore: manage.input(Named).mutation(async ({ ctx, input }) => {
    const result = await restoreLimit(ctx, input)
    if (!result.ok) throw refuse(result.error)
    return result.value
  }),

  preview: manage.input(RuleLimitName.extend({ value: z.number() })).query(async ({ ctx, input }) => {
    const result = await previewRuleLimit(ctx, input)
    if (!result.ok) throw refuse(result.error)
    return result.value
  }),
})
