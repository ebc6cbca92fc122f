import { addDays, Day, err, ok, PostId, type AccountId, type Result, type UnitId } from '@anlan/domain'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Tx } from '../db/scope.ts'
import { newId } from '../ids.ts'
import type { Refusal } from '../refusal.ts'

/** A post with its days; one that ends before it begins is refused at the door. */
const Term = z
  .object({ post: PostId, from: Day, until: Day.nullable() })
  .refine(({ from, until }) => until === null || until >= from, { error: 'ends-before-it-begins' })

/** A post that stands already (by id) or is new (null). Posts not named stay as they are; none is ever erased. */
export const PostChange = z.intersection(z.object({ id: z.uuid().nullable() }), Term)
export type PostChange = z.infer<typeof PostChange>

/** Enters posts at a unit from a day on. */
export async function openPosts(
  tx: Tx,
  who: { accountId: AccountId; unitId: UnitId },
  posts: readonly { post: PostId; from: Day; until: Day | null }[],
): Promise<void> {
  if (posts.length === 0) return
  await tx
    .insertInto('appointments')
    .values(
      posts.map(each => ({
        ...{ id: newId<string>(), account_id: who.accountId, unit_id: who.unitId },
        ...{ post: each.post, from_on: each.from, until_on: each.until },
      })),
    )
    .execute()
}

/** Ends every post somebody still holds: `last` is the last day in office, or the first where that lies later. */
export async function endPosts(tx: Tx, accountId: AccountId, last: Day): Promise<void> {
  await tx
    .updateTable('appointments')
    .set({ until_on: sql<Day>`greatest(from_on, ${last}::date)` })
    .where('account_id', '=', accountId)
    .where(eb => eb.or([eb('until_on', 'is', null), eb('until_on', '>', last)]))
    .execute()
}

/** Changes days of posts and adds new ones. Refuses a post that is not this person's at this unit. */
export async function changePosts(
  tx: Tx,
  who: { accountId: AccountId; unitId: UnitId },
  changes: readonly PostChange[],
): Promise<Result<null, Refusal>> {
  for (const { id, from, until } of changes) {
    if (id === null) continue
    const { numUpdatedRows } = await tx
      .updateTable('appointments')
      .set({ from_on: from, until_on: until })
      .where('id', '=', id)
      .where('account_id', '=', who.accountId)
      .where('unit_id', '=', who.unitId)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) return err({ code: 'not-found' })
  }
  await openPosts(
    tx,
    who,
    changes.filter(each => each.id === null),
  )
  return ok(null)
}

/** The day before: the last one in office for whoever begins elsewhere on `day`. */
export const dayBefore = (day: Day): Day => addDays(day, -1)
