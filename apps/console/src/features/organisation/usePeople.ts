import type { AppRouter } from '@anlan/server/api'
import { ROLE_IDS, UnitId, type RoleId } from '@anlan/domain'
import { keepPreviousData, useQuery } from '@tanstack/vue-query'
import type { inferRouterOutputs } from '@trpc/server'
import { computed } from 'vue'
import type { LocationQuery } from 'vue-router'
import { trpc } from '../../app/trpc.ts'
import { useAddress } from '../../app/useAddress.ts'

export const PERSON_STATES = ['active', 'first-password', 'disabled'] as const
export type PersonState = (typeof PERSON_STATES)[number]
export const PERSON_SORTS = ['unit', 'name', 'role', 'createdAt'] as const
type PersonSort = (typeof PERSON_SORTS)[number]

export type PersonDetail = inferRouterOutputs<AppRouter>['people']['get']

/** How the state of an account looks. */
export const PERSON_TONES = {
  active: 'success',
  'first-password': 'warning',
  disabled: 'neutral',
} as const satisfies Record<PersonState, string>

const one = (value: unknown): string => (typeof value === 'string' ? value : '')
const member = <Item extends string>(items: readonly Item[], text: string): Item | undefined =>
  items.find(item => item === text)

/** The filter an address holds; what it does not know it leaves out, so that an old link still opens. */
function readFilter(query: LocationQuery) {
  const search = one(query.search).slice(0, 60)
  const unit = UnitId.safeParse(one(query.unit))
  const role = member<RoleId>(ROLE_IDS, one(query.role))
  const state = member(PERSON_STATES, one(query.state))
  return {
    ...(search && { search }),
    ...(unit.success && { unitId: unit.data, withBelow: query.below === '1' }),
    ...(role && { role }),
    ...(state && { state }),
  }
}
export type PeopleFilter = ReturnType<typeof readFilter>

/** People as the address asks for them: filter, order and page live in the link. */
export function usePeople() {
  const { query, part, page, change, goTo } = useAddress()
  const filter = computed(() => readFilter(query.value))
  const sortBy = computed<PersonSort>(() => member(PERSON_SORTS, part('sort')) ?? 'unit')

  const list = useQuery({
    queryKey: ['people', 'list', filter, sortBy, page],
    queryFn: () =>
      trpc.people.list.query({
        filter: filter.value,
        sort: { by: sortBy.value, desc: sortBy.value === 'createdAt' },
        page: page.value,
      }),
    placeholderData: keepPreviousData,
  })
  return { filter, sortBy, change, goTo, list }
}
