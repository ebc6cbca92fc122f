import { humanText, ok, type AccountId, type Result } from '@anlan/domain'
import { z } from 'zod'
import { recordAudit } from '../audit/record-audit.ts'
import { endSessions } from '../auth/end-sessions.ts'
import type { Tx } from '../db/scope.ts'
import type { Refusal } from '../refusal.ts'
import type { Context } from '../trpc.ts'
import { endPosts } from './appointments.ts'
import { keepAnAdmin, managePerson, type PersonInput, type PersonTurn } from './manage-person.ts'
import type { Person } from './person.queries.ts'

export const Disabling = z.object({
  reason: humanText(2, 200),
  /** He has left: his posts end today. Otherwise he is only kept out for a while. */
  endPosts: z.boolean(),
})
export type Disabling = z.infer<typeof Disabling>

/** Keeps somebody out at once, wherever he is signed in. What he did stays; hazards he leads wait for another lead. */
export function disablePerson(
  context: Context,
  input: PersonInput & Disabling,
): Promise<Result<PersonTurn, Refusal>> {
  return managePerson(context, input, 'disable', async (tx, before): Promise<Result<PersonTurn, Refusal>> => {
    const kept = await keepAnAdmin(tx, before)
    if (!kept.ok) return kept
    return ok(await disableAccount(tx, context, before, input))
  })
}

/** Disables one account that may be disabled, and records it. */
export async function disableAccount(
  tx: Tx,
  context: Context,
  before: Pick<Person, 'accountId' | 'unitId' | 'revision'>,
  { reason, endPosts: leaves }: Disabling,
  hasSuccessor = true,
): Promise<{ id: AccountId; revision: number }> {
  const { app, now } = context
  const revision = before.revision + 1
  await tx
    .updateTable('accounts')
    .set({ disabled_at: now, disabled_reason: reason, revision, updated_at: now })
    .where('id', '=', before.accountId)
    .execute()
  if (leaves)
    await endPosts(tx, context, { accountId: before.accountId, last: app.clock.today(), hasSuccessor })
  await endSessions(tx, before.accountId)
  await recordAudit(tx, context, {
    action: 'person.disable',
    subject: { kind: 'person', id: before.accountId },
    unitId: before.unitId,
    after: { reason, endPosts: leaves },
  })
  return { id: before.accountId, revision }
}
