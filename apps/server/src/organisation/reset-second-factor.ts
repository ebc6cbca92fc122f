import { ok, type Result } from '@anlan/domain'
import { recordAudit } from '../audit/record-audit.ts'
import { endSessions } from '../auth/end-sessions.ts'
import { removeTwoFactor } from '../auth/two-factor.ts'
import type { Refusal } from '../refusal.ts'
import type { Context } from '../trpc.ts'
import { managePerson, type PersonInput, type PersonTurn } from './manage-person.ts'

/** Forgets somebody's second factor, for a lost phone; where his role needs one he sets it up at his next sign-in. */
export function resetSecondFactor(
  context: Context,
  input: PersonInput,
): Promise<Result<PersonTurn, Refusal>> {
  const { now } = context
  return managePerson(context, input, 'reset-second-factor', async (tx, before) => {
    const revision = before.revision + 1
    await removeTwoFactor(tx, before.accountId)
    await tx
      .updateTable('accounts')
      .set({ two_factor_enabled: false, revision, updated_at: now })
      .where('id', '=', before.accountId)
      .execute()
    await endSessions(tx, before.accountId)
    await recordAudit(tx, context, {
      action: 'person.reset-second-factor',
      subject: { kind: 'person', id: before.accountId },
      unitId: before.unitId,
      before: { twoFactorEnabled: before.twoFactorEnabled },
    })
    return ok({ id: before.accountId, revision })
  })
}
