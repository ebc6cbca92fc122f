import { MaterialId, PilotId } from '@anlan/domain'
import type { AppRouter } from '@anlan/server/api'
import { keepPreviousData, useQuery } from '@tanstack/vue-query'
import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { queryClient } from '../../app/query-client.ts'
import { trpc } from '../../app/trpc.ts'

type Inputs = inferRouterInputs<AppRouter>
type Outputs = inferRouterOutputs<AppRouter>
export type PilotDetail = Outputs['pilots']['get']
export type MaterialDetail = Outputs['materials']['get']
export type MaterialRow = Outputs['materials']['list']['rows'][number]
export type PairingRow = Outputs['pilots']['pairings'][number]

/** What changed on one page of pilots shows on the others too. */
export const forgetPilots = (): Promise<void> => queryClient.invalidateQueries({ queryKey: ['pilots'] })

export const usePilotCounts = () =>
  useQuery({ queryKey: ['pilots', 'counts'], queryFn: () => trpc.pilots.counts.query() })

/** How many of the schools within reach have built up dual prevention. */
export const useBuilt = () =>
  useQuery({ queryKey: ['pilots', 'built'], queryFn: () => trpc.pilots.built.query() })

export const usePilots = (asked: MaybeRefOrGetter<NonNullable<Inputs['pilots']['list']>>) =>
  useQuery({
    queryKey: ['pilots', 'list', computed(() => toValue(asked))],
    queryFn: () => trpc.pilots.list.query(toValue(asked)),
    placeholderData: keepPreviousData,
  })

export const usePilot = (id: MaybeRefOrGetter<string>) =>
  useQuery({
    queryKey: ['pilots', 'one', computed(() => toValue(id))],
    queryFn: () => trpc.pilots.get.query({ id: PilotId.parse(toValue(id)) }),
  })

/** The criteria that pilots are named under today, with the county’s periods. */
export const useCriteria = () =>
  useQuery({ queryKey: ['pilots', 'criteria'], queryFn: () => trpc.pilots.criteria.query() })

/** Pairings of one pilot, or all that the reader sees. */
export const usePairings = (pilotId: MaybeRefOrGetter<string | null>) =>
  useQuery({
    queryKey: ['pilots', 'pairings', computed(() => toValue(pilotId))],
    queryFn: () => {
      const id = toValue(pilotId)
      return trpc.pilots.pairings.query({ pilotId: id === null ? null : PilotId.parse(id) })
    },
  })

/** Shared material; not asked for while it is not known what to ask for. */
export const useMaterials = (asked: MaybeRefOrGetter<NonNullable<Inputs['materials']['list']> | null>) =>
  useQuery({
    queryKey: ['pilots', 'materials', computed(() => toValue(asked))],
    queryFn: () => trpc.materials.list.query(toValue(asked) ?? {}),
    enabled: computed(() => toValue(asked) !== null),
    placeholderData: keepPreviousData,
  })

export const useMaterialCounts = () =>
  useQuery({ queryKey: ['pilots', 'material-counts'], queryFn: () => trpc.materials.counts.query() })

export const useMaterial = (id: MaybeRefOrGetter<string>) =>
  useQuery({
    queryKey: ['pilots', 'material', computed(() => toValue(id))],
    queryFn: () => trpc.materials.get.query({ id: MaterialId.parse(toValue(id)) }),
  })
