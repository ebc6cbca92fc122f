import { err, ok, type Result } from '@anlan/domain'
import { sql } from 'kysely'
import { z } from 'zod'
import { recordAudit } from '../audit/record-audit.ts'
import { brokenUnique } from '../db/faults.ts'
import { newId } from '../ids.ts'
import { refuse, type Refusal } from '../refusal.ts'
import { procedure, router } from '../trpc.ts'

const FilterPage = z.enum(['hazards', 'assignments'])
const MAX_FILTERS = 50
/** A filter of everything a page offers is a few hundred signs. */
const MAX_SIGNS = 4_000
const Filter = z
  .record(z.string(), z.json())
  .refine(filter => JSON.stringify(filter).length <= MAX_SIGNS, { error: 'too-long' })

export const savedFiltersRouter = router({
  list: procedure
    .input(z.object({ page: FilterPage }))
    .query(({ ctx, input }) =>
      ctx.app.db.read(ctx.actor, tx =>
        tx
          .selectFrom('saved_filters')
          .select(['id', 'name', 'filter'])
          .where('page', '=', input.page)
          .orderBy('id')
          .limit(MAX_FILTERS)
          .execute(),
      ),
    ),

  save: procedure
    .input(
      z.object({
        page: FilterPage,
        name: z.string().trim().min(1).max(30),
        filter: Filter,
      }),
    )
    .mutation(async ({ ctx, input }) => {
      const id = newId<string>()
      const saved: Result<{ id: string }, Refusal> = await ctx.app.db
        .transaction(ctx.actor, async (tx): Promise<Result<{ id: string }, Refusal>> => {
          const { count } = await tx
            .selectFrom('saved_filters')
            .select(sql<number>`count(*)`.as('count'))
            .where('page', '=', input.page)
            .executeTakeFirstOrThrow()
          if (count >= MAX_FILTERS) return err({ code: 'too-many-filters' })
          await tx
            .insertInto('saved_filters')
            .values({ ...input, id, account_id: ctx.actor.accountId, filter: JSON.stringify(input.filter) })
            .execute()
          await recordAudit(tx, ctx, {
            ...{ action: 'saved-filter.save', unitId: ctx.actor.unitId },
            subject: { kind: 'saved-filter', id },
            after: input,
          })
          return ok({ id })
        })
        .catch((error: unknown) => {
          if (brokenUnique(error) === null) throw error
          return err({ code: 'name-taken' as const })
        })
      if (!saved.ok) throw refuse(saved.error)
      return saved.value
    }),

  remove: procedure.input(z.object({ id: z.uuid() })).mutation(({ ctx, input }) =>
    ctx.app.db.transaction(ctx.actor, async tx => {
      const removed = await tx
        .deleteFrom('saved_filters')
        .where('id', '=', input.id)
        .returning(['page', 'name', 'filter'])
        .executeTakeFirst()
      if (removed) {
        await recordAudit(tx, ctx, {
          ...{ action: 'saved-filter.remove', unitId: ctx.actor.unitId },
          subject: { kind: 'saved-filter', id: input.id },
          before: removed,
        })
      }
      return { removed: removed !== undefined }
    }),
  ),
})
