import { PublicReportState, UnitId } from '@anlan/domain'
import { keepPreviousData, useQuery } from '@tanstack/vue-query'
import { computed } from 'vue'
import { queryClient } from '../../app/query-client.ts'
import { trpc } from '../../app/trpc.ts'
import { useAddress } from '../../app/useAddress.ts'

export type PublicReportRow = Awaited<ReturnType<typeof trpc.publicReports.list.query>>['rows'][number]

/** After a flood somebody goes through many at a time. */
const PAGE = 50

/** Reports as the address asks for them: those that wait, unless it says otherwise. */
export function usePublicReports() {
  const { query, page, change, goTo } = useAddress()
  const state = computed<PublicReportState | 'all'>(() =>
    query.value.state === 'all' ? 'all' : (PublicReportState.safeParse(query.value.state).data ?? 'waiting'),
  )
  const unitId = computed(() => UnitId.safeParse(query.value.unit).data)
  const list = useQuery({
    queryKey: ['public-reports', 'list', state, unitId, page],
    queryFn: () =>
      trpc.publicReports.list.query({
        ...(state.value !== 'all' && { state: state.value }),
        ...(unitId.value && { unitId: unitId.value }),
        ...{ page: page.value, pageSize: PAGE },
      }),
    placeholderData: keepPreviousData,
  })
  const counts = useQuery({
    queryKey: ['public-reports', 'counts'],
    queryFn: () => trpc.publicReports.counts.query(),
  })
  return { state, unitId, change, goTo, list, counts }
}

/** What a settled report changes on other pages: the list, its numbers, the hazards and the home page. */
export async function forgetReports(): Promise<void> {
  await Promise.all(
    ['public-reports', 'hazards', 'home'].map(key => queryClient.invalidateQueries({ queryKey: [key] })),
  )
}
