import { AREA_IDS, RISK_COLOUR_IDS, RiskKind, UnitId } from '@anlan/domain'
import { keepPreviousData, useQuery } from '@tanstack/vue-query'
import { computed } from 'vue'
import type { LocationQuery } from 'vue-router'
import { trpc } from '../../app/trpc.ts'
import { useAddress } from '../../app/useAddress.ts'

export type RiskDetail = Awaited<ReturnType<typeof trpc.risks.get.query>>
export type RiskRow = Awaited<ReturnType<typeof trpc.risks.list.query>>['rows'][number]

const one = (value: unknown): string => (typeof value === 'string' ? value : '')
const member = <Item extends string>(items: readonly Item[], text: string): Item | undefined =>
  items.find(item => item === text)

/** The filter an address holds; what it does not know it leaves out, so that an old link still opens. */
export function readRiskFilter(query: LocationQuery) {
  const colour = member(RISK_COLOUR_IDS, one(query.colour))
  const area = member([...AREA_IDS, 'none'] as const, one(query.area))
  const kind = RiskKind.safeParse(query.kind).data
  const unit = UnitId.safeParse(one(query.unit))
  const text = (key: string, length: number): string => one(query[key]).slice(0, length)
  const [building, floor] = [text('building', 40), text('floor', 20)]
  const [township, search] = [text('township', 9), text('search', 60)]
  return {
    ...(colour && { colour }),
    ...(area && { area }),
    ...(kind && { kind }),
    ...(unit.success && { unitId: unit.data }),
    ...(building && { building }),
    ...(floor && { floor }),
    ...(township && { township }),
    ...(search && { search }),
    ...(query.due === '1' && { due: true }),
    ...(query.measures === '1' && { measures: true }),
    ...(query.retired === '1' && { retired: true }),
  }
}
export type RiskFilter = ReturnType<typeof readRiskFilter>

/** Risk points as the address asks for them: filter and page live in the link, so it can be sent to somebody. */
export function useRisks() {
  const { query, page, change, goTo } = useAddress()
  const filter = computed(() => readRiskFilter(query.value))
  const list = useQuery({
    queryKey: ['risks', 'list', filter, page],
    queryFn: () => trpc.risks.list.query({ filter: filter.value, page: page.value }),
    placeholderData: keepPreviousData,
  })
  /** The colours of the same filter, whichever of them the list shows. */
  const uncoloured = computed(() => {
    const { unitId, area, kind, township, building, floor, search, retired, measures } = filter.value
    return { unitId, area, kind, township, building, floor, search, retired, measures }
  })
  const counts = useQuery({
    queryKey: ['risks', 'counts', uncoloured],
    queryFn: () => trpc.risks.counts.query({ filter: uncoloured.value }),
    placeholderData: keepPreviousData,
  })
  return { filter, page, change, goTo, list, counts }
}
