import { listStandings, type Day, type LimitStanding } from '@anlan/domain'
import type { AppRouter } from '@anlan/server/api'
import type { Tone } from '@anlan/ui'
import { useQuery } from '@tanstack/vue-query'
import type { inferRouterOutputs } from '@trpc/server'
import { computed } from 'vue'
import { queryClient } from '../../app/query-client.ts'
import { trpc } from '../../app/trpc.ts'

type Outputs = inferRouterOutputs<AppRouter>['drillStandards']
export type Standards = Outputs['get']
export type Preview = Outputs['previewYear']

const KEY = ['drills', 'standards']

/** The county's school years and numbers, and how each number stands today. */
export function useStandards() {
  const query = useQuery({ queryKey: KEY, queryFn: () => trpc.drillStandards.get.query() })
  const standings = computed(() =>
    query.data.value ? listStandings(query.data.value.limits.value, query.data.value.today as Day) : [],
  )
  return { query, standings }
}

/** A change of the standards changes what every page about drills says. */
export const forgetDrills = (): Promise<void> => queryClient.invalidateQueries({ queryKey: ['drills'] })

/** Who vouches for a number: the county, the rule's source, or nobody yet. */
export const voucherOf = ({ own, isUnconfirmed }: LimitStanding): { tone: Tone; word: string } =>
  own
    ? { tone: 'success', word: 'standards.own' }
    : isUnconfirmed
      ? { tone: 'warning', word: 'standards.unconfirmed' }
      : { tone: 'info', word: 'standards.source' }
