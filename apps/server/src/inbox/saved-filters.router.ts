import { z } from 'zod'
import { refuse } from '../refusal.ts'
import { procedure, router } from '../trpc.ts'
import { removeFilter } from './remove-filter.ts'
import { NewFilter, saveFilter } from './save-filter.ts'
import { FilterPage, listSavedFilters } from './saved-filters.queries.ts'

export const savedFiltersRouter = router({
  list: procedure
    .input(z.object({ page: FilterPage }))
    .query(({ ctx, input }) => ctx.app.db.read(ctx.actor, tx => listSavedFilters(tx, input.page))),

  save: procedure.input(NewFilter).mutation(async ({ ctx, input }) => {
    const result = await saveFilter(ctx, input)
    if (!result.ok) throw refuse(result.error)
    return result.value
  }),

  remove: procedure
    .input(z.object({ id: z.uuid() }))
    .mutation(({ ctx, input }) => removeFilter(ctx, input.id)),
})
