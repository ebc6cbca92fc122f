import type { Instant } from '@anlan/domain'

/** Whether a school shows its list of hazards on its kiosks; no row where nobody there has chosen. */
export interface HazardDisplaysTable {
  unit_id: string
  shown: boolean
  changed_at: Instant
  changed_by_name: string
}
