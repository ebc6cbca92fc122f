import { err, hasClosed, ok, type Result } from '@anlan/domain'
import { recordAudit } from '../audit/record-audit.ts'
import type { Refusal } from '../refusal.ts'
import type { Context } from '../trpc.ts'
import { managePerson, type PersonInput, type PersonTurn } from './manage-person.ts'
import { findUnit } from './unit.queries.ts'

/** Lets somebody in again who was kept out, with the password he had. Refuses where his unit has closed. */
export function enablePerson(
  context: Context,
  input: PersonInput & { reason: string },
): Promise<Result<PersonTurn, Refusal>> {
  const { now } = context
  return managePerson(context, input, 'enable', async (tx, before): Promise<Result<PersonTurn, Refusal>> => {
    const unit = await findUnit(tx, before.unitId)
    if (!unit || hasClosed(unit)) return err({ code: 'unit-closed' })
    const revision = before.revision + 1
    await tx
      .updateTable('accounts')
      .set({ disabled_at: null, disabled_reason: null, revision, updated_at: now })
      .where('id', '=', before.accountId)
      .execute()
    await recordAudit(tx, context, {
      action: 'person.enable',
      subject: { kind: 'person', id: before.accountId },
      unitId: before.unitId,
      before: { reason: before.disabledReason },
      after: { reason: input.reason },
    })
    return ok({ id: before.accountId, revision })
  })
}
