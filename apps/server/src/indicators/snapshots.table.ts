import type { Day, Instant } from '@anlan/domain'
import type { Generated } from 'kysely'

/** Where in the arrays a rate stands, counted from 1; it keeps its place for good. */
export interface IndicatorPlacesTable {
  place: number
  /** `keptUnder` of the rate. */
  key: string
}

/** A day on which figures were taken; a day without a row is one on which nobody took them. */
export interface IndicatorDaysTable {
  day: Day
  taken_at: Instant
  /** The transaction that took it, in which alone figures are added. */
  taken_in: Generated<string>
}

/** Numbers by place; null where there is nothing to divide by. */
type Figures = (number | null)[]

export interface IndicatorSnapshotsTable {
  unit_id: string
  day: Day
  numerators: Figures
  denominators: Figures
}

export interface IndicatorSumsTable {
  /** Its code; nothing for the county. */
  township: string
  day: Day
  /** Units that are added up. */
  units: number
  numerators: Figures
  denominators: Figures
}
