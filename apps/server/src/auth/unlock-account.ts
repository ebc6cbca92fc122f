import { err, may, ok, type AccountId, type Result } from '@anlan/domain'
import { recordAudit } from '../audit/record-audit.ts'
import type { Tx } from '../db/scope.ts'
import type { Refusal } from '../refusal.ts'
import type { Context } from '../trpc.ts'

/** Forgets the failed attempts of a user name in scope; a reset password deserves a fresh start too. */
export async function clearFailures(tx: Tx, username: string): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('sign_in_failures')
    .where('username', '=', username)
    .executeTakeFirstOrThrow()
  return numDeletedRows > 0n
}

/** Lets somebody who locked himself out try again at once. For whoever manages the account. */
export function unlockAccount(
  context: Context,
  { accountId }: { accountId: AccountId },
): Promise<Result<{ wasLocked: boolean }, Refusal>> {
  const { app, actor } = context
  return app.db.transaction(actor, async tx => {
    const account = await tx
      .selectFrom('accounts')
      .select(['username', 'unit_id'])
      .where('id', '=', accountId)
      .executeTakeFirst()
    if (!account) return err({ code: 'not-found' })
    const unitId = account.unit_id as Context['actor']['unitId']
    if (!may(actor, 'people.manage', unitId)) return err({ code: 'not-permitted' })
    const wasLocked = await clearFailures(tx, account.username)
    if (wasLocked) {
      await recordAudit(tx, context, {
        ...{ action: 'account.unlock', unitId },
        subject: { kind: 'account', id: accountId },
      })
    }
    return ok({ wasLocked })
  })
}
