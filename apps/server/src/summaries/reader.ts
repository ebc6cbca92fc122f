import type { CountReader } from '../indicators/counter.ts'
import type { Context } from '../trpc.ts'

/** Who counts, as the counters of rates ask it. */
export const readerOf = ({ app, actor }: Pick<Context, 'app' | 'actor'>): CountReader => ({
  ...{ today: app.clock.today(), accountId: actor.accountId, scope: actor.scope },
})
