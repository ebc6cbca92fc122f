import { LetterId, UnitId, type Day, type LetterLevel } from '@anlan/domain'
import type { AppRouter } from '@anlan/server/api'
import { keepPreviousData, useQuery } from '@tanstack/vue-query'
import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { queryClient } from '../../app/query-client.ts'
import { trpc } from '../../app/trpc.ts'

type Inputs = inferRouterInputs<AppRouter>
type Outputs = inferRouterOutputs<AppRouter>
export type DutyList = Outputs['duties']['list']
export type LetterDetail = Outputs['letters']['get']
export type AskedBatch = Inputs['letters']['preview']
export type BatchPreview = Outputs['letters']['preview']
export type Template = Outputs['letters']['templates'][number]
export type CountyCoverage = Outputs['duties']['county']

/** What changed on one page of duties or letters shows on the others too. */
export const forgetResponsibility = (): Promise<void> =>
  queryClient.invalidateQueries({ queryKey: ['responsibility'] })

export const useDuties = (unitId: MaybeRefOrGetter<string>) =>
  useQuery({
    queryKey: ['responsibility', 'duties', computed(() => toValue(unitId))],
    queryFn: () => trpc.duties.list.query({ unitId: UnitId.parse(toValue(unitId)) }),
    enabled: computed(() => toValue(unitId) !== ''),
  })

/** Area by school, for whoever reaches more than one. */
export const useCountyCoverage = (enabled: MaybeRefOrGetter<boolean>) =>
  useQuery({
    queryKey: ['responsibility', 'county'],
    queryFn: () => trpc.duties.county.query(),
    enabled: computed(() => toValue(enabled)),
  })

export const useBoard = () =>
  useQuery({ queryKey: ['responsibility', 'board'], queryFn: () => trpc.letters.board.query() })

export const useLetters = (asked: MaybeRefOrGetter<NonNullable<Inputs['letters']['list']>>) =>
  useQuery({
    queryKey: ['responsibility', 'letters', computed(() => toValue(asked))],
    queryFn: () => trpc.letters.list.query(toValue(asked)),
    placeholderData: keepPreviousData,
  })

export const useLetter = (id: MaybeRefOrGetter<string>) =>
  useQuery({
    queryKey: ['responsibility', 'letter', computed(() => toValue(id))],
    queryFn: () => trpc.letters.get.query({ id: LetterId.parse(toValue(id)) }),
  })

export const useTemplates = () =>
  useQuery({ queryKey: ['responsibility', 'templates'], queryFn: () => trpc.letters.templates.query() })

/** The letters of the year before, which a renewal goes by. */
export const useLastYear = (asked: MaybeRefOrGetter<{ level: LetterLevel; before: Day }>) =>
  useQuery({
    queryKey: ['responsibility', 'last-year', computed(() => toValue(asked))],
    queryFn: () => trpc.letters.lastYear.query(toValue(asked)),
  })
