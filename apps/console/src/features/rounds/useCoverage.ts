import {
  coverageStanding,
  dayOf,
  type CoverageStanding,
  type Day,
  type Instant,
  type UnitId,
} from '@anlan/domain'
import { useQuery } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { useWords } from '../../app/i18n.ts'
import { useSession } from '../../app/session.ts'
import { trpc } from '../../app/trpc.ts'

/** A school as the chart and the list show it. */
export interface CoveredSchool {
  readonly unit: { readonly id: UnitId; readonly name: string }
  /** The name of its township, or that it has none. */
  readonly township: string
  readonly lastVisitAt: Instant | null
  readonly visits: number
  readonly standing: CoverageStanding
}

/** Every school within reach with how it stands, from a day on; from the beginning of the term where none is named. */
export function useCoverage(since: Ref<Day | null>) {
  const { me } = useSession()
  const { t } = useWords()
  const query = useQuery({
    queryKey: ['rounds', 'coverage', since],
    queryFn: () => trpc.rounds.coverage.query(since.value === null ? {} : { since: since.value }),
  })
  const schools = computed<CoveredSchool[]>(() => {
    const { data } = query
    if (!data.value) return []
    const from = data.value.since
    return data.value.rows.map(({ unit, township, lastVisitAt, visits }) => ({
      ...{ unit, lastVisitAt, visits, township: township ?? t('coverage.none') },
      standing: coverageStanding(lastVisitAt === null ? null : dayOf(lastVisitAt), from, me.value.today),
    }))
  })
  return { query, schools }
}
