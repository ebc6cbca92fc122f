import { RiskPlanId, UnitId } from '@anlan/domain'
import { z } from 'zod'
import { refuse } from '../../refusal.ts'
import { permitted, router } from '../../trpc.ts'
import { addPlan, listPlans, NewRiskPlan, retirePlan } from './plans.ts'

export const riskPlansRouter = router({
  list: permitted('risk.read')
    .input(z.object({ unitId: UnitId }))
    .query(({ ctx, input }) => ctx.app.db.read(ctx.actor, tx => listPlans(tx, input.unitId))),

  add: permitted('risk.record')
    .input(NewRiskPlan)
    .mutation(async ({ ctx, input }) => {
      const result = await addPlan(ctx, input)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  retire: permitted('risk.record')
    .input(z.object({ id: RiskPlanId }))
    .mutation(async ({ ctx, input }) => {
      const result = await retirePlan(ctx, input.id)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),
})
