import { Day, humanText, MapPlace, RiskFacts, RiskPointId, UnitId } from '@anlan/domain'
import { z } from 'zod'
import { Paging } from '../../paging.ts'
import { refuse } from '../../refusal.ts'
import { permitted, router, type Context } from '../../trpc.ts'
import type { Tx } from '../../db/scope.ts'
import { noteChange, placeRisk, restoreRisk, retireRisk, reviewMeasure } from './change-risk.ts'
import { getRisk } from './get-risk.ts'
import { recordRisk, regradeRisk } from './grade-risk.ts'
import { readHeat } from './county-heat.queries.ts'
import { countRisksByColour, listRisks, RiskFilter, type Judged } from './risk.queries.ts'
import { readSheet } from './sheet.queries.ts'
import { readSchemeInForce } from './scheme.queries.ts'

const Seen = z.object({ id: RiskPointId, revision: z.number().int() })
const Filter = z.object({ filter: RiskFilter.default({}) })
const Reason = Seen.extend({ reason: humanText(2, 300) })
const record = permitted('risk.record')

/** By what points are judged due on this day. */
const judgedNow = async (tx: Tx, { app }: Context): Promise<Judged> => ({
  ...{ today: app.clock.today(), inForce: (await readSchemeInForce(tx)).scheme },
})

export const risksRouter = router({
  list: permitted('risk.read')
    .input(Paging.extend(Filter.shape))
    .query(({ ctx, input }) =>
      ctx.app.db.read(ctx.actor, async tx => listRisks(tx, input.filter, input, await judgedNow(tx, ctx))),
    ),

  counts: permitted('risk.read')
    .input(Filter)
    .query(({ ctx, input }) =>
      ctx.app.db.read(ctx.actor, async tx => countRisksByColour(tx, input.filter, await judgedNow(tx, ctx))),
    ),

  /** Counts by colour for each township and area, as far as the reader sees. */
  heat: permitted('risk.read').query(({ ctx }) => ctx.app.db.read(ctx.actor, readHeat)),

  /** What a school posts on its walls. */
  sheet: permitted('risk.read')
    .input(z.object({ unitId: UnitId }))
    .query(({ ctx, input }) => ctx.app.db.read(ctx.actor, tx => readSheet(tx, input.unitId))),

  get: permitted('risk.read')
    .input(z.object({ id: RiskPointId }))
    .query(async ({ ctx, input }) => {
      const result = await getRisk(ctx, input.id)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  record: record.input(z.object({ unitId: UnitId, facts: RiskFacts })).mutation(async ({ ctx, input }) => {
    const result = await recordRisk(ctx, input)
    if (!result.ok) throw refuse(result.error)
    return result.value
  }),

  grade: record.input(Seen.extend({ facts: RiskFacts })).mutation(async ({ ctx, input }) => {
    const result = await regradeRisk(ctx, input)
    if (!result.ok) throw refuse(result.error)
    return result.value
  }),

  retire: record.input(Reason).mutation(async ({ ctx, input }) => {
    const result = await retireRisk(ctx, input)
    if (!result.ok) throw refuse(result.error)
    return result.value
  }),

  restore: record.input(Reason).mutation(async ({ ctx, input }) => {
    const result = await restoreRisk(ctx, input)
    if (!result.ok) throw refuse(result.error)
    return result.value
  }),

  noteChange: record.input(Seen.extend({ note: humanText(2, 300) })).mutation(async ({ ctx, input }) => {
    const result = await noteChange(ctx, input)
    if (!result.ok) throw refuse(result.error)
    return result.value
  }),

  reviewMeasure: record
    .input(Seen.extend({ measureId: z.uuid(), next: Day }))
    .mutation(async ({ ctx, input }) => {
      const result = await reviewMeasure(ctx, input)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  place: record.input(Seen.extend({ place: MapPlace.nullable() })).mutation(async ({ ctx, input }) => {
    const result = await placeRisk(ctx, input)
    if (!result.ok) throw refuse(result.error)
    return result.value
  }),
})
