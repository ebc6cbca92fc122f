import { AREA_IDS, STANDINGS, UNIT_KINDS, type AreaId, type Standing, type UnitKind } from '@anlan/domain'
import { computed, type Ref } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { useTownships, useUnits } from '../organisation/useUnits.ts'
import { countStandings, type StandingCounts } from './area-order.ts'
import type { UnitStands } from './useRegisters.ts'

export const NO_TOWNSHIP = 'none'
const keyOf = (township: string | null): string => township ?? NO_TOWNSHIP
const SORTS = ['name', 'not-met', 'findings'] as const
/** What the rate of schools that meet an area counts: those it concerns. */
export const CONCERNED = 'concerned'
export type SchoolSort = (typeof SORTS)[number]

export interface TownshipStands {
  readonly key: string
  readonly schools: number
  readonly areas: Readonly<Record<AreaId, StandingCounts>>
  /** Of all its schools together: what it is ordered by. */
  readonly notMet: number
  readonly findings: number
}

const member = <Value extends string>(values: readonly Value[], text: string): Value | '' =>
  values.find(value => value === text) ?? ''

const sumOf = <Row>(rows: readonly Row[], count: (row: Row) => number): number =>
  rows.reduce((sum, row) => sum + count(row), 0)

const byCode = (a: TownshipStands, b: TownshipStands): number => a.key.localeCompare(b.key)
const TOWNSHIP_ORDER: Record<SchoolSort, (a: TownshipStands, b: TownshipStands) => number> = {
  name: byCode,
  'not-met': (a, b) => b.notMet - a.notMet || b.findings - a.findings || byCode(a, b),
  findings: (a, b) => b.findings - a.findings || byCode(a, b),
}

/** How the schools in scope stand, narrowed and ordered by what the address asks for. */
export function useCountyStands(
  data: Ref<readonly UnitStands[] | undefined>,
  words: { outside: () => string },
) {
  const route = useRoute()
  const router = useRouter()
  const { byId } = useUnits()
  const townships = useTownships()
  const part = (name: string): string => {
    const value = route.query[name]
    return typeof value === 'string' ? value : ''
  }
  const change = (parts: Record<string, string | undefined>): Promise<unknown> =>
    router.replace({ query: { ...route.query, ...parts } })
  const asked = computed(() => ({
    area: member(AREA_IDS, part('area')),
    standing: member([...(Object.keys(STANDINGS) as Standing[]), CONCERNED], part('standing')),
    /** The one school a rate was asked for. */
    unit: part('unit'),
    kind: member(Object.keys(UNIT_KINDS) as UnitKind[], part('kind')),
    township: part('township'),
    search: part('search').trim(),
    sort: member(SORTS, part('sort')) || ('not-met' as SchoolSort),
  }))
  const kindOf = ({ unit }: UnitStands): UnitKind | undefined => byId.value.get(unit.id)?.kind
  const areas = computed<readonly AreaId[]>(() => (asked.value.area ? [asked.value.area] : AREA_IDS))
  const inPlace = computed(() =>
    (data.value ?? []).filter(
      row =>
        (asked.value.unit === '' || row.unit.id === asked.value.unit) &&
        (asked.value.township === '' || keyOf(row.unit.township) === asked.value.township) &&
        (asked.value.kind === '' || kindOf(row) === asked.value.kind) &&
        row.unit.name.includes(asked.value.search),
    ),
  )
  const notMet = (row: UnitStands): number =>
    areas.value.filter(area => row.areas[area].standing === 'not-met').length
  const findings = (row: UnitStands): number =>
    areas.value.reduce((sum, area) => sum + row.areas[area].findings, 0)
  const byName = (a: UnitStands, b: UnitStands): number => a.unit.name.localeCompare(b.unit.name, 'zh-CN')
  const ORDER: Record<SchoolSort, (a: UnitStands, b: UnitStands) => number> = {
    name: byName,
    'not-met': (a, b) => notMet(b) - notMet(a) || findings(b) - findings(a) || byName(a, b),
    findings: (a, b) => findings(b) - findings(a) || byName(a, b),
  }
  const fits = (standing: Standing): boolean =>
    asked.value.standing === CONCERNED
      ? standing !== 'not-applicable'
      : asked.value.standing === '' || standing === asked.value.standing
  const schools = computed(() =>
    inPlace.value
      .filter(row => areas.value.some(area => fits(row.areas[area].standing)))
      .toSorted(ORDER[asked.value.sort]),
  )
  const countOf = (rows: readonly UnitStands[]): Record<AreaId, StandingCounts> =>
    Object.fromEntries(
      AREA_IDS.map(area => [area, countStandings(rows.map(row => row.areas[area].standing))]),
    ) as Record<AreaId, StandingCounts>
  const totals = computed(() => countOf(inPlace.value))
  const groups = computed<TownshipStands[]>(() =>
    [...Map.groupBy(schools.value, ({ unit }) => keyOf(unit.township))]
      .map(([key, rows]) => ({
        ...{ key, schools: rows.length, areas: countOf(rows) },
        ...{ notMet: sumOf(rows, notMet), findings: sumOf(rows, findings) },
      }))
      .toSorted(TOWNSHIP_ORDER[asked.value.sort]),
  )
  const everyTownship = computed(() =>
    [...new Set((data.value ?? []).map(({ unit }) => keyOf(unit.township)))].toSorted(),
  )
  const everyKind = computed(() => {
    const kinds = new Set((data.value ?? []).map(kindOf))
    return (Object.keys(UNIT_KINDS) as UnitKind[]).filter(kind => kinds.has(kind))
  })
  const townshipName = (key: string): string =>
    key === NO_TOWNSHIP
      ? words.outside()
      : (townships.data.value?.find(({ code }) => code === key)?.name ?? key)
  return {
    ...{ asked, areas, schools, groups, totals, inPlace, change },
    ...{ everyTownship, everyKind, townshipName, notMet, findings },
  }
}
