import {
  humanText,
  covers,
  CountyDrillId,
  Day,
  DRILL_EVENT_IDS,
  DRILL_FLOW,
  DRILL_MODE_IDS,
  DRILL_STATE_IDS,
  DRILL_TYPE_IDS,
  DRILL_TYPES,
  DrillId,
  DrillReview,
  evacuationTarget,
  listEvents,
  listStandings,
  may,
  NewHazard,
  UnitId,
} from '@anlan/domain'
import { z } from 'zod'
import { scopeKey } from '../db/scope.ts'
import { newId } from '../ids.ts'
import { Paging } from '../paging.ts'
import { refuse } from '../refusal.ts'
import { permitted, router } from '../trpc.ts'
import { advanceDrill } from './advance-drill.ts'
import { listCompliance, listSchoolPeriods } from './compliance.queries.ts'
import {
  CountedDrillsFilter,
  CountedPeriodsFilter,
  listCountedDrills,
  listCountedPeriods,
} from './counted-drills.queries.ts'
import { emptyBoard, followBoard, readBoard } from './drill-board.ts'
import { findDrill, listDrills } from './drill.queries.ts'
import { openHazard } from './open-hazard.ts'
import { changeDrillPlan, DrillPlan, planDrill } from './plan-drill.ts'
import { saveReview } from './save-review.ts'
import { readLimits } from './standards.queries.ts'
import { startDrill } from './start-drill.ts'

const ById = z.object({ id: DrillId })
const Revision = z.number().int().min(1)
const Reason = humanText(0, 500).nullable().default(null)
/** A board nobody calls for so long is looked after all the same. */
const REVISIT_MS = 10_000

