import { UnitId } from '@anlan/domain'
import { useQuery } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { useRoute } from 'vue-router'
import { trpc } from '../../app/trpc.ts'
import type { RiskRow } from './useRisks.ts'

const PAGE = 100

/** Every risk point of a school on its register, page by page: a map and what hangs on the wall leave none out. */
async function readAll(unitId: UnitId): Promise<RiskRow[]> {
  const rows: RiskRow[] = []
  for (let page = 1; ; page += 1) {
    const part = await trpc.risks.list.query({ filter: { unitId }, page, pageSize: PAGE })
    rows.push(...part.rows)
    if (part.rows.length < PAGE) return rows
  }
}

/** The risk points of a school, the worst first, narrowed by the building and floor the address asks for. */
export function useSchoolRisks(
  unitId: Ref<string>,
  change: (parts: Record<string, string | undefined>) => void,
) {
  const route = useRoute()
  const all = useQuery({
    queryKey: ['risks', 'school', unitId],
    queryFn: () => readAll(UnitId.parse(unitId.value)),
    enabled: computed(() => unitId.value !== ''),
  })
  const asked = (key: string) =>
    computed({
      get: () => (typeof route.query[key] === 'string' ? route.query[key] : ''),
      set: value => change({ [key]: value || undefined }),
    })
  const [building, floor] = [asked('building'), asked('floor')]
  const points = computed(() => all.data.value ?? [])
  const namesOf = (of: (row: RiskRow) => string) =>
    computed(() => [...new Set(points.value.map(of))].filter(name => name !== ''))
  const rows = computed(() =>
    points.value.filter(
      ({ site }) =>
        (building.value === '' || site.building === building.value) &&
        (floor.value === '' || site.floor === floor.value),
    ),
  )
  return {
    ...{ all, rows, building, floor },
    buildings: namesOf(({ site }) => site.building),
    floors: namesOf(({ site }) => site.floor),
  }
}
