import { DRILL_MODE_IDS, DRILL_STATE_IDS, type DrillMode, type DrillState, type UnitId } from '@anlan/domain'
import type { AppRouter } from '@anlan/server/api'
import { keepPreviousData, useQuery } from '@tanstack/vue-query'
import type { inferRouterOutputs } from '@trpc/server'
import { computed } from 'vue'
import { trpc } from '../../app/trpc.ts'
import { useAddress } from '../../app/useAddress.ts'

type Outputs = inferRouterOutputs<AppRouter>
export type Drill = Outputs['drills']['get']

export const DRILL_MODES_IN_ORDER: readonly DrillMode[] = DRILL_MODE_IDS

/** What runs at a school and what comes next; a school plans some dozen drills ahead at most. */
export function useUpcoming(unitId: UnitId) {
  const list = useQuery({
    queryKey: ['drills', 'upcoming', unitId],
    queryFn: () => trpc.drills.list.query({ unitId, states: ['scheduled', 'running'], pageSize: 100 }),
    refetchInterval: 30_000,
  })
  const rows = computed(() => list.data.value?.rows ?? [])
  const running = computed(() => rows.value.find(({ state }) => state === 'running'))
  const next = computed(
    () =>
      rows.value
        .filter(({ state }) => state === 'scheduled')
        .toSorted((a, b) => (a.scheduledAt ?? '').localeCompare(b.scheduledAt ?? ''))[0],
  )
  return { list, running, next }
}

/** A school's drills as the address asks for them. */
export function useDrillList(unitId: UnitId) {
  const { part, page, change, goTo } = useAddress()
  const state = computed<DrillState | undefined>(() => DRILL_STATE_IDS.find(each => each === part('state')))
  const list = useQuery({
    queryKey: ['drills', 'list', unitId, state, page],
    queryFn: () =>
      trpc.drills.list.query({
        ...{ unitId, page: page.value, pageSize: 15 },
        ...(state.value && { states: [state.value] }),
      }),
    placeholderData: keepPreviousData,
  })
  return { state, page, change, goTo, list }
}
