import { RoundId, VisitId, type VisitState } from '@anlan/domain'
import type { AppRouter } from '@anlan/server/api'
import type { Tone } from '@anlan/ui'
import { useQuery } from '@tanstack/vue-query'
import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { queryClient } from '../../app/query-client.ts'
import { trpc } from '../../app/trpc.ts'

export type RoundsAsked = NonNullable<inferRouterInputs<AppRouter>['rounds']['list']>
export type VisitDetail = inferRouterOutputs<AppRouter>['visits']['get']

export const VISIT_TONES: Record<VisitState, Tone> = {
  ...{ planned: 'neutral', 'on-site': 'info', recorded: 'warning', signed: 'success' },
  ...{ closed: 'success', cancelled: 'neutral' },
}

/** What was planned or done shows on every page of inspections. */
export const forgetRounds = (): Promise<void> => queryClient.invalidateQueries({ queryKey: ['rounds'] })

export const useRounds = (asked: MaybeRefOrGetter<RoundsAsked>) =>
  useQuery({
    queryKey: ['rounds', 'list', computed(() => toValue(asked))],
    queryFn: () => trpc.rounds.list.query(toValue(asked)),
  })

export const useRound = (id: string) =>
  useQuery({
    queryKey: ['rounds', 'one', id],
    queryFn: () => trpc.rounds.get.query({ id: RoundId.parse(id) }),
  })

export const useVisit = (id: string) =>
  useQuery({
    queryKey: ['rounds', 'visit', id],
    queryFn: () => trpc.visits.get.query({ id: VisitId.parse(id) }),
  })
