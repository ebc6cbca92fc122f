import { listStandings, type Day } from '@anlan/domain'
import type { AppRouter } from '@anlan/server/api'
import { useQuery } from '@tanstack/vue-query'
import type { inferRouterOutputs } from '@trpc/server'
import { computed } from 'vue'
import { queryClient } from '../../app/query-client.ts'
import { trpc } from '../../app/trpc.ts'
import type { LimitPicture } from '../limits/limit-row.ts'

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

interface Words {
  readonly t: (key: string, values?: Record<string, string>) => string
  readonly day: (on: string) => string
}

/** What a change would do, as a table. */
export const pictureOf = (
  { t, day }: Words,
  { of, from, to, before, after }: Preview,
  note: string,
): LimitPicture => ({
  caption: t('standards.previewOf', { from: day(from), to: day(to) }),
  rows: [
    { name: t(`standards.${of}`), now: before.counted, then: after.counted },
    { name: t(`standards.${of}Failed`), now: before.failed, then: after.failed },
  ],
  notes: [note],
})
