import { addDays, Day, err, ok, PostId, type AccountId, type Result, type UnitId } from '@anlan/domain'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Tx } from '../db/scope.ts'
import { newId } from '../ids.ts'
import type { Occasion } from '../audit/record-audit.ts'
import type { Refusal } from '../refusal.ts'
import { followAppointments, type AppointmentChange } from '../responsibility/follow-posts.ts'

/** A post with its days; one that ends before it begins is refused at the door. */
const Term = z
  .object({ post: PostId, from: Day, until: Day.nullable() })
  .refine(({ from, until }) => until === null || until >= from, { error: 'ends-before-it-begins' })

/** A post that stands already (by id) or is new (null). Posts not named stay as they are; none is ever erased. */
export const PostChange = z.intersection(z.object({ id: z.uuid().nullable() }), Term)
export type PostChange = z.infer<typeof PostChange>

interface Who {
  readonly accountId: AccountId
  readonly unitId: UnitId
}
type NewTerm = Pick<PostChange, 'post' | 'from' | 'until'>

/** Enters posts at a unit from a day on; a handover that waited for a successor has one. */
export async function openPosts(
  tx: Tx,
  occasion: Occasion,
  who: Who,
  posts: readonly NewTerm[],
): Promise<void> {
  await followAppointments(tx, occasion, await insertPosts(tx, who, posts))
}

async function insertPosts(tx: Tx, who: Who, posts: readonly NewTerm[]): Promise<AppointmentChange[]> {
  if (posts.length === 0) return []
  const rows = posts.map(each => ({
    ...{ id: newId<string>(), account_id: who.accountId, unit_id: who.unitId },
    ...{ post: each.post, from_on: each.from, until_on: each.until },
  }))
  await tx.insertInto('appointments').values(rows).execute()
  return rows.map(after => ({ before: null, after }))
}

/**
 * Ends every post somebody still holds: `last` is the last day in office, or the first where that lies later. What he
 * leaves is to be handed over, but for a unit that closes: nobody comes after him there.
 */
export async function endPosts(
  tx: Tx,
  occasion: Occasion,
  { accountId, last, hasSuccessor }: { accountId: AccountId; last: Day; hasSuccessor: boolean },
): Promise<void> {
  const held = await tx
    .selectFrom('appointments')
    .selectAll()
    .where('account_id', '=', accountId)
    .where(eb => eb.or([eb('until_on', 'is', null), eb('until_on', '>', last)]))
    .orderBy('id')
    .forUpdate()
    .execute()
  if (held.length === 0) return
  const ended = await tx
    .updateTable('appointments')
    .set({ until_on: sql<Day>`greatest(from_on, ${last}::date)` })
    .where(
      'id',
      'in',
      held.map(({ id }) => id),
    )
    .returningAll()
    .execute()
  if (!hasSuccessor) return
  const after = new Map(ended.map(row => [row.id, row]))
  await followAppointments(
    tx,
    occasion,
    held.flatMap(before => {
      const row = after.get(before.id)
      return row ? [{ before, after: row }] : []
    }),
  )
}

/** Changes days of posts and adds new ones. Refuses a post that is not this person's at this unit. */
export async function changePosts(
  tx: Tx,
  occasion: Occasion,
  who: Who,
  changes: readonly PostChange[],
): Promise<Result<null, Refusal>> {
  const changed: AppointmentChange[] = []
  for (const { id, from, until } of changes) {
    if (id === null) continue
    const before = await tx
      .selectFrom('appointments')
      .selectAll()
      .where('id', '=', id)
      .where('account_id', '=', who.accountId)
      .where('unit_id', '=', who.unitId)
      .forUpdate()
      .executeTakeFirst()
    if (!before) return err({ code: 'not-found' })
    await tx
      .updateTable('appointments')
      .set({ from_on: from, until_on: until })
      .where('id', '=', id)
      .execute()
    changed.push({ before, after: { ...before, from_on: from, until_on: until } })
  }
  const added = changes.filter(each => each.id === null)
  changed.push(...(await insertPosts(tx, who, added)))
  await followAppointments(tx, occasion, changed)
  return ok(null)
}

/** The day before: the last one in office for whoever begins elsewhere on `day`. */
export const dayBefore = (day: Day): Day => addDays(day, -1)
