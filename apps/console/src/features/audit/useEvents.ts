import type { AppRouter } from '@anlan/server/api'
import { AUDIT_ACTIONS, AUDIT_NOUN_IDS, isDay, UnitId } from '@anlan/domain'
import { keepPreviousData, useQuery } from '@tanstack/vue-query'
import type { inferRouterOutputs } from '@trpc/server'
import { computed } from 'vue'
import { useRoute, useRouter, type LocationQuery } from 'vue-router'
import { trpc } from '../../app/trpc.ts'

export type EventDetail = inferRouterOutputs<AppRouter>['audit']['get']

const one = (value: unknown): string => (typeof value === 'string' ? value : '')
const asDay = (text: string) => (isDay(text) ? text : undefined)

/** The filter an address holds; what it does not know it leaves out, so that an old link still opens. */
function readFilter(query: LocationQuery) {
  const person = one(query.person).trim().slice(0, 60)
  const unit = UnitId.safeParse(one(query.unit))
  const action = [...AUDIT_NOUN_IDS, ...AUDIT_ACTIONS].find(each => each === query.action)
  const subject = one(query.subject).slice(0, 100)
  const [from, to] = [asDay(one(query.from)), asDay(one(query.to))]
  return {
    ...(person && { person }),
    ...(unit.success && { unitId: unit.data, withBelow: query.below === '1' }),
    ...(action && { action }),
    ...(subject && { subjectId: subject }),
    ...(from && { from }),
    ...(to && { to }),
  }
}
export type EventFilter = ReturnType<typeof readFilter>

/** The record as the address asks for it: filter and place live in the link, so it can be sent to somebody. */
export function useEvents() {
  const route = useRoute()
  const router = useRouter()
  const filter = computed(() => readFilter(route.query))
  const place = computed(() => {
    const [before, after] = [one(route.query.before), one(route.query.after)]
    if (before) return { before }
    return after ? { after } : {}
  })
  const crossed = computed(() => {
    const { from, to } = filter.value
    return from !== undefined && to !== undefined && to < from
  })

  /** Changes part of the address; anything but the place begins again at the newest. */
  const change = (parts: Record<string, string | undefined>): Promise<unknown> =>
    router.push({ query: { ...route.query, before: undefined, after: undefined, ...parts } })

  const list = useQuery({
    queryKey: ['audit', 'list', filter, place],
    queryFn: () => trpc.audit.list.query({ filter: filter.value, place: place.value }),
    placeholderData: keepPreviousData,
    enabled: computed(() => !crossed.value),
  })
  return { filter, place, crossed, change, list }
}
