import {
  FileId,
  humanText,
  ManyIssues,
  ManyProposals,
  MatterId,
  MeasureCommand,
  MeasureId,
  NamedFact,
  NewMeasure,
  supervisionNumbers,
  UnitId,
} from '@anlan/domain'
import { z } from 'zod'
import { Paging } from '../paging.ts'
import { refuse } from '../refusal.ts'
import { readRuleLimits } from '../registers/rule-limits.queries.ts'
import { permitted, router, type Context } from '../trpc.ts'
import { advanceMeasure, FILE_STAGES } from './advance-measure.ts'
import { listFactCandidates } from './fact-candidates.ts'
import { decideMany } from './decide-many.ts'
import { getMatter } from './get-matter.ts'
import { issueMany } from './issue-many.ts'
import { listHonours } from './honours.queries.ts'
import { countMeasures, listMeasureRows, MeasureFilter } from './list-measures.ts'
import { countProposals, listProposals, ProposalHeap } from './proposals.queries.ts'
import { openMatter, proposeMeasure } from './propose-measure.ts'

const Facts = z.array(NamedFact).max(30)

const readerOf = ({ app, actor }: Context) => ({ today: app.clock.today(), scope: actor.scope })

export const supervisionRouter = router({
  list: permitted('supervision.read')
    .input(Paging.extend({ filter: MeasureFilter.default({}) }))
    .query(({ ctx, input }) =>
      ctx.app.db.read(ctx.actor, tx => listMeasureRows(tx, input.filter, input, readerOf(ctx))),
    ),

  counts: permitted('supervision.read').query(({ ctx }) =>
    ctx.app.db.read(ctx.actor, tx => countMeasures(tx, readerOf(ctx))),
  ),

  /** The county's numbers as they hold today. */
  numbers: permitted('supervision.read').query(({ ctx: { app, actor } }) =>
    app.db.read(actor, async tx => supervisionNumbers((await readRuleLimits(tx)).value, app.clock.today())),
  ),

  /** What waits for a decision, in heaps: what it came of, and which measure is proposed. */
  proposalHeaps: permitted('supervision.read').query(({ ctx }) =>
    ctx.app.db.read(ctx.actor, tx => countProposals(tx, ctx.app.clock.today())),
  ),

  proposals: permitted('supervision.read')
    .input(Paging.extend({ heap: ProposalHeap }))
    .query(({ ctx, input }) =>
      ctx.app.db.read(ctx.actor, tx => listProposals(tx, input.heap, input, ctx.app.clock.today())),
    ),

  decideMany: permitted('supervision.read')
    .input(ManyProposals)
    .mutation(({ ctx, input }) => decideMany(ctx, input)),

  issueMany: permitted('supervision.issue')
    .input(ManyIssues)
    .mutation(({ ctx, input }) => issueMany(ctx, input)),

  get: permitted('supervision.read')
    .input(z.object({ id: MatterId }))
    .query(async ({ ctx, input }) => {
      const result = await getMatter(ctx, input.id)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  candidates: permitted('supervision.propose')
    .input(z.object({ unitId: UnitId }))
    .query(({ ctx, input }) => ctx.app.db.read(ctx.actor, tx => listFactCandidates(tx, input.unitId))),

  open: permitted('supervision.propose')
    .input(
      z.object({
        ...{ unitId: UnitId, title: humanText(4, 120), measure: NewMeasure },
        facts: Facts.min(1),
      }),
    )
    .mutation(async ({ ctx, input }) => {
      const result = await openMatter(ctx, input)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  propose: permitted('supervision.propose')
    .input(z.object({ matterId: MatterId, measure: NewMeasure, facts: Facts.default([]) }))
    .mutation(async ({ ctx, input }) => {
      const result = await proposeMeasure(ctx, input)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  advance: permitted('supervision.read')
    .input(
      z
        .object({
          ...{ id: MeasureId, revision: z.number().int(), command: MeasureCommand },
          files: z.array(FileId).max(20).default([]),
        })
        .refine(({ command, files }) => FILE_STAGES[command.event] !== undefined || files.length === 0, {
          path: ['files'],
          error: 'files-come-with-an-answer',
        }),
    )
    .mutation(async ({ ctx, input }) => {
      const result = await advanceMeasure(ctx, input)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  honours: permitted('honour.read').query(({ ctx }) => ctx.app.db.read(ctx.actor, listHonours)),
})
