import type { AppRouter } from '@anlan/server/api'
import type { inferRouterOutputs } from '@trpc/server'
import { SummaryId, type SummaryState } from '@anlan/domain'
import type { Tone } from '@anlan/ui'
import { useQuery } from '@tanstack/vue-query'
import { trpc } from '../../app/trpc.ts'

type Outputs = inferRouterOutputs<AppRouter>['summaries']
export type SummaryDetail = Outputs['get']
export type SummaryOccasion = Outputs['occasions'][number]

/** How the states look. */
export const SUMMARY_TONES: Record<SummaryState, Tone> = {
  ...{ draft: 'neutral', 'awaiting-signature': 'info', submitted: 'warning', returned: 'danger' },
  ...{ accepted: 'success', merged: 'success', archived: 'neutral' },
}

/** One summary with its versions and its story. */
export const useSummary = (id: () => string) =>
  useQuery({
    queryKey: ['summaries', 'one', id],
    queryFn: () => trpc.summaries.get.query({ id: SummaryId.parse(id()) }),
  })
