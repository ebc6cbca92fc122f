import type { AreaId, Day, HazardGrade, HazardSource, HazardState } from '@anlan/domain'
import type { Insertable } from 'kysely'

/**
 * Hazards counted by what does not change with the day. Rows are added by triggers, +1 for what a hazard has become and
 * -1 for what it was, and added up at night; only sums over them mean anything.
 */
export interface HazardTalliesTable {
  unit_id: string
  township: string | null
  area: AreaId
  grade: HazardGrade | null
  source: HazardSource
  state: HazardState
  /** First day of the month. */
  reported_in: Day
  closed_in: Day | null
  /** Closed by its deadline; null while it is open or where it had none. */
  in_time: boolean | null
  was_returned: boolean
  count: number
}

/** What a hazard is counted under, in the table's order. */
export const TALLIED_UNDER = [
  ...(['unit_id', 'township', 'area', 'grade', 'source'] as const),
  ...(['state', 'reported_in', 'closed_in', 'in_time', 'was_returned'] as const),
] as const satisfies readonly (keyof Insertable<HazardTalliesTable>)[]
