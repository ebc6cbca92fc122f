import type { Day } from '@anlan/domain'

/** With what a hazard was handed down to its school. */
export interface HazardOrdersTable {
  hazard_id: string
  unit_id: string
  /** 文号 of the paper; empty where there is none. */
  document: string
  /** The deadline that is proposed to whoever confirms the hazard. */
  due_on: Day | null
}