export const drillsRouter = router({
  list: permitted('drill.read')
    .input(
      Paging.extend({
        unitId: UnitId.optional(),
        countyDrillId: CountyDrillId.optional(),
        states: z.array(z.enum(DRILL_STATE_IDS)).max(6).optional(),
        mode: z.enum(DRILL_MODE_IDS).optional(),
        from: Day.optional(),
        to: Day.optional(),
      }),
    )
    .query(({ ctx, input: { page, pageSize, ...filter } }) =>
      ctx.app.db.read(ctx.actor, tx => listDrills(tx, filter, { page, pageSize })),
    ),

  get: permitted('drill.read')
    .input(ById)
    .query(async ({ ctx, input }) => {
      const { drill, limits } = await ctx.app.db.read(ctx.actor, async tx => {
        const [found, known] = await Promise.all([findDrill(tx, input.id), readLimits(tx)])
        return { drill: found, limits: known.value }
      })
      if (!drill) throw refuse({ code: 'not-found' })
      const mine = covers(ctx.actor.scope, drill.unit.id)
      return {
        ...drill,
        /** How long leaving may take, by the numbers of the drill's own day. */
        standings: listStandings(limits, drill.onDay).filter(({ rule }) => rule === 'evacuation'),
        targetSeconds: evacuationTarget(drill.storeys ?? 1, limits, drill.onDay),
        events: mine ? listEvents(DRILL_FLOW, drill.state, ctx.actor.role) : [],
      }
    }),

  plan: permitted('drill.plan')
    .input(DrillPlan)
    .mutation(async ({ ctx, input }) => {
      const result = await planDrill(ctx, input)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  changePlan: permitted('drill.plan')
    .input(ById.extend({ revision: Revision, plan: DrillPlan }))
    .mutation(async ({ ctx, input }) => {
      const result = await changeDrillPlan(ctx, input)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  /** Sounds the alarm: of a planned drill by its id, or of one that nobody planned. */
  start: permitted('drill.run')
    .input(
      z.object({
        id: DrillId.optional(),
        unitId: UnitId,
        type: z.enum(DRILL_TYPE_IDS),
        mode: z.enum(DRILL_MODE_IDS),
      }),
    )
    .mutation(async ({ ctx, input }) => {
      if (!covers(ctx.actor.scope, input.unitId)) throw refuse({ code: 'outside-scope' })
      const started = await ctx.app.db.transaction(ctx.actor, tx =>
        startDrill(tx, ctx, {
          ...{ id: input.id ?? newId<DrillId>(), unitId: input.unitId, type: input.type, mode: input.mode },
          ...{ title: DRILL_TYPES[input.type].zh, at: ctx.now, mark: null },
        }),
      )
      if (!started.ok) throw refuse(started.error)
      return started.value
    }),

  advance: permitted('drill.run')
    .input(
      ById.extend({ revision: Revision, event: z.enum(DRILL_EVENT_IDS).exclude(['start']), reason: Reason }),
    )
    .mutation(async ({ ctx, input }) => {
      const result = await advanceDrill(ctx, input)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  saveReview: permitted('drill.review')
    .input(ById.extend({ revision: Revision, review: DrillReview }))
    .mutation(async ({ ctx, input }) => {
      const result = await saveReview(ctx, input)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  /** Makes a hazard of one of the review's problems. */
  openHazard: permitted('drill.review')
    .input(ById.extend({ revision: Revision, problemId: z.uuid(), hazard: NewHazard }))
    .mutation(async ({ ctx, input }) => {
      const result = await openHazard(ctx, input)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  live: permitted('drill.read')
    .input(ById)
    .subscription(async function* ({ ctx, input, signal }) {
      const withNames = may(ctx.actor, 'drill.read-names')
      // Whether he may see it is asked once: a change of his role or units ends the stream.
      const find = () => ctx.app.db.read(ctx.actor, tx => findDrill(tx, input.id))
      if (!(await find())) throw refuse({ code: 'not-found' })
      const draw = async () => {
        const board = await readBoard(ctx.app, input.id, withNames)
        if (board) return board
        // Not begun, or closed: that it was called off meanwhile is seen too.
        const drill = await find()
        if (!drill) throw refuse({ code: 'not-found' })
        return emptyBoard(drill, await ctx.app.limits.now(), ctx.app.clock.now())
      }
      const audience = `${scopeKey(ctx.actor)} ${withNames ? 'names' : ''}`
      const topics = [`drill:${input.id}`, `facts:${input.id}`] as const
      const tick = setInterval(() => ctx.app.musters.revisit(input.id), REVISIT_MS)
      let has: number | null = null
      try {
        for await (const board of ctx.app.live.snapshots(topics, audience, followBoard(draw), signal)) {
          const update = board.updateFrom(has)
          if (!update) continue
          has = update.version
          yield update
        }
      } finally {
        clearInterval(tick)
      }
    }),

  /** The months, or a kindergarten's quarters, of one school from a day to a day. */
  periods: permitted('drill.read')
    .input(z.object({ unitId: UnitId, from: Day, to: Day }))
    .query(async ({ ctx, input }) => {
      // Whose drills he may not see, of them he is told nothing: it would read as if there were none.
      if (!covers(ctx.actor.scope, input.unitId)) throw refuse({ code: 'not-found' })
      const periods = await ctx.app.db.read(ctx.actor, tx =>
        listSchoolPeriods(tx, input, ctx.app.clock.today()),
      )
      if (!periods) throw refuse({ code: 'not-found' })
      return periods
    }),

  /** The months behind the rate of drills as often as asked. */
  countedPeriods: permitted('drill.read')
    .input(Paging.extend({ filter: CountedPeriodsFilter }))
    .query(({ ctx: { app, actor }, input }) =>
      app.db.read(actor, tx => listCountedPeriods(tx, actor, input.filter, input, app.clock.today())),
    ),

  /** The drills behind the rates of who took part and of how fast everybody was out. */
  counted: permitted('drill.read')
    .input(Paging.extend({ filter: CountedDrillsFilter }))
    .query(({ ctx: { app, actor }, input }) =>
      app.db.read(actor, tx => listCountedDrills(tx, actor, input.filter, input, app.clock.today())),
    ),

  /** How every school in sight stands in the period that holds a day. */
  compliance: permitted('drill.read')
    .input(z.object({ day: Day.optional() }))
    .query(({ ctx, input }) => {
      const today = ctx.app.clock.today()
      return ctx.app.db.read(ctx.actor, tx => listCompliance(tx, ctx.actor.scope, input.day ?? today, today))
    }),
})
