import { humanText, CountyDrillId } from '@anlan/domain'
import { z } from 'zod'
import { scopeKey } from '../db/scope.ts'
import { refuse } from '../refusal.ts'
import { permitted, router } from '../trpc.ts'
import { readCountyBoard } from './county-board.ts'
import { cancelCountyDrill, CountyPlan, giveSignal, planCountyDrill } from './county-drill.ts'

const ById = z.object({ id: CountyDrillId })
/** Ages on the board grow while nobody says anything; it is drawn anew so often all the same. */
const TICK_MS = 5_000

export const countyDrillsRouter = router({
  list: permitted('drill.read').query(({ ctx }) =>
    ctx.app.db.read(ctx.actor, tx =>
      tx
        .selectFrom('county_drills')
        .select(['id', 'title', 'type', 'mode', 'scheduled_at as scheduledAt', 'signal_at as signalAt'])
        .select('cancelled_at as cancelledAt')
        .orderBy('scheduled_at', 'desc')
        .limit(100)
        .execute(),
    ),
  ),

  get: permitted('drill.read')
    .input(ById)
    .query(async ({ ctx, input }) => {
      const board = await readCountyBoard(ctx.app, ctx.actor, input.id)
      if (!board) throw refuse({ code: 'not-found' })
      return board
    }),

  plan: permitted('county-drill.manage')
    .input(CountyPlan)
    .mutation(async ({ ctx, input }) => {
      const result = await planCountyDrill(ctx, input)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  signal: permitted('county-drill.manage')
    .input(ById)
    .mutation(async ({ ctx, input }) => {
      const result = await giveSignal(ctx, input.id)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  cancel: permitted('county-drill.manage')
    .input(ById.extend({ reason: humanText(2, 500) }))
    .mutation(async ({ ctx, input }) => {
      const result = await cancelCountyDrill(ctx, input)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  live: permitted('drill.read')
    .input(ById)
    .subscription(async function* ({ ctx, input, signal }) {
      const take = async () => {
        const board = await readCountyBoard(ctx.app, ctx.actor, input.id)
        if (!board) throw refuse({ code: 'not-found' })
        return board
      }
      let version = 0
      const topic = `county-drill:${input.id}` as const
      const tick = setInterval(() => ctx.app.live.nudge(topic), TICK_MS)
      try {
        for await (const board of ctx.app.live.snapshots(topic, scopeKey(ctx.actor), take, signal)) {
          version += 1
          yield { ...board, version }
        }
      } finally {
        clearInterval(tick)
      }
    }),
})
