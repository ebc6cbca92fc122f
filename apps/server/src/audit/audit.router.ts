import { z } from 'zod'
import { scopeKey } from '../db/scope.ts'
import { refuse } from '../refusal.ts'
import { permitted, procedure, router, type Context } from '../trpc.ts'
import { AuditFilter, listEvents, Place } from './event.queries.ts'
import { findPrintedSeal } from './printed-seal.queries.ts'
import { getEvent } from './get-event.ts'
import { startVerification } from './start-verification.ts'
import { listVerifications } from './verification.queries.ts'

const ListInput = z.object({ filter: AuditFilter.default({}), place: Place.default({}) })

const readVerifications = ({ app, actor }: Pick<Context, 'app' | 'actor'>) =>
  app.db.read(actor, tx => listVerifications(tx, app.clock.now()))

export const auditRouter = router({
  list: permitted('audit.read')
    .input(ListInput)
    .query(({ ctx, input }) =>
      ctx.app.db.read(ctx.actor, tx => listEvents(tx, input.filter, input.place, ctx.actor.scope)),
    ),

  get: permitted('audit.read')
    .input(z.object({ id: z.uuid() }))
    .query(async ({ ctx, input }) => {
      const result = await getEvent(ctx, input.id)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  /** Printed at the foot of pages, so it is anybody's: it says nothing but how far the record has come. */
  seal: procedure.query(({ ctx }) => ctx.app.db.read(ctx.actor, findPrintedSeal)),

  chain: permitted('audit.read').query(({ ctx }) => ctx.app.audit.state()),

  verify: permitted('audit.read').mutation(async ({ ctx }) => {
    const result = await startVerification(ctx)
    if (!result.ok) throw refuse(result.error)
    return result.value
  }),

  verifications: permitted('audit.read').query(({ ctx }) => readVerifications(ctx)),

  live: permitted('audit.read').subscription(({ ctx, signal }) =>
    ctx.app.live.snapshots('audit', scopeKey(ctx.actor), () => readVerifications(ctx), signal),
  ),
})
