import {
  Summary as SummarySchema,
  type ChangedFigure,
  type Day,
  type Instant,
  type Summary,
  type SummaryEvent,
  type SummarySection,
  type SummaryState,
} from '@anlan/domain'
import type { Generated, JSONColumnType, Selectable } from 'kysely'

export interface SummariesTable {
  id: string
  campaign_id: string
  phase_id: string | null
  unit_id: string
  state: SummaryState
  title: string
  sections: JSONColumnType<SummarySection[]>
  taken_at: Instant
  due_on: Day | null
  version: number
  begun_by: string
  prepared_by: string | null
  signed_by: string | null
  signed_at: Instant | null
  handed_in_at: Instant | null
  accepted_at: Instant | null
  revision: Generated<number>
}

/** What was handed in, as it was signed; never changed. */
export interface SummaryVersionsTable {
  id: string
  summary_id: string
  unit_id: string
  version: number
  title: string
  sections: JSONColumnType<SummarySection[]>
  taken_at: Instant
  signed_by: string
  signed_by_name: string
  signed_at: Instant
  document_number: string | null
  /** Why figures that had changed by then stand as they were; null where none had. */
  standing: string | null
  changed: JSONColumnType<ChangedFigure[]>
}

/** What happened to a summary, one row an event, never changed. */
export interface SummaryEventsTable {
  id: string
  summary_id: string
  unit_id: string
  version: number
  at: Instant
  actor_id: string
  actor_name: string
  actor_role: string
  event: SummaryEvent | 'begin'
  note: string | null
}

/** The summary a row holds; a row the domain refuses fails here and not in a rule. */
export const toSummary = (row: Selectable<SummariesTable>): Summary =>
  SummarySchema.parse({
    ...{ id: row.id, campaignId: row.campaign_id, phase: row.phase_id, unitId: row.unit_id },
    ...{ state: row.state, title: row.title, sections: row.sections, takenAt: row.taken_at },
    ...{ dueOn: row.due_on, version: row.version, preparedBy: row.prepared_by, signedBy: row.signed_by },
    ...{ signedAt: row.signed_at, handedInAt: row.handed_in_at, acceptedAt: row.accepted_at },
    revision: row.revision,
  })

/** What of a summary's row can change. */
export const toSummaryChange = (summary: Summary) => ({
  ...{ state: summary.state, title: summary.title, sections: JSON.stringify(summary.sections) },
  ...{ taken_at: summary.takenAt, version: summary.version, prepared_by: summary.preparedBy },
  ...{ signed_by: summary.signedBy, signed_at: summary.signedAt, handed_in_at: summary.handedInAt },
  ...{ accepted_at: summary.acceptedAt, revision: summary.revision },
})
