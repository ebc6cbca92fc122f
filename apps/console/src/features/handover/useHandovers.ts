import { HandoverId, type HandoverCommand, type HandoverState } from '@anlan/domain'
import type { AppRouter } from '@anlan/server/api'
import type { Tone } from '@anlan/ui'
import { keepPreviousData, useQuery } from '@tanstack/vue-query'
import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { queryClient } from '../../app/query-client.ts'
import { trpc } from '../../app/trpc.ts'

type Inputs = inferRouterInputs<AppRouter>['handovers']
type Outputs = inferRouterOutputs<AppRouter>['handovers']
export type HandoverDetail = Outputs['get']

export const HANDOVER_TONES: Record<HandoverState, Tone> = {
  ...{ open: 'warning', handed: 'info', received: 'success', cancelled: 'neutral' },
}

/** What the list can be narrowed to at a touch. */
export const HANDOVER_VIEWS = {
  all: {},
  gap: { gap: true },
  mine: { mine: true },
  open: { state: ['open'] },
  handed: { state: ['handed'] },
  received: { state: ['received'] },
} as const satisfies Record<string, NonNullable<NonNullable<Inputs['list']>['filter']>>
export type HandoverView = keyof typeof HANDOVER_VIEWS
export const HANDOVER_VIEW_IDS = Object.keys(HANDOVER_VIEWS) as HandoverView[]

/** What changed on one page of handovers shows on the others too. */
export const forgetHandovers = (): Promise<void> => queryClient.invalidateQueries({ queryKey: ['handovers'] })

export const useHandoverCounts = () =>
  useQuery({ queryKey: ['handovers', 'counts'], queryFn: () => trpc.handovers.counts.query() })

export const useHandovers = (asked: MaybeRefOrGetter<NonNullable<Inputs['list']>>) =>
  useQuery({
    queryKey: ['handovers', 'list', computed(() => toValue(asked))],
    queryFn: () => trpc.handovers.list.query(toValue(asked)),
    placeholderData: keepPreviousData,
  })

export const useHandover = (id: MaybeRefOrGetter<string>) =>
  useQuery({
    queryKey: ['handovers', 'one', computed(() => toValue(id))],
    queryFn: () => trpc.handovers.get.query({ id: HandoverId.parse(toValue(id)) }),
  })

/** Gives a command to a handover as the reader saw it. */
export const advance = (
  { handover: { id, revision } }: Pick<HandoverDetail, 'handover'>,
  command: HandoverCommand,
): Promise<unknown> => trpc.handovers.advance.mutate({ id, revision, command })
