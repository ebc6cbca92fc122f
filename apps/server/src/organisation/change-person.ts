import { decideRole, err, ok, PersonName, Phone, RoleId, type Result } from '@anlan/domain'
import { z } from 'zod'
import { recordAudit } from '../audit/record-audit.ts'
import type { Refusal } from '../refusal.ts'
import type { Context } from '../trpc.ts'
import { changePosts, PostChange } from './appointments.ts'
import { keepAnAdmin, managePerson, type PersonInput, type PersonTurn } from './manage-person.ts'
import { listAppointments } from './person.queries.ts'
import { findUnit } from './unit.queries.ts'

export const PersonChange = z.object({
  name: PersonName,
  phone: Phone.nullable(),
  role: RoleId,
  posts: z.array(PostChange).max(20),
})
export type PersonChange = z.infer<typeof PersonChange>

/** Corrects name, telephone, role and posts of an account. Nobody changes his own role. */
export function changePerson(
  context: Context,
  input: PersonInput & PersonChange,
): Promise<Result<PersonTurn, Refusal>> {
  const { actor, now } = context
  return managePerson(context, input, 'change', async (tx, before): Promise<Result<PersonTurn, Refusal>> => {
    const { name, phone, role } = input
    if (role !== before.role) {
      if (before.accountId === actor.accountId) return err({ code: 'own-account' })
      const unit = await findUnit(tx, before.unitId)
      if (!unit) return err({ code: 'not-found' })
      const given = decideRole(actor, role, unit)
      if (!given.ok) return given
      const kept = await keepAnAdmin(tx, before)
      if (!kept.ok) return kept
    }
    const postsBefore = await listAppointments(tx, before.accountId)
    const posts = await changePosts(tx, context, before, input.posts)
    if (!posts.ok) return posts
    const revision = before.revision + 1
    await tx
      .updateTable('accounts')
      .set({ name, phone, role, revision, updated_at: now })
      .where('id', '=', before.accountId)
      .execute()
    await recordAudit(tx, context, {
      action: 'person.change',
      subject: { kind: 'person', id: before.accountId },
      unitId: before.unitId,
      before: { name: before.name, phone: before.phone, role: before.role, posts: postsBefore },
      after: { name, phone, role, posts: await listAppointments(tx, before.accountId) },
    })
    return ok({ id: before.accountId, revision })
  })
}
