import type {
  AreaId,
  Day,
  Extension,
  Hazard,
  HazardFileStage,
  HazardGrade,
  HazardSource,
  HazardState,
  Instant,
  Listing,
  LookBack,
  RectificationPlan,
  Transfer,
} from '@anlan/domain'
import type { ColumnType, Generated, JSONColumnType, Selectable } from 'kysely'
import { Hazard as HazardSchema } from '@anlan/domain'

export interface HazardsTable {
  id: string
  unit_id: string
  township: string | null
  number: string
  state: HazardState
  area: AreaId
  source: HazardSource
  place: string
  description: string
  risk_point_id: string | null
  ancestor_id: string | null
  discovered_on: Day
  reported_by: string
  reported_by_name: string
  reported_at: Instant
  grade: HazardGrade | null
  basis: string | null
  interim_control: string | null
  stop_use: boolean
  plan: JSONColumnType<RectificationPlan> | null
  /** Copied out of the plan, or while it is with a department out of the transfer, for lists and reminders. */
  due_on: Day | null
  lead_id: string | null
  lead_name: string | null
  extensions: JSONColumnType<Extension[]>
  transfer: JSONColumnType<Transfer> | null
  listing: JSONColumnType<Listing> | null
  look_backs: ColumnType<LookBack[], string | undefined, string>
  rectified_by: string | null
  rectified_at: Instant | null
  rectification: string | null
  accepted_by: string | null
  closed_at: Instant | null
  closing_note: string | null
  /** How often its re-inspection sent it back; the time line says when and why. */
  times_returned: Generated<number>
  revision: Generated<number>
}

/** What happened to a hazard, one row an event; the loop's time line is drawn from it. */
export interface HazardEventsTable {
  id: string
  hazard_id: string
  unit_id: string
  at: Instant
  actor_id: string
  actor_name: string
  actor_role: string
  event: string
  note: string | null
  changes: JSONColumnType<Record<string, unknown>>
}

export interface HazardFilesTable {
  hazard_id: string
  file_id: string
  unit_id: string
  stage: HazardFileStage
}

/** The hazard a row holds; a row the domain refuses fails here and not in a rule. */
export const toHazard = (row: Selectable<HazardsTable>): Hazard =>
  HazardSchema.parse({
    id: row.id,
    unitId: row.unit_id,
    number: row.number,
    state: row.state,
    area: row.area,
    source: row.source,
    place: row.place,
    description: row.description,
    riskPointId: row.risk_point_id,
    ancestorId: row.ancestor_id,
    discoveredOn: row.discovered_on,
    reportedBy: row.reported_by,
    reportedAt: row.reported_at,
    grade: row.grade,
    basis: row.basis,
    interimControl: row.interim_control,
    stopUse: row.stop_use,
    plan: row.plan,
    extensions: row.extensions,
    transfer: row.transfer,
    listing: row.listing,
    rectifiedBy: row.rectified_by,
    rectifiedAt: row.rectified_at,
    rectification: row.rectification,
    acceptedBy: row.accepted_by,
    closedAt: row.closed_at,
    closingNote: row.closing_note,
    lookBacks: row.look_backs,
    revision: row.revision,
  })
