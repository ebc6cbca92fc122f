import type { Label } from '@anlan/domain'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Tx } from '../db/scope.ts'
import { announce } from '../live/news.ts'
import { offsetOf, Paging } from '../paging.ts'
import { procedure, router } from '../trpc.ts'

const countUnread = async (tx: Tx, accountId: string): Promise<number> => {
  const { count } = await tx
    .selectFrom('inbox_messages')
    .select(sql<number>`count(*)`.as('count'))
    .where('account_id', '=', accountId)
    .where('read_at', 'is', null)
    .executeTakeFirstOrThrow()
  return count
}

export const inboxRouter = router({
  list: procedure.input(Paging.extend({ unreadOnly: z.boolean().default(false) })).query(({ ctx, input }) =>
    ctx.app.db.read(ctx.actor, async tx => {
      let mine = tx.selectFrom('inbox_messages').where('account_id', '=', ctx.actor.accountId)
      if (input.unreadOnly) mine = mine.where('read_at', 'is', null)
      const [rows, { count }] = await Promise.all([
        mine
          .select(['id', 'kind', 'title', 'body', 'link', 'at', 'read_at as readAt'])
          .orderBy('at', 'desc')
          .orderBy('id', 'desc')
          .limit(input.pageSize)
          .offset(offsetOf(input))
          .execute(),
        mine.select(sql<number>`count(*)`.as('count')).executeTakeFirstOrThrow(),
      ])
      const labelled = rows.map(row => ({ ...row, title: row.title as Label, body: row.body as Label }))
      return { rows: labelled, total: count, page: input.page, pageSize: input.pageSize }
    }),
  ),

  unread: procedure.query(({ ctx }) =>
    ctx.app.db.read(ctx.actor, tx => countUnread(tx, ctx.actor.accountId)),
  ),

  markRead: procedure
    .input(z.object({ ids: z.union([z.literal('all'), z.array(z.uuid()).max(500)]) }))
    .mutation(({ ctx, input }) =>
      ctx.app.db.unrecorded(ctx.actor, 'reading-mark', async tx => {
        let query = tx
          .updateTable('inbox_messages')
          .set({ read_at: ctx.now })
          .where('account_id', '=', ctx.actor.accountId)
          .where('read_at', 'is', null)
        if (input.ids !== 'all') {
          if (input.ids.length === 0) return { unread: await countUnread(tx, ctx.actor.accountId) }
          query = query.where('id', 'in', input.ids)
        }
        await query.execute()
        announce(tx, `inbox:${ctx.actor.accountId}`)
        return { unread: await countUnread(tx, ctx.actor.accountId) }
      }),
    ),

  live: procedure.subscription(({ ctx, signal }) =>
    ctx.app.live.snapshots(
      `inbox:${ctx.actor.accountId}`,
      ctx.actor.accountId,
      async () => ({ unread: await ctx.app.db.read(ctx.actor, tx => countUnread(tx, ctx.actor.accountId)) }),
      signal,
    ),
  ),
})
