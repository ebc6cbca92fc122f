import type { AppRouter } from '@anlan/server/api'
import { keepPreviousData, useQuery } from '@tanstack/vue-query'
import type { inferRouterOutputs } from '@trpc/server'
import { computed } from 'vue'
import { trpc } from '../../app/trpc.ts'
import { useAddress } from '../../app/useAddress.ts'
import { readFilter, type HazardFilter } from './hazard-address.ts'
import { useHazardChanges } from './useHazardChanges.ts'

type Outputs = inferRouterOutputs<AppRouter>['hazardBoards']
export type BoardColumn = Outputs['board']['columns'][number]
export type HazardCounty = Outputs['county']

/** Hazards as the address narrows them. */
function useFilter() {
  const { query, part, change } = useAddress()
  return { part, filter: computed(() => readFilter(query.value)), change }
}

/** The board as the address narrows it, drawn anew when a hazard changes. A column that is not shown is not asked for less. */
export function useHazardBoard() {
  const { part, filter, change } = useFilter()
  const live = useHazardChanges()
  const board = useQuery({
    queryKey: ['hazards', 'board', filter],
    queryFn: () => trpc.hazardBoards.board.query({ filter: filter.value }),
    placeholderData: keepPreviousData,
  })
  const saved = useQuery({
    queryKey: ['savedFilters', 'hazards'],
    queryFn: () => trpc.savedFilters.list.query({ page: 'hazards' }),
  })
  /** On a telephone one column is looked at at a time; which one stands in the address too. */
  const column = computed(
    () =>
      board.data.value?.columns.find(({ state }) => state === part('column'))?.state ??
      board.data.value?.columns.find(({ total }) => total > 0)?.state ??
      board.data.value?.columns[0]?.state,
  )
  return { filter, change, live, board, saved, column }
}

/** The county view as the address narrows it. */
export function useHazardCounty() {
  const { filter, change } = useFilter()
  const live = useHazardChanges()
  const asked = computed<HazardFilter>(() => {
    const { township, unitId, area, grade, source } = filter.value
    return {
      ...(township && { township }),
      ...(unitId && { unitId }),
      ...(area && { area }),
      ...(grade && { grade }),
      ...(source && { source }),
    }
  })
  const view = useQuery({
    queryKey: ['hazards', 'county', asked],
    queryFn: () => trpc.hazardBoards.county.query({ filter: asked.value }),
    placeholderData: keepPreviousData,
  })
  return { filter: asked, change, live, view }
}
