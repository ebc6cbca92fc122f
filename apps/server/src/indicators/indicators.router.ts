import { AreaId, CampaignId, Day, IndicatorId, INDICATORS, UnitId, type Rate } from '@anlan/domain'
import { z } from 'zod'
import { permitted, router } from '../trpc.ts'
import { countIndicators, listsBehind, maySeeRate, together } from './count-indicators.ts'
import type { RateLists } from './counter.ts'

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

export const indicatorsRouter = router({
  /** Rates as they stand, of all units within reach together or of those named: of all rates where none are named. */
  now: permitted('indicator.read')
    .input(z.object({ ids: z.array(IndicatorId).max(200).optional(), filter: CountFilter.default({}) }))
    .query(async ({ ctx, input: { ids, filter } }): Promise<CountedRate[]> => {
      const { app, actor } = ctx
      const reader = { today: app.clock.today(), accountId: actor.accountId, scope: actor.scope }
      const seen = (ids ?? INDICATORS.map(({ id }) => id)).filter(id => maySeeRate(actor, id))
      const counted = await app.db.read(actor, tx => countIndicators(tx, reader, seen, filter))
      const { units, ...narrowed } = filter
      const [unitId] = units?.length === 1 ? units : []
      return seen.map(id => ({
        ...{ id, rate: together(counted.get(id)) },
        lists: listsBehind(id, { ...narrowed, ...(unitId && { unitId }) }),
      }))
    }),
})
