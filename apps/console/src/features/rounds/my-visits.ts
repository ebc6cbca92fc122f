import type { Day } from '@anlan/domain'
import type { AppRouter } from '@anlan/server/api'
import type { inferRouterOutputs } from '@trpc/server'

export type MyVisit = inferRouterOutputs<AppRouter>['visits']['mine'][number]

/** What somebody on a team has before him, in the order in which he does it. */
export const VISIT_HEAPS = ['now', 'finish', 'late', 'next'] as const
export type VisitHeap = (typeof VISIT_HEAPS)[number]

/** Where a visit belongs on a day: to be made now, to be signed or closed, past its last day, or still to come. */
export function heapOf(
  { state, from, until }: Pick<MyVisit, 'state' | 'from' | 'until'>,
  today: Day,
): VisitHeap {
  if (state === 'on-site') return 'now'
  if (state !== 'planned') return 'finish'
  if (until < today) return 'late'
  return from <= today ? 'now' : 'next'
}

/** Where one tap leads from the list: to the checklist that is open, else to the visit, or to its sheet once all is signed. */
export function goOf({ id, state, openRun }: Pick<MyVisit, 'id' | 'state' | 'openRun'>): string {
  if (state === 'on-site' && openRun !== null) return `/inspections/${openRun}`
  return state === 'signed' ? `/visits/${id}/sheet` : `/visits/${id}`
}
