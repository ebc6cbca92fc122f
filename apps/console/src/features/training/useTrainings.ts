import {
  TrainingId,
  TrainingSessionId,
  type TrainingSessionState,
  type TrainingStanding,
} from '@anlan/domain'
import type { AppRouter } from '@anlan/server/api'
import type { Tone } from '@anlan/ui'
import { keepPreviousData, useQuery } from '@tanstack/vue-query'
import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { queryClient } from '../../app/query-client.ts'
import { trpc } from '../../app/trpc.ts'

type Inputs = inferRouterInputs<AppRouter>
type Outputs = inferRouterOutputs<AppRouter>
export type TrainingDetail = Outputs['trainings']['get']
export type MyTraining = Outputs['trainings']['mine'][number]
export type SessionDetail = Outputs['trainingSessions']['get']
export type PeopleAsked = Inputs['trainings']['people']

export const SESSION_TONES: Record<TrainingSessionState, Tone> = {
  ...{ planned: 'neutral', open: 'info', closed: 'success', cancelled: 'neutral' },
}
export const STANDING_TONES_OF_TRAINING: Record<TrainingStanding, Tone> = {
  ...{ trained: 'success', absent: 'danger', 'not-passed': 'warning' },
}

/** What changed on one page of trainings shows on the others too. */
export const forgetTrainings = (): Promise<void> => queryClient.invalidateQueries({ queryKey: ['trainings'] })

export const useTrainings = (asked: MaybeRefOrGetter<Inputs['trainings']['list']>) =>
  useQuery({
    queryKey: ['trainings', 'list', computed(() => toValue(asked))],
    queryFn: () => trpc.trainings.list.query(toValue(asked)),
    placeholderData: keepPreviousData,
  })

export const useMyTrainings = () =>
  useQuery({ queryKey: ['trainings', 'mine'], queryFn: () => trpc.trainings.mine.query() })

export const useTraining = (id: string) =>
  useQuery({
    queryKey: ['trainings', 'one', id],
    queryFn: () => trpc.trainings.get.query({ id: TrainingId.parse(id) }),
  })

export const usePeopleAsked = (asked: MaybeRefOrGetter<PeopleAsked>) =>
  useQuery({
    queryKey: ['trainings', 'people', computed(() => toValue(asked))],
    queryFn: () => trpc.trainings.people.query(toValue(asked)),
    placeholderData: keepPreviousData,
  })

export const useSessionOf = (id: string) =>
  useQuery({
    queryKey: ['trainings', 'session', id],
    queryFn: () => trpc.trainingSessions.get.query({ id: TrainingSessionId.parse(id) }),
    // People sign in by code meanwhile.
    refetchInterval: 15_000,
  })
