import type { AppRouter } from '@anlan/server/api'
import { useQuery } from '@tanstack/vue-query'
import type { inferRouterOutputs } from '@trpc/server'
import { computed } from 'vue'
import { trpc } from '../../app/trpc.ts'
import type { UnitRow } from './unit-tree.ts'

/** All units the reader sees. A county has some hundreds: they come at once, and searching needs no server. */
export function useUnits() {
  const list = useQuery({
    queryKey: ['units', 'list'],
    queryFn: () => trpc.units.list.query(),
    staleTime: 60_000,
  })
  const units = computed<readonly UnitRow[]>(() => list.data.value ?? [])
  const byId = computed(() => new Map<string, UnitRow>(units.value.map(unit => [unit.id, unit])))
  return { list, units, byId }
}

export const useTownships = () =>
  useQuery({
    queryKey: ['units', 'townships'],
    queryFn: () => trpc.units.townships.query(),
    staleTime: 60_000,
  })

export type UnitDetail = inferRouterOutputs<AppRouter>['units']['get']
