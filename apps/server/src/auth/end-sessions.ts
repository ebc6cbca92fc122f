import type { Tx } from '../db/scope.ts'
import { announce } from '../live/news.ts'

/**
 * Ends an account's sessions, all or all but one, and tells every server. Part of the transaction that made them
 * invalid: a changed or reset password, a disabled account, a changed role.
 * @returns how many ended
 */
export async function endSessions(tx: Tx, accountId: string, except: string | null = null): Promise<number> {
  let query = tx.deleteFrom('sessions').where('user_id', '=', accountId)
  if (except !== null) query = query.where('id', '<>', except)
  const { numDeletedRows } = await query.executeTakeFirstOrThrow()
  announce(tx, 'sessions')
  return Number(numDeletedRows)
}
