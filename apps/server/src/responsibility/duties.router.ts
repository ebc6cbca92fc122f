import { barToDuties, covers, DutyContent, DutyId, humanText, ModelList, UnitId } from '@anlan/domain'
import { z } from 'zod'
import { findUnit } from '../organisation/unit.queries.ts'
import { refuse } from '../refusal.ts'
import { permitted, router } from '../trpc.ts'
import { discardDuty, endDuty, publishDuties, saveDuty, takeOverModel } from './change-duties.ts'
import { listCountyCoverage, listPostHolders } from './coverage.queries.ts'
import { readModel, saveModel } from './duty-models.ts'
import { listDutyEditions } from './duties.queries.ts'

const OfUnit = z.object({ unitId: UnitId })
const OneDuty = OfUnit.extend({ id: DutyId, version: z.number().int() })

export const dutiesRouter = router({
  /** The list of one unit with every edition, who holds its posts today, and whether the reader keeps it. */
  list: permitted('duty.read')
    .input(OfUnit)
    .query(async ({ ctx: { app, actor }, input: { unitId } }) => {
      const today = app.clock.today()
      const found = await app.db.read(actor, async tx => {
        const [unit, editions, holders] = await Promise.all([
          findUnit(tx, unitId),
          listDutyEditions(tx, [unitId]),
          listPostHolders(tx, unitId, today),
        ])
        return unit && { unit, editions, holders, model: await readModel(tx, unit.kind) }
      })
      if (!found || !covers(actor.scope, unitId)) throw refuse({ code: 'not-found' })
      const mayKeep = barToDuties(actor, found.unit) === null
      const editions = mayKeep
        ? found.editions
        : found.editions.filter(({ publishedOn }) => publishedOn !== null)
      return { ...found, editions, mayKeep, today }
    }),

  save: permitted('duty.manage')
    .input(
      OfUnit.extend({
        of: z.object({ id: DutyId, version: z.number().int(), revision: z.number().int() }).nullable(),
        content: DutyContent,
      }),
    )
    .mutation(async ({ ctx, input }) => {
      const result = await saveDuty(ctx, input)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  discard: permitted('duty.manage')
    .input(OneDuty.extend({ revision: z.number().int() }))
    .mutation(async ({ ctx, input }) => {
      const result = await discardDuty(ctx, input)
      if (!result.ok) throw refuse(result.error)
    }),

  end: permitted('duty.manage')
    .input(OneDuty)
    .mutation(async ({ ctx, input }) => {
      const result = await endDuty(ctx, input)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  publish: permitted('duty.manage')
    .input(OfUnit)
    .mutation(async ({ ctx, input }) => {
      const result = await publishDuties(ctx, input.unitId)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  takeOver: permitted('duty.manage')
    .input(OfUnit)
    .mutation(async ({ ctx, input }) => {
      const result = await takeOverModel(ctx, input.unitId)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  /** The list handed down to schools, as it stands. */
  model: permitted('duty.read').query(({ ctx: { app, actor } }) =>
    app.db.read(actor, tx => readModel(tx, 'county-school')),
  ),

  saveModel: permitted('duty-model.manage')
    .input(
      z.object({
        from: z.number().int().min(0),
        items: ModelList,
        note: humanText(0, 300),
      }),
    )
    .mutation(async ({ ctx, input }) => {
      const result = await saveModel(ctx, input)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  /** Area by school, of all schools within reach. */
  county: permitted('duty.read').query(({ ctx: { app, actor } }) =>
    app.db.read(actor, tx => listCountyCoverage(tx, actor.scope, app.clock.today())),
  ),
})
