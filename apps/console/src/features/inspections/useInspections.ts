import {
  AREA,
  findChecklistVersion,
  type AreaId,
  type ChecklistVersion,
  type Day,
  type Frequency,
  type UnitId,
} from '@anlan/domain'
import type { AppRouter } from '@anlan/server/api'
import { keepPreviousData, useQuery } from '@tanstack/vue-query'
import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { queryClient } from '../../app/query-client.ts'
import { useWords } from '../../app/i18n.ts'
import { trpc } from '../../app/trpc.ts'
import { FREQUENCIES } from '@anlan/domain'

type Api = inferRouterOutputs<AppRouter>['inspections']
export type RunDetail = Api['get']
export type RunRow = Api['list']['rows'][number]
export type KeptAnswer = RunDetail['answers'][number]
export type RunsAsked = NonNullable<inferRouterInputs<AppRouter>['inspections']['list']>

/** What was begun or handed in shows on every list. */
export const forgetInspections = (): Promise<void> =>
  queryClient.invalidateQueries({ queryKey: ['inspections'] })

export const useRuns = (asked: MaybeRefOrGetter<RunsAsked>) =>
  useQuery({
    queryKey: ['inspections', 'list', computed(() => toValue(asked))],
    queryFn: () => trpc.inspections.list.query(toValue(asked)),
    placeholderData: keepPreviousData,
  })

/** What decides which items are asked of a unit; nothing is asked while no unit is chosen. */
export const useProfile = (unitId: MaybeRefOrGetter<string>) =>
  useQuery({
    queryKey: ['inspections', 'profile', computed(() => toValue(unitId))],
    queryFn: () => trpc.inspections.profile.query({ unitId: toValue(unitId) as UnitId }),
    enabled: computed(() => toValue(unitId) !== ''),
  })

/** The version of an area's checklist that is asked on a day. */
export const versionOn = (area: AreaId, on: Day): ChecklistVersion | undefined =>
  AREA[area].checklist ? findChecklistVersion(AREA[area].checklist, on) : undefined

/** How often the items of a run are asked, in words: the whole list where it was not narrowed. */
export function useScopeWords() {
  const { t, label, list } = useWords()
  return (every: readonly Frequency[]): string =>
    every.length === 0 ? t('inspections.whole') : list(every.map(each => label(FREQUENCIES[each])))
}
