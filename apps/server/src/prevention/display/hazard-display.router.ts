import { UnitId } from '@anlan/domain'
import { z } from 'zod'
import { refuse } from '../../refusal.ts'
import { permitted, router } from '../../trpc.ts'
import { allowDisplay, readDisplay, showDisplay } from './display.ts'
import { listPublicly } from './public-list.queries.ts'

const One = z.object({ unitId: UnitId })

export const hazardDisplayRouter = router({
  /** The list a school puts up, and whether its kiosks show it. */
  list: permitted('hazard.read')
    .input(One)
    .query(({ ctx, input }) =>
      ctx.app.db.read(ctx.actor, async tx => ({
        today: ctx.app.clock.today(),
        lines: await listPublicly(tx, input.unitId, ctx.app.clock.today()),
        display: await readDisplay(tx, input.unitId),
      })),
    ),

  show: permitted('hazard-display.show')
    .input(One.extend({ shown: z.boolean() }))
    .mutation(async ({ ctx, input }) => {
      const result = await showDisplay(ctx, input)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  allow: permitted('hazard-display.allow')
    .input(z.object({ allowed: z.boolean(), revision: z.number().int() }))
    .mutation(async ({ ctx, input }) => {
      const result = await allowDisplay(ctx, input)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),
})
