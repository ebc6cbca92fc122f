import { findRegister, type AreaId, type Placed, type UnitId } from '@anlan/domain'
import type { AppRouter } from '@anlan/server/api'
import { useQuery } from '@tanstack/vue-query'
import type { inferRouterOutputs } from '@trpc/server'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { queryClient } from '../../app/query-client.ts'
import { trpc } from '../../app/trpc.ts'

type Api = inferRouterOutputs<AppRouter>['registers']
export type UnitStands = Api['standings'][number]
export type AreaStands = Api['standing']
export type RegisterStands = AreaStands['registers'][number]
export type Finding = AreaStands['between'][number]
export type Entry = Api['get']
export type EntryFilter = Parameters<typeof trpc.registers.list.query>[0]['filter']
export type EntrySort = Parameters<typeof trpc.registers.list.query>[0]['sort']
export type ListedEntry = Api['list']['rows'][number]

/** What was written shows on every page about registers. */
export const forgetRegisters = (): Promise<void> => queryClient.invalidateQueries({ queryKey: ['registers'] })

export const useStandings = () =>
  useQuery({ queryKey: ['registers', 'standings'], queryFn: () => trpc.registers.standings.query() })

export const useStanding = (
  unitId: MaybeRefOrGetter<string>,
  area: MaybeRefOrGetter<AreaId>,
  day: MaybeRefOrGetter<string>,
) =>
  useQuery({
    queryKey: ['registers', 'standing', computed(() => [toValue(unitId), toValue(area), toValue(day)])],
    queryFn: () =>
      trpc.registers.standing.query({
        ...{ unitId: toValue(unitId) as UnitId, area: toValue(area) },
        ...(toValue(day) && { day: toValue(day) as never }),
      }),
  })

export const useLetterReceipts = (unitId: MaybeRefOrGetter<string>) =>
  useQuery({
    queryKey: ['registers', 'receipts', computed(() => toValue(unitId))],
    queryFn: () => trpc.registers.letterReceipts.query({ unitId: toValue(unitId) as UnitId }),
  })

export const useEntry = (id: MaybeRefOrGetter<string>) =>
  useQuery({
    queryKey: ['registers', 'entry', computed(() => toValue(id))],
    queryFn: () => trpc.registers.get.query({ id: toValue(id) as never }),
  })

/** The register of a key, or null where this version has none of that name. */
export const registerOf = (key: string): Placed | null => findRegister(key) ?? null

/** The register an address names, or null: an old link may name one that is gone. */
export const registerAt = (area: string, register: string): Placed | null =>
  findRegister(`${area}/${register}`) ?? null
