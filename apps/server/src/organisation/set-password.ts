import type { AccountId } from '@anlan/domain'
import type { Tx } from '../db/scope.ts'
import { newId } from '../ids.ts'

/** Lays down a password's hash, for an account that has one already and for one that has none yet. */
export async function setPassword(tx: Tx, accountId: AccountId, hash: string, now: string): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable('credentials')
    .set({ password: hash, updated_at: now })
    .where('user_id', '=', accountId)
    .where('provider_id', '=', 'credential')
    .executeTakeFirst()
  if (numUpdatedRows > 0n) return
  await tx
    .insertInto('credentials')
    .values({
      ...{ id: newId<string>(), account_id: accountId, provider_id: 'credential', user_id: accountId },
      password: hash,
    })
    .execute()
}
