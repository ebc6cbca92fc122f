import type { UnitId } from '@anlan/domain'
import type { AppRouter } from '@anlan/server/api'
import { useQuery } from '@tanstack/vue-query'
import type { inferRouterOutputs } from '@trpc/server'
import { computed, type Ref } from 'vue'
import { queryClient } from '../../app/query-client.ts'
import { trpc } from '../../app/trpc.ts'

export type SchoolClass = inferRouterOutputs<AppRouter>['rosters']['classes']['classes'][number]

/** What was changed in a school's lists shows on every page about them. */
export const forgetRosters = (): Promise<void> => queryClient.invalidateQueries({ queryKey: ['rosters'] })

/** A school's classes with how many pupils are named, its assembly points and its storeys. */
export const useRoster = (unitId: Ref<UnitId | null>) =>
  useQuery({
    queryKey: ['rosters', 'classes', unitId],
    queryFn: () => (unitId.value ? trpc.rosters.classes.query({ unitId: unitId.value }) : null),
    enabled: computed(() => unitId.value !== null),
  })
