import { REGISTER_KEYS, UnitId } from '@anlan/domain'
import { z } from 'zod'
import { refuse } from '../refusal.ts'
import { permitted, router } from '../trpc.ts'
import { acceptImport } from './accept-import.ts'
import { discardImport } from './discard-import.ts'
import { findImport, listImports } from './imports.queries.ts'
import { toImportView } from './imports.table.ts'

const Id = z.object({ id: z.uuid() })
/** So many problems are shown; the others come back in the file of faulty rows. */
const SHOWN_PROBLEMS = 200

export const importsRouter = router({
  get: permitted('register.read')
    .input(Id)
    .query(async ({ ctx, input }) => {
      // One transaction, and not a reading's several: what it may see is said once, at its beginning.
      const found = await ctx.app.db.transaction(ctx.actor, tx => findImport(tx, ctx.actor, input.id))
      if (!found.ok) throw refuse(found.error)
      const view = toImportView(found.value, ctx.now)
      return { ...view, problems: view.problems.slice(0, SHOWN_PROBLEMS) }
    }),

  list: permitted('register.read')
    .input(z.object({ register: z.enum(REGISTER_KEYS), unitId: UnitId }))
    .query(async ({ ctx, input }) => {
      const rows = await ctx.app.db.transaction(ctx.actor, tx =>
        listImports(tx, ctx.actor, input.register, input.unitId),
      )
      return rows.map(row => ({ ...toImportView(row, ctx.now), problems: [] }))
    }),

  accept: permitted('register.read')
    .input(Id.extend({ without: z.boolean() }))
    .mutation(async ({ ctx, input }) => {
      const result = await acceptImport(ctx, input)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  discard: permitted('register.read')
    .input(Id)
    .mutation(async ({ ctx, input }) => {
      const result = await discardImport(ctx, input.id)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),
})
