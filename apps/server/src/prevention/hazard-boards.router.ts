import type { Instant } from '@anlan/domain'
import { z } from 'zod'
import { scopeKey, type Tx } from '../db/scope.ts'
import { permitted, router, type Context } from '../trpc.ts'
import { readHazardBoard } from './hazard-board.queries.ts'
import { readHazardCounty } from './hazard-county.queries.ts'
import { CountyFilter, HazardFilter, type HazardReader } from './hazard-filter.ts'

type Asked = { readonly filter: HazardFilter }

/** Whoever asks at the same moment for the same of the same scope shares one reading of the database, begun after he asked. */
function shared<Value extends object>(
  { app, actor }: Context,
  name: 'board' | 'county',
  { filter }: Asked,
  read: (tx: Tx, reader: HazardReader) => Promise<Value>,
): Promise<Value & { asOf: Instant }> {
  const reader = { today: app.clock.today(), accountId: actor.accountId, scope: actor.scope }
  // What somebody leads is his own alone; all else depends on the scope.
  const whose = filter.mine ? actor.accountId : null
  const key = JSON.stringify(['hazards', name, filter, reader.today, scopeKey(actor), whose])
  return app.sharer.ask(key, async () => {
    const asOf = app.clock.now()
    return { ...(await app.db.read(actor, tx => read(tx, reader))), asOf }
  })
}

export const hazardBoardsRouter = router({
  /** Hazards by state with the first of each. */
  board: permitted('hazard.read')
    .input(z.object({ filter: HazardFilter.default({}) }))
    .query(({ ctx, input }) =>
      shared(ctx, 'board', input, (tx, reader) => readHazardBoard(tx, input.filter, reader)),
    ),

  /** Ages, places, schools, rates and months. */
  county: permitted('hazard.read')
    .input(z.object({ filter: CountyFilter.default({}) }))
    .query(({ ctx, input }) =>
      shared(ctx, 'county', input, (tx, reader) => readHazardCounty(tx, input.filter, reader)),
    ),

  /** Says that hazards changed, at most four times a second; whoever shows them asks again. The first comes at once. */
  changes: permitted('hazard.read').subscription(async function* ({ ctx: { app }, signal }) {
    const take = () => Promise.resolve({ asOf: app.clock.now() })
    let version = 0
    for await (const snapshot of app.live.snapshots('hazards', 'changes', take, signal)) {
      version += 1
      yield { ...snapshot, version }
    }
  }),
})
