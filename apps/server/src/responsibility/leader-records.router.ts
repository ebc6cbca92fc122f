import { AccountId, Day, FileId, NewLeaderEntry } from '@anlan/domain'
import { z } from 'zod'
import { Paging } from '../paging.ts'
import { refuse } from '../refusal.ts'
import { permitted, router } from '../trpc.ts'
import { getLeaderRecord, listLeaders, writeLeaderEntry } from './leader-records.ts'

const Span = { from: Day, to: Day }

export const leaderRecordsRouter = router({
  list: permitted('people.read')
    .input(Paging.extend({ ...Span, empty: z.boolean().default(false) }))
    .query(({ ctx, input }) =>
      ctx.app.db.read(ctx.actor, tx =>
        listLeaders(tx, input, { today: ctx.app.clock.today(), empty: input.empty }, input),
      ),
    ),

  get: permitted('study.read')
    .input(z.object({ ...Span, id: AccountId.nullable() }))
    .query(async ({ ctx, input }) => {
      const id = input.id ?? AccountId.parse(ctx.actor.accountId)
      const result = await ctx.app.db.read(ctx.actor, tx => getLeaderRecord(tx, ctx, id, input))
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  write: permitted('study.read')
    .input(NewLeaderEntry.extend({ files: z.array(FileId).max(20) }))
    .mutation(async ({ ctx, input }) => {
      const result = await writeLeaderEntry(ctx, input)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),
})
