import { z } from 'zod'
import { Paging } from '../paging.ts'
import { procedure, router } from '../trpc.ts'
import { countUnread, listMessages } from './inbox.queries.ts'
import { markRead } from './mark-read.ts'

export const inboxRouter = router({
  list: procedure
    .input(Paging.extend({ unreadOnly: z.boolean().default(false) }))
    .query(({ ctx, input }) =>
      ctx.app.db.read(ctx.actor, tx => listMessages(tx, ctx.actor.accountId, input.unreadOnly, input)),
    ),

  unread: procedure.query(({ ctx }) =>
    ctx.app.db.read(ctx.actor, tx => countUnread(tx, ctx.actor.accountId)),
  ),

  markRead: procedure
    .input(z.object({ ids: z.union([z.literal('all'), z.array(z.uuid()).min(1).max(500)]) }))
    .mutation(({ ctx, input }) => markRead(ctx, input.ids)),

  live: procedure.subscription(({ ctx, signal }) =>
    ctx.app.live.snapshots(
      `inbox:${ctx.actor.accountId}`,
      ctx.actor.accountId,
      async () => ({ unread: await ctx.app.db.read(ctx.actor, tx => countUnread(tx, ctx.actor.accountId)) }),
      signal,
    ),
  ),
})
