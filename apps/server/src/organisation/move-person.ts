import { Day, decideRole, err, hasClosed, ok, PostId, RoleId, UnitId, type Result } from '@anlan/domain'
import { z } from 'zod'
import { recordAudit } from '../audit/record-audit.ts'
import { endSessions } from '../auth/end-sessions.ts'
import type { Refusal } from '../refusal.ts'
import type { Context } from '../trpc.ts'
import { dayBefore, endPosts, openPosts } from './appointments.ts'
import { keepAnAdmin, managePerson, type PersonInput, type PersonTurn } from './manage-person.ts'
import { findUnit } from './unit.queries.ts'

export const PersonMove = z.object({
  unitId: UnitId,
  role: RoleId,
  posts: z.array(PostId).max(10),
  /** The first day at the new unit, not after today: the account goes over at once. */
  on: Day,
})
export type PersonMove = z.infer<typeof PersonMove>

/**
 * Moves an account to another unit of the actor's scope: its posts end the day before, new ones begin, what it did
 * stays where it was done, and it signs in anew with the rights of its new place.
 */
export function movePerson(
  context: Context,
  input: PersonInput & PersonMove,
): Promise<Result<PersonTurn, Refusal>> {
  const { app, actor, now } = context
  return managePerson(context, input, 'move', async (tx, before): Promise<Result<PersonTurn, Refusal>> => {
    const unit = await findUnit(tx, input.unitId)
    if (!unit || unit.id === before.unitId) return err({ code: 'not-found' })
    const role = decideRole(actor, input.role, unit)
    if (!role.ok) return role
    if (hasClosed(unit)) return err({ code: 'unit-closed' })
    if (input.on > app.clock.today()) return err({ code: 'day-in-the-future' })
    if (input.role !== before.role) {
      const kept = await keepAnAdmin(tx, before)
      if (!kept.ok) return kept
    }
    const revision = before.revision + 1
    await endPosts(tx, context, {
      ...{ accountId: before.accountId, last: dayBefore(input.on), hasSuccessor: true },
    })
    await tx
      .updateTable('accounts')
      .set({ unit_id: unit.id, role: input.role, revision, updated_at: now })
      .where('id', '=', before.accountId)
      .execute()
    await openPosts(
      tx,
      context,
      { accountId: before.accountId, unitId: unit.id },
      input.posts.map(post => ({ post, from: input.on, until: null })),
    )
    await endSessions(tx, before.accountId)
    await recordAudit(tx, context, {
      action: 'person.move',
      subject: { kind: 'person', id: before.accountId },
      unitId: unit.id,
      before: { unitId: before.unitId, role: before.role },
      after: { unitId: unit.id, unitName: unit.name, role: input.role, posts: input.posts, on: input.on },
    })
    return ok({ id: before.accountId, revision })
  })
}
