import type { Instant, OfficialPaper } from '@anlan/domain'
import type { JSONColumnType } from 'kysely'

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
  /** What the paper said when it was numbered, where nothing else keeps its words. */
  paper: JSONColumnType<OfficialPaper> | null
}
