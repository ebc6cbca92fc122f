import { AccountId, type ChainLink, StudyRecordId, UnitId, type Day } from '@anlan/domain'
import type { AppRouter } from '@anlan/server/api'
import type { Tone } from '@anlan/ui'
import { keepPreviousData, useQuery } from '@tanstack/vue-query'
import type { inferRouterOutputs } from '@trpc/server'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { queryClient } from '../../app/query-client.ts'
import { trpc } from '../../app/trpc.ts'

type Outputs = inferRouterOutputs<AppRouter>
export type ChainDetail = Outputs['chain']['person']

export const LINK_TONES: Record<ChainLink, Tone> = {
  ...{ defined: 'warning', known: 'info', performed: 'success', accounted: 'success' },
}
export const BREAKS = ['undefined', 'unknown', 'undone'] as const
export type Break = (typeof BREAKS)[number]

/** Whom the rates of duties count, above the line and below it. */
export const COUNTED_LINKS = ['held', 'defined', 'known', 'performed'] as const
export type CountedLink = (typeof COUNTED_LINKS)[number]

/** What changed on one of these pages shows on the others too. */
export const forgetChain = (): Promise<void> => queryClient.invalidateQueries({ queryKey: ['chain'] })

export const useChainUnits = (unitId: MaybeRefOrGetter<string | null>, enabled: () => boolean) =>
  useQuery({
    queryKey: ['chain', 'units', computed(() => toValue(unitId))],
    queryFn: () => {
      const id = toValue(unitId)
      return trpc.chain.units.query({ unitId: id === null ? null : UnitId.parse(id) })
    },
    enabled: computed(enabled),
    placeholderData: keepPreviousData,
  })

interface AskedPeople {
  readonly unit: string | null
  readonly at: Break | null
  readonly counted: CountedLink | null
  readonly search: string
  readonly page: number
}
export const useChainPeople = (asked: MaybeRefOrGetter<AskedPeople>, enabled: () => boolean) =>
  useQuery({
    queryKey: ['chain', 'people', computed(() => toValue(asked))],
    queryFn: () => {
      const { unit, at, counted, search, page } = toValue(asked)
      return trpc.chain.people.query({
        ...{ unitId: unit === null ? null : UnitId.parse(unit), page },
        ...(at && { at }),
        ...(counted && { counted }),
        ...(search && { search }),
      })
    },
    enabled: computed(enabled),
    placeholderData: keepPreviousData,
  })

/** A person's chain; the reader's own where nobody is named. */
export const useChain = (id: MaybeRefOrGetter<string | undefined>) =>
  useQuery({
    queryKey: ['chain', 'one', computed(() => toValue(id) ?? 'own')],
    queryFn: () => {
      const known = toValue(id)
      return trpc.chain.person.query({ id: known === undefined ? null : AccountId.parse(known) })
    },
  })

export interface Span {
  readonly from: Day
  readonly to: Day
}

export const useLeaders = (
  asked: MaybeRefOrGetter<Span & { empty: boolean; page: number }>,
  enabled: () => boolean,
) =>
  useQuery({
    queryKey: ['chain', 'leaders', computed(() => toValue(asked))],
    queryFn: () => trpc.leaderRecords.list.query(toValue(asked)),
    enabled: computed(enabled),
    placeholderData: keepPreviousData,
  })

export const useLeader = (id: MaybeRefOrGetter<string>, span: MaybeRefOrGetter<Span>) =>
  useQuery({
    queryKey: ['chain', 'leader', computed(() => toValue(id)), computed(() => toValue(span))],
    queryFn: () => trpc.leaderRecords.get.query({ ...toValue(span), id: AccountId.parse(toValue(id)) }),
    placeholderData: keepPreviousData,
  })

export const useStudies = (asked: MaybeRefOrGetter<{ missing: boolean; page: number }>) =>
  useQuery({
    queryKey: ['chain', 'studies', computed(() => toValue(asked))],
    queryFn: () => trpc.studies.list.query(toValue(asked)),
    placeholderData: keepPreviousData,
  })

export const useStudy = (id: MaybeRefOrGetter<string>) =>
  useQuery({
    queryKey: ['chain', 'study', computed(() => toValue(id))],
    queryFn: () => trpc.studies.get.query({ id: StudyRecordId.parse(toValue(id)) }),
  })

/** Halves of the year, the present one first, for whoever looks back. */
export function halvesOf(today: Day): { readonly key: string; readonly from: Day; readonly to: Day }[] {
  const year = Number(today.slice(0, 4))
  const first = Number(today.slice(5, 7)) <= 6
  const half = (of: number, part: 1 | 2) => ({
    key: `${of}-${part}`,
    from: `${of}-${part === 1 ? '01-01' : '07-01'}` as Day,
    to: `${of}-${part === 1 ? '06-30' : '12-31'}` as Day,
  })
  return first
    ? [half(year, 1), half(year - 1, 2), half(year - 1, 1)]
    : [half(year, 2), half(year, 1), half(year - 1, 2)]
}
