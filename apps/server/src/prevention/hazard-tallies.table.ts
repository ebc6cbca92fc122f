import type { AreaId, Day, HazardGrade, HazardSource, HazardState } from '@anlan/domain'

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
  /** Closed by its deadline; null while it is open or where it had none. */
  in_time: boolean | null
  was_returned: boolean
  count: number
}

/** Hazards by the month in which they were reported or closed, kept the same way for townships and not for units. */
export interface HazardMonthsTable {
  township: string | null
  area: AreaId
  grade: HazardGrade | null
  source: HazardSource
  event: 'reported' | 'closed'
  /** Its first day. */
  month: Day
  count: number
}
