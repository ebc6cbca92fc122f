import { announce } from '../live/news.ts'
import type { Context } from '../trpc.ts'
import { countUnread } from './inbox.queries.ts'

/** Marks notices of one's own as read, some or all, and says how many are left. */
export function markRead(
  { app, actor, now }: Context,
  ids: readonly string[] | 'all',
): Promise<{ unread: number }> {
  return app.db.unrecorded(actor, 'reading-mark', async tx => {
    await tx
      .updateTable('inbox_messages')
      .set({ read_at: now })
      .where('account_id', '=', actor.accountId)
      .where('read_at', 'is', null)
      .$if(ids !== 'all', query => query.where('id', 'in', ids === 'all' ? [] : ids))
      .execute()
    announce(tx, `inbox:${actor.accountId}`)
    return { unread: await countUnread(tx, actor.accountId) }
  })
}
