import {
  FileId,
  FILES_OF_EVENT,
  HandDown,
  HazardCommand,
  HazardId,
  hazardLimitsOn,
  NewHazard,
  UnitId,
} from '@anlan/domain'
import { z } from 'zod'
import { Paging } from '../paging.ts'
import { refuse } from '../refusal.ts'
import { readRuleLimits } from '../registers/rule-limits.queries.ts'
import { permitted, router, type Context } from '../trpc.ts'
import { advanceHazard } from './advance-hazard.ts'
import { getHazard } from './get-hazard.ts'
import { handDown } from './hand-down/hand-down.ts'
import { HazardFilter } from './hazard-filter.ts'
import { countHazardsByState, HazardSort, listHazards, listLeads } from './hazard.queries.ts'
import { findSuspects } from './hazard-hints.queries.ts'
import { reportHazard } from './report-hazard.ts'

const Files = z.array(FileId).max(20).default([])
const ListInput = Paging.extend({
  filter: HazardFilter.default({}),
  sort: HazardSort.default({ by: 'reportedAt', desc: true }),
})

const readerOf = ({ app, actor }: Context) => ({
  ...{ today: app.clock.today(), accountId: actor.accountId, scope: actor.scope },
})

export const hazardsRouter = router({
  list: permitted('hazard.read')
    .input(ListInput)
    .query(({ ctx, input }) => {
      const reader = readerOf(ctx)
      return ctx.app.db.read(ctx.actor, tx => listHazards(tx, input.filter, input.sort, input, reader))
    }),

  counts: permitted('hazard.read')
    .input(z.object({ filter: HazardFilter.default({}) }))
    .query(({ ctx, input }) => {
      const reader = readerOf(ctx)
      return ctx.app.db.read(ctx.actor, tx => countHazardsByState(tx, input.filter, reader))
    }),

  get: permitted('hazard.read')
    .input(z.object({ id: HazardId }))
    .query(async ({ ctx, input }) => {
      const result = await getHazard(ctx, input.id)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  report: permitted('hazard.report')
    .input(z.object({ unitId: UnitId, hazard: NewHazard, files: Files }))
    .mutation(async ({ ctx, input }) => {
      const result = await reportHazard(ctx, input)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  /** The same hazard for one school or many, each with its own number. */
  handDown: permitted('hazard.hand-down')
    .input(HandDown)
    .mutation(async ({ ctx, input }) => {
      const result = await handDown(ctx, input)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  advance: permitted('hazard.read')
    .input(
      z
        .object({ id: HazardId, revision: z.number().int(), command: HazardCommand, files: Files })
        // What comes with a command is filed as what it shows: with most commands nothing comes.
        .refine(({ command, files }) => files.length === 0 || FILES_OF_EVENT[command.event] !== undefined, {
          path: ['files'],
          error: 'files-come-with-the-work',
        }),
    )
    .mutation(async ({ ctx, input }) => {
      const result = await advanceHazard(ctx, input)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  /** Hazards of the unit that may be the one somebody is about to report. */
  suspects: permitted('hazard.report')
    .input(NewHazard.pick({ area: true, place: true, description: true }).extend({ unitId: UnitId }))
    .query(({ ctx, input }) => ctx.app.db.read(ctx.actor, tx => findSuspects(tx, input.unitId, input))),

  /** The numbers of the loop as they hold today. */
  limits: permitted('hazard.read').query(({ ctx }) =>
    ctx.app.db.read(ctx.actor, async tx =>
      hazardLimitsOn((await readRuleLimits(tx)).value, ctx.app.clock.today()),
    ),
  ),

  leads: permitted('hazard.read')
    .input(z.object({ unitId: UnitId }))
    .query(({ ctx, input }) => ctx.app.db.read(ctx.actor, tx => listLeads(tx, input.unitId))),
})
