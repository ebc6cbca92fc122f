import { PublicReport, type Instant, type PublicReportState } from '@anlan/domain'
import type { Generated, Selectable } from 'kysely'

/** A sheet with a code on it that hangs at a school; whoever reads the code may report. */
export interface ReportPostersTable {
  id: string
  unit_id: string
  /** Where it hangs; empty for the whole school. */
  place: string
  token_hash: string
  made_at: Instant
  made_by_name: string
  revoked_at: Generated<Instant | null>
  revoked_by_name: Generated<string | null>
}

export interface PublicReportsTable {
  id: string
  unit_id: string
  poster_id: string
  place: string
  text: string
  /** Of all that was sent: the same id with another content is no repetition. */
  digest: string
  receipt_hash: string
  received_at: Instant
  has_contact: boolean
  state: PublicReportState
  hazard_id: Generated<string | null>
  settled_by_name: Generated<string | null>
  settled_at: Generated<Instant | null>
  reason: Generated<string | null>
}

export interface PublicReportFilesTable {
  report_id: string
  file_id: string
  unit_id: string
}

export interface PublicReportContactsTable {
  report_id: string
  unit_id: string
  contact: string
}

/** The report a row holds; a row the domain refuses fails here and not in a rule. */
export const toPublicReport = (row: Selectable<PublicReportsTable>): PublicReport =>
  PublicReport.parse({
    ...{ id: row.id, unitId: row.unit_id, posterId: row.poster_id, place: row.place, text: row.text },
    ...{ receivedAt: row.received_at, state: row.state, hazardId: row.hazard_id },
    ...{ settledByName: row.settled_by_name, settledAt: row.settled_at, reason: row.reason },
  })
