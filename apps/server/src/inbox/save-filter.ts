import { err, humanText, ok, type Result } from '@anlan/domain'
import { sql } from 'kysely'
import { z } from 'zod'
import { recordAudit } from '../audit/record-audit.ts'
import { brokenUnique } from '../db/faults.ts'
import { newId } from '../ids.ts'
import type { Refusal } from '../refusal.ts'
import type { Context } from '../trpc.ts'
import { FilterPage, MAX_FILTERS } from './saved-filters.queries.ts'

/** A filter of everything a page offers is a few hundred signs. */
const MAX_SIGNS = 4_000

export const NewFilter = z.object({
  page: FilterPage,
  name: humanText(1, 30),
  filter: z
    .record(z.string(), z.json())
    .refine(filter => JSON.stringify(filter).length <= MAX_SIGNS, { error: 'too-long' }),
})
export type NewFilter = z.infer<typeof NewFilter>

/** Keeps a filter under a name of the person's own. Refuses a name he has used, and one too many. */
export function saveFilter(context: Context, input: NewFilter): Promise<Result<{ id: string }, Refusal>> {
  const { app, actor } = context
  const id = newId<string>()
  return app.db
    .transaction(actor, async (tx): Promise<Result<{ id: string }, Refusal>> => {
      const { count } = await tx
        .selectFrom('saved_filters')
        .select(sql<number>`count(*)`.as('count'))
        .where('page', '=', input.page)
        .executeTakeFirstOrThrow()
      if (count >= MAX_FILTERS) return err({ code: 'too-many-filters' })
      await tx
        .insertInto('saved_filters')
        .values({ ...input, id, account_id: actor.accountId, filter: JSON.stringify(input.filter) })
        .execute()
      await recordAudit(tx, context, {
        ...{ action: 'saved-filter.save', unitId: actor.unitId },
        subject: { kind: 'saved-filter', id },
        after: input,
      })
      return ok({ id })
    })
    .catch((error: unknown) => {
      if (brokenUnique(error) === null) throw error
      return err({ code: 'name-taken' as const })
    })
}
