import type { UnitId } from '@anlan/domain'
import { useQuery } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { trpc } from '../../app/trpc.ts'

/** A school's classes with how many pupils are named, its assembly points and its storeys. */
export const useRoster = (unitId: Ref<UnitId | null>) =>
  useQuery({
    queryKey: ['rosters', 'classes', unitId],
    queryFn: () => (unitId.value ? trpc.rosters.classes.query({ unitId: unitId.value }) : null),
    enabled: computed(() => unitId.value !== null),
  })
