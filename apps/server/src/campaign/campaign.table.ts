import {
  Campaign,
  Phase,
  type Addressees,
  type AreaId,
  type AssignmentState,
  type CampaignDraft,
  type CampaignState,
  type Day,
  type EvidenceKind,
  type Instant,
  type PhaseKind,
  type TaskMilestone,
} from '@anlan/domain'
import type { Generated, JSONColumnType, Selectable } from 'kysely'

/** A document as it was read; its text is never changed. */
export interface PlanDocumentsTable {
  id: string
  name: string
  sha256: string
  encoding: string
  text: string
  /** What the reader made of it: the outline the import screen shows beside the text. */
  outline: JSONColumnType<unknown[]>
  created_by: string
  created_at: Generated<Instant>
}

export interface CampaignsTable {
  id: string
  title: string
  year: number | null
  issuer: string | null
  document_number: string | null
  issued_on: Day | null
  from_on: Day | null
  to_on: Day | null
  state: CampaignState
  revision: Generated<number>
  document_id: string | null
  /** The draft until dispatch; afterwards what was dispatched, unchanged. */
  draft: JSONColumnType<CampaignDraft> | null
  created_by: string
  created_at: Generated<Instant>
  dispatched_by: string | null
  dispatched_at: Instant | null
  /** Why it was last suspended, resumed, reopened or discarded. */
  reason: string | null
}

export interface PhasesTable {
  id: string
  campaign_id: string
  ordinal: number
  kind: PhaseKind
  name: string
  from_on: Day | null
  to_on: Day | null
  path: string | null
}

export interface TasksTable {
  id: string
  campaign_id: string
  phase_id: string
  ordinal: number
  path: string | null
  title: string
  quote: string
  span_start: number | null
  span_end: number | null
  area: AreaId | null
  addressees: JSONColumnType<Addressees>
  due_on: Day | null
  evidence: EvidenceKind[]
  milestone: TaskMilestone | null
}

/** A task laid on one unit at dispatch. Area, phase and township are copied so that boards count one table. */
export interface AssignmentsTable {
  id: string
  campaign_id: string
  task_id: string
  phase_id: string
  unit_id: string
  township: string | null
  area: AreaId | null
  due_on: Day | null
  state: AssignmentState
  revision: Generated<number>
  versions: Generated<number>
  submitted_by: string | null
  submitted_at: Instant | null
  decided_by: string | null
  decided_at: Instant | null
  reason: string | null
}

export interface SubmissionsTable {
  id: string
  assignment_id: string
  unit_id: string
  version: number
  statement: string
  submitted_by: string
  submitted_by_name: string
  submitted_at: Instant
  decision: 'accepted' | 'returned' | null
  decided_by: string | null
  decided_by_name: string | null
  decided_at: Instant | null
  reason: string | null
}

export interface SubmissionFilesTable {
  submission_id: string
  file_id: string
  unit_id: string
}

/** The columns of a campaign without its draft, which is large and the bureau's own. */
export const CAMPAIGN_COLUMNS = [
  'campaigns.id',
  'campaigns.title',
  'campaigns.year',
  'campaigns.issuer',
  'campaigns.document_number',
  'campaigns.issued_on',
  'campaigns.from_on',
  'campaigns.to_on',
  'campaigns.state',
] as const

type CampaignRow = Pick<
  Selectable<CampaignsTable>,
  'id' | 'title' | 'year' | 'issuer' | 'document_number' | 'issued_on' | 'from_on' | 'to_on' | 'state'
>

/** The campaign a row holds. */
export const toCampaign = (row: CampaignRow): Campaign =>
  Campaign.parse({
    id: row.id,
    title: row.title,
    year: row.year,
    issuer: row.issuer,
    documentNumber: row.document_number,
    issuedOn: row.issued_on,
    from: row.from_on,
    to: row.to_on,
    state: row.state,
  })

/** The phase a row holds. */
export const toPhase = (row: Omit<PhasesTable, 'campaign_id' | 'ordinal'>): Phase =>
  Phase.parse({
    id: row.id,
    kind: row.kind,
    name: row.name,
    from: row.from_on,
    to: row.to_on,
    path: row.path,
  })
