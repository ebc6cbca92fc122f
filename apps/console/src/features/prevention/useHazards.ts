import { keepPreviousData, useQuery } from '@tanstack/vue-query'
import { computed } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { trpc } from '../../app/trpc.ts'
import { readFilter } from './hazard-address.ts'

/** A hazard with its whole story. */
export type HazardDetail = Awaited<ReturnType<typeof trpc.hazards.get.query>>

const SORTS = ['reportedAt', 'dueOn', 'unit'] as const
export type HazardSortBy = (typeof SORTS)[number]

const one = (value: unknown): string => (typeof value === 'string' ? value : '')
const member = <Item extends string>(items: readonly Item[], text: string): Item | undefined =>
  items.find(item => item === text)

/** Hazards as the address asks for them: filter, order and page live in the link, so it can be sent to somebody. */
export function useHazards() {
  const route = useRoute()
  const router = useRouter()
  const filter = computed(() => readFilter(route.query))
  const sortBy = computed<HazardSortBy>(() => member(SORTS, one(route.query.sort)) ?? 'reportedAt')
  const page = computed(() => Math.max(1, Number.parseInt(one(route.query.page), 10) || 1))

  /** Changes part of the address; anything but the page itself begins again at the first. */
  const change = (parts: Record<string, string | undefined>): Promise<unknown> =>
    router.push({ query: { ...route.query, ...('page' in parts ? {} : { page: undefined }), ...parts } })

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
  return { filter, sortBy, page, change, list, saved }
}
