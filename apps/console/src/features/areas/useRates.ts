import { AREA_INDICATORS, sumRates, type AreaId, type AreaIndicator, type Rate } from '@anlan/domain'
import type { AppRouter } from '@anlan/server/api'
import { useQuery } from '@tanstack/vue-query'
import type { inferRouterOutputs } from '@trpc/server'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { trpc } from '../../app/trpc.ts'
import type { AreaStands } from './useRegisters.ts'

export type UnitRates = inferRouterOutputs<AppRouter>['registers']['rates'][number]

/** The rates of every school in scope; of one area where one is asked for. */
export const useRates = (area: MaybeRefOrGetter<AreaId | ''>) =>
  useQuery({
    queryKey: ['registers', 'rates', computed(() => toValue(area))],
    queryFn: () => trpc.registers.rates.query({ ...(toValue(area) && { area: toValue(area) || undefined }) }),
  })

/** An indicator with its rate; null where nothing that is shown has one. */
export interface ShownRate {
  readonly indicator: AreaIndicator
  readonly rate: Rate | null
}

/** The rates of schools together. */
export const ratesTogether = (rows: readonly UnitRates[], area: AreaId | ''): ShownRate[] =>
  AREA_INDICATORS.filter(each => area === '' || each.area === area).map(indicator => {
    const rates = rows.flatMap(({ rates: own }) => own[indicator.id] ?? [])
    return { indicator, rate: rates.length === 0 ? null : sumRates(rates) }
  })

/** The rates of one school in an area; those it has none of are left out. */
export function ratesOfArea({ area, registers, rates }: AreaStands): ShownRate[] {
  const own: Record<string, Rate> = Object.assign({}, ...registers.map(each => each.rates), rates)
  return AREA_INDICATORS.flatMap(indicator => {
    const rate = indicator.area === area ? own[indicator.name] : undefined
    return rate === undefined ? [] : [{ indicator, rate }]
  })
}
