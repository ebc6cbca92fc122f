import type { AppRouter } from '@anlan/server/api'
import { useQuery } from '@tanstack/vue-query'
import type { inferRouterOutputs } from '@trpc/server'
import { queryClient } from '../../app/query-client.ts'
import { trpc } from '../../app/trpc.ts'

type Api = inferRouterOutputs<AppRouter>['busPlatforms']
export type BusPlatform = Api['list']['platforms'][number]
export type HeldAlarm = Api['held']['rows'][number]

const KEY = 'bus-platforms'

export const usePlatforms = () =>
  useQuery({
    queryKey: [KEY, 'list'],
    queryFn: () => trpc.busPlatforms.list.query(),
    // Whoever connects a platform has this page beside him and waits for its first message.
    refetchInterval: 15_000,
  })

export const forgetPlatforms = (): Promise<void> => queryClient.invalidateQueries({ queryKey: [KEY] })

export const heldKey = (page: number) => [KEY, 'held', page] as const
export const givenUpKey = (page: number) => [KEY, 'given-up', page] as const
