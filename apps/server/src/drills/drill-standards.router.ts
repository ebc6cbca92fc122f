import { Day, LimitName, NewLimit, SchoolYear } from '@anlan/domain'
import { z } from 'zod'
import { refuse } from '../refusal.ts'
import { permitted, router } from '../trpc.ts'
import {
  restoreLimit,
  restoreSchoolYear,
  saveSchoolYear,
  setLimit,
  withdrawLimit,
} from './change-standards.ts'
import { previewLimit, previewYear } from './preview-standards.ts'
import { readLimits, readYears } from './standards.queries.ts'

/** 0 where nobody has entered anything yet. */
const Revision = z.number().int().min(0)
const manage = permitted('drill-standards.manage')

export const drillStandardsRouter = router({
  /** The county's own school years and numbers; where there is none, the domain's defaults hold. */
  get: permitted('drill.read').query(({ ctx }) =>
    ctx.app.db.read(ctx.actor, async tx => {
      const [years, limits] = await Promise.all([readYears(tx), readLimits(tx)])
      return { today: ctx.app.clock.today(), years, limits }
    }),
  ),

  saveYear: manage
    .input(z.object({ revision: Revision, year: SchoolYear }))
    .mutation(async ({ ctx, input }) => {
      const result = await saveSchoolYear(ctx, input)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  restoreYear: manage
    .input(z.object({ revision: Revision, year: z.number().int() }))
    .mutation(async ({ ctx, input }) => {
      const result = await restoreSchoolYear(ctx, input)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  /** Changes nothing; a whole year is too long for an address. */
  previewYear: manage.input(SchoolYear).mutation(({ ctx, input }) => previewYear(ctx, input)),

  setLimit: manage
    .input(z.object({ revision: Revision, change: NewLimit }))
    .mutation(async ({ ctx, input }) => {
      const result = await setLimit(ctx, input)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  withdrawLimit: manage
    .input(z.object({ revision: Revision, name: LimitName.extend({ from: Day }) }))
    .mutation(async ({ ctx, input }) => {
      const result = await withdrawLimit(ctx, input)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  restoreLimit: manage
    .input(z.object({ revision: Revision, name: LimitName }))
    .mutation(async ({ ctx, input }) => {
      const result = await restoreLimit(ctx, input)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  previewLimit: manage.input(LimitName.extend({ value: z.number().int() })).query(async ({ ctx, input }) => {
    const result = await previewLimit(ctx, input)
    if (!result.ok) throw refuse(result.error)
    return result.value
  }),
})
