import {
  AreaId,
  CheckAnswer,
  FREQUENCY_IDS,
  InspectionRunId,
  Instant,
  NewHazard,
  UnitId,
  VisitId,
} from '@anlan/domain'
import { z } from 'zod'
import { findUnit } from '../organisation/unit.queries.ts'
import { Paging } from '../paging.ts'
import { refuse } from '../refusal.ts'
import { permitted, router } from '../trpc.ts'
import { beginRun, profileOf } from './begin-run.ts'
import {
  CountedSchoolsFilter,
  FourFullFilter,
  listFourFullSchools,
  listScreenedSchools,
} from './counted-schools.queries.ts'
import { discardRun, handInRun } from './end-run.ts'
import { getRun } from './get-run.ts'
import { openHazard } from './open-hazard.ts'
import { listRuns, RunFilter } from './run.queries.ts'
import { saveAnswers } from './save-answers.ts'

const Named = z.object({ id: InspectionRunId })
const Begun = Named.extend({
  unitId: UnitId,
  area: AreaId,
  version: z.number().int().min(1),
  every: z.array(z.enum(FREQUENCY_IDS)).max(FREQUENCY_IDS.length),
  visitId: VisitId.nullable().default(null),
})
const Sent = z.object({ answer: CheckAnswer, at: Instant, seen: z.array(Instant).max(20) })
const Answers = z
  .array(Sent)
  .min(1)
  .max(200)
  .refine(sent => new Set(sent.map(({ answer }) => answer.code)).size === sent.length, {
    error: 'answered-twice',
  })
const Wording = NewHazard.pick({ place: true, description: true, interimControl: true, stopUse: true })

export const inspectionsRouter = router({
  list: permitted('register.read')
    .input(Paging.extend({ filter: RunFilter.prefault({}) }))
    .query(({ ctx, input }) => ctx.app.db.read(ctx.actor, tx => listRuns(tx, input.filter, input))),

  /** The schools behind the rate of those that inspected themselves. */
  screened: permitted('hazard.read')
    .input(Paging.extend({ filter: CountedSchoolsFilter }))
    .query(({ ctx: { app, actor }, input }) =>
      app.db.read(actor, tx => listScreenedSchools(tx, actor, input.filter, input, app.clock.today())),
    ),

  /** The schools behind one of the four that every school is asked for. */
  fourFull: permitted('hazard.read')
    .input(Paging.extend({ filter: FourFullFilter }))
    .query(({ ctx: { app, actor }, input }) =>
      app.db.read(actor, tx => listFourFullSchools(tx, actor, input.filter, input, app.clock.today())),
    ),

  get: permitted('register.read')
    .input(Named)
    .query(async ({ ctx, input }) => {
      const result = await getRun(ctx, input.id)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  /** What decides which items are asked of a unit, for whoever is about to begin. */
  profile: permitted('register.read')
    .input(z.object({ unitId: UnitId }))
    .query(async ({ ctx, input }) => {
      const unit = await ctx.app.db.read(ctx.actor, tx => findUnit(tx, input.unitId))
      if (!unit) throw refuse({ code: 'not-found' })
      return { name: unit.name, profile: profileOf(unit) }
    }),

  begin: permitted('inspection.record')
    .input(Begun)
    .mutation(async ({ ctx, input }) => {
      const result = await beginRun(ctx, input)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  save: permitted('inspection.record')
    .input(Named.extend({ answers: Answers }))
    .mutation(async ({ ctx, input }) => {
      const result = await saveAnswers(ctx, input)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  handIn: permitted('inspection.record')
    .input(Named)
    .mutation(async ({ ctx, input }) => {
      const result = await handInRun(ctx, input.id)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  discard: permitted('inspection.record')
    .input(Named)
    .mutation(async ({ ctx, input }) => {
      const result = await discardRun(ctx, input.id)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  openHazard: permitted('hazard.report')
    .input(Named.extend({ code: z.string().max(8), hazard: Wording }))
    .mutation(async ({ ctx, input }) => {
      const result = await openHazard(ctx, input)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),
})
