import { humanText, Township, UnitFacts, UnitId } from '@anlan/domain'
import { z } from 'zod'
import { refuse } from '../refusal.ts'
import { permitted, router } from '../trpc.ts'
import { changeUnit } from './change-unit.ts'
import { Closing, closeUnit } from './close-unit.ts'
import { createTownship } from './create-township.ts'
import { createUnit, NewUnit } from './create-unit.ts'
import { getUnit } from './get-unit.ts'
import { Grid } from './grid.ts'
import { checkUnits, importUnits } from './import-units.ts'
import { moveUnit, UnitMove } from './move-unit.ts'
import { reopenUnit } from './reopen-unit.ts'
import { listTownships, listUnitRows } from './unit.queries.ts'

const ById = z.object({ id: UnitId })
const Seen = ById.extend({ revision: z.number().int().min(1) })
const Reason = humanText(2, 200)

export const unitsRouter = router({
  list: permitted('units.read').query(({ ctx }) => {
    const { scope } = ctx.actor
    return ctx.app.db.read(ctx.actor, tx =>
      listUnitRows(tx, scope.kind === 'county' ? 'county' : scope.units),
    )
  }),

  get: permitted('units.read')
    .input(ById)
    .query(async ({ ctx, input }) => {
      const result = await getUnit(ctx, input.id)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  create: permitted('units.manage')
    .input(NewUnit)
    .mutation(async ({ ctx, input }) => {
      const result = await createUnit(ctx, input)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  // A question, but its table is too long for an address.
  checkTable: permitted('units.manage')
    .input(z.object({ rows: Grid }))
    .mutation(({ ctx, input }) => checkUnits(ctx, input.rows)),

  import: permitted('units.manage')
    .input(z.object({ rows: Grid }))
    .mutation(async ({ ctx, input }) => {
      const result = await importUnits(ctx, input.rows)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  change: permitted('units.manage')
    .input(Seen.extend({ facts: UnitFacts }))
    .mutation(async ({ ctx, input }) => {
      const result = await changeUnit(ctx, input)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  move: permitted('units.manage')
    .input(Seen.extend(UnitMove.shape))
    .mutation(async ({ ctx, input }) => {
      const result = await moveUnit(ctx, input)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  close: permitted('units.manage')
    .input(Seen.extend(Closing.shape))
    .mutation(async ({ ctx, input }) => {
      const result = await closeUnit(ctx, input)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  reopen: permitted('units.manage')
    .input(Seen.extend({ reason: Reason }))
    .mutation(async ({ ctx, input }) => {
      const result = await reopenUnit(ctx, input)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  townships: permitted('units.read').query(({ ctx }) => ctx.app.db.read(ctx.actor, listTownships)),

  createTownship: permitted('units.manage')
    .input(Township)
    .mutation(async ({ ctx, input }) => {
      const result = await createTownship(ctx, input)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),
})
