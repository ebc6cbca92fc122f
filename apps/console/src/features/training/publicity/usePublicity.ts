import { PublicityActivityId, type ActivityState } from '@anlan/domain'
import type { AppRouter } from '@anlan/server/api'
import type { Tone } from '@anlan/ui'
import { keepPreviousData, useQuery } from '@tanstack/vue-query'
import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { queryClient } from '../../../app/query-client.ts'
import { trpc } from '../../../app/trpc.ts'

type Inputs = inferRouterInputs<AppRouter>['publicity']
type Outputs = inferRouterOutputs<AppRouter>['publicity']
export type ActivityDetail = Outputs['get']
export type ActivityRow = Outputs['list']['rows'][number]

export const ACTIVITY_TONES: Record<ActivityState, Tone> = {
  ...{ planned: 'neutral', done: 'success', cancelled: 'neutral' },
}

/** What changed on one page of publicity shows on the others too. */
export const forgetPublicity = (): Promise<void> => queryClient.invalidateQueries({ queryKey: ['publicity'] })

export const useDayCounts = (year: MaybeRefOrGetter<number>) =>
  useQuery({
    queryKey: ['publicity', 'days', computed(() => toValue(year))],
    queryFn: () => trpc.publicity.days.query({ year: toValue(year) }),
    placeholderData: keepPreviousData,
  })

export const useActivities = (asked: MaybeRefOrGetter<Inputs['list']>) =>
  useQuery({
    queryKey: ['publicity', 'list', computed(() => toValue(asked))],
    queryFn: () => trpc.publicity.list.query(toValue(asked)),
    placeholderData: keepPreviousData,
  })

/** Schools that did nothing on a day; not asked for while no day is chosen. */
export const useIdleSchools = (asked: MaybeRefOrGetter<Inputs['idle'] | null>) =>
  useQuery({
    queryKey: ['publicity', 'idle', computed(() => toValue(asked))],
    queryFn: () => {
      const input = toValue(asked)
      if (!input) throw new Error('asked for no day')
      return trpc.publicity.idle.query(input)
    },
    enabled: computed(() => toValue(asked) !== null),
  })

export const useActivity = (id: string) =>
  useQuery({
    queryKey: ['publicity', 'one', id],
    queryFn: () => trpc.publicity.get.query({ id: PublicityActivityId.parse(id) }),
  })
