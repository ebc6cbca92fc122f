import { Day, MAY, NewRound, RoundId } from '@anlan/domain'
import { z } from 'zod'
import { Paging } from '../paging.ts'
import { refuse } from '../refusal.ts'
import { permitted, router } from '../trpc.ts'
import { readCoverage } from './coverage.queries.ts'
import { getRound } from './get-round.ts'
import { planRound } from './plan-round.ts'
import { listRounds, listTeamCandidates, RoundFilter } from './round.queries.ts'

export const roundsRouter = router({
  list: permitted('round.read')
    .input(Paging.extend({ filter: RoundFilter.default({}) }))
    .query(({ ctx, input }) => ctx.app.db.read(ctx.actor, tx => listRounds(tx, input.filter, input))),

  get: permitted('round.read')
    .input(z.object({ id: RoundId }))
    .query(async ({ ctx, input }) => {
      const result = await getRound(ctx, input.id)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  /** Whoever may be put on a team, as far as the planner sees them. */
  people: permitted('round.plan').query(({ ctx }) =>
    ctx.app.db.read(ctx.actor, tx => listTeamCandidates(tx, MAY['inspection.record'])),
  ),

  plan: permitted('round.plan')
    .input(NewRound)
    .mutation(async ({ ctx, input }) => {
      const result = await planRound(ctx, input)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  /** Which schools were visited since a day, or since the term began, and when last. */
  coverage: permitted('round.read')
    .input(z.object({ since: Day.optional() }))
    .query(({ ctx, input }) =>
      ctx.app.db.read(ctx.actor, tx => readCoverage(tx, ctx.actor.scope, ctx.app.clock.today(), input.since)),
    ),
})
