import type { Instant } from '@anlan/domain'

/** Document numbers that were given out, by their parts. */
export interface DocumentNumbersTable {
  unit_id: string
  office: string
  year: number
  serial: number
  subject_kind: string
  subject_id: string
  given_at: Instant
  given_by: string
  given_by_name: string
}
