import type { AppRouter } from '@anlan/server/api'
import type { inferRouterOutputs } from '@trpc/server'

export type Proposal = inferRouterOutputs<AppRouter>['supervision']['proposals']['rows'][number]
export type ProposalFact = Proposal['facts'][number]
export type ManyDone = inferRouterOutputs<AppRouter>['supervision']['decideMany']
export type MeasureRow = inferRouterOutputs<AppRouter>['supervision']['list']['rows'][number]
