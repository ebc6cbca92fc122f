import {
  addDays,
  AreaId,
  CampaignId,
  Day,
  IndicatorId,
  INDICATORS,
  keptUnder,
  UnitId,
  type Rate,
} from '@anlan/domain'
import { z } from 'zod'
import { refuse } from '../refusal.ts'
import { permitted, router } from '../trpc.ts'
import { countIndicators, isByArea, listsBehind, maySeeRate, readerOf, together } from './count-indicators.ts'
import type { RateLists } from './counter.ts'
import { readDetail } from './detail.ts'
import { readLoad } from './load.queries.ts'
import { readOverview } from './overview.ts'
import { readCountyTrend, readTrend } from './trend.queries.ts'

const CountFilter = z.object({
  units: z.array(UnitId).max(500).optional(),
  from: Day.optional(),
  to: Day.optional(),
  campaignId: CampaignId.optional(),
  area: AreaId.optional(),
})

/** A rate of all units asked for together, and where the lists behind its numbers are. */
export interface CountedRate {
  readonly id: string
  readonly rate: Rate
  readonly lists: RateLists
}

/** A declared rate that the reader may see; one that he may not is as little there as one that nobody declared. */
const OneRate = z.object({ id: IndicatorId, area: AreaId.optional() })

export const indicatorsRouter = router({
  /** Rates as they stand, of all units within reach together or of those named: of all rates where none are named. */
  now: permitted('indicator.read')
    .input(z.object({ ids: z.array(IndicatorId).max(200).optional(), filter: CountFilter.default({}) }))
    .query(async ({ ctx: { app, actor }, input: { ids, filter } }): Promise<CountedRate[]> => {
      const reader = readerOf(actor, app.clock.today())
      const seen = (ids ?? INDICATORS.map(({ id }) => id)).filter(id => maySeeRate(actor, id))
      const counted = await app.db.read(actor, tx => countIndicators(tx, reader, seen, filter))
      const { units, ...narrowed } = filter
      const [unitId] = units?.length === 1 ? units : []
      return seen.map(id => ({
        ...{ id, rate: together(counted.get(id)) },
        lists: listsBehind(id, { ...narrowed, ...(unitId && { unitId }) }),
      }))
    }),

  /** Every rate with how it went over the last month. */
  overview: permitted('indicator.read').query(({ ctx: { app, actor } }) =>
    app.db.read(actor, tx => readOverview(tx, actor, app.clock.today())),
  ),

  /** How many things schools within reach are asked, month by month. */
  load: permitted('indicator.read').query(({ ctx: { app, actor } }) =>
    app.db.read(actor, tx => readLoad(tx, actor.scope, app.clock.today())),
  ),

  get: permitted('indicator.read')
    .input(OneRate)
    .query(({ ctx: { app, actor }, input }) => {
      if (!maySeeRate(actor, input.id)) throw refuse({ code: 'not-found' })
      return app.db.read(actor, tx => readDetail(tx, actor, input, app.clock.today()))
    }),

  /** One rate day by day, of all within reach, of a township or of a unit; beside it the county's, for whoever does not see the county. */
  trend: permitted('indicator.read')
    .input(
      OneRate.extend({
        days: z.union([z.literal(30), z.literal(90), z.literal(365)]),
        township: z.string().max(9).optional(),
        unitId: UnitId.optional(),
      }),
    )
    .query(async ({ ctx: { app, actor }, input: { id, area, days, ...place } }) => {
      if (!maySeeRate(actor, id)) throw refuse({ code: 'not-found' })
      const to = app.clock.today()
      const span = { from: addDays(to, -days), to }
      const key = isByArea(id) ? keptUnder(id, area) : id
      const [points, county] = await app.db.read(actor, tx =>
        Promise.all([
          readTrend(tx, actor.scope, key, place, span),
          actor.scope.kind === 'county' ? null : readCountyTrend(tx, key, span),
        ]),
      )
      return { ...span, points, county }
    }),
})
