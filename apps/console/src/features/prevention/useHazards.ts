import { keepPreviousData, useQuery } from '@tanstack/vue-query'
import { computed } from 'vue'
import { trpc } from '../../app/trpc.ts'
import { useAddress } from '../../app/useAddress.ts'
import { readFilter } from './hazard-address.ts'

/** A hazard with its whole story. */
export type HazardDetail = Awaited<ReturnType<typeof trpc.hazards.get.query>>

const SORTS = ['reportedAt', 'dueOn', 'unit'] as const
export type HazardSortBy = (typeof SORTS)[number]

const member = <Item extends string>(items: readonly Item[], text: string): Item | undefined =>
  items.find(item => item === text)

/** Hazards as the address asks for them: filter, order and page live in the link, so it can be sent to somebody. */
export function useHazards() {
  const { query, part, page, change, goTo } = useAddress()
  const filter = computed(() => readFilter(query.value))
  const sortBy = computed<HazardSortBy>(() => member(SORTS, part('sort')) ?? 'reportedAt')

  const list = useQuery({
    queryKey: ['hazards', 'list', filter, sortBy, page],
    queryFn: () =>
      trpc.hazards.list.query({
        filter: filter.value,
        sort: { by: sortBy.value, desc: sortBy.value === 'reportedAt' },
        page: page.value,
      }),
    placeholderData: keepPreviousData,
  })
  const saved = useQuery({
    queryKey: ['savedFilters', 'hazards'],
    queryFn: () => trpc.savedFilters.list.query({ page: 'hazards' }),
  })
  return { filter, sortBy, page, change, goTo, list, saved }
}
