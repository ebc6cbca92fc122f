import {
  Draw,
  Round,
  Visit,
  type AreaId,
  type Candidate,
  type Day,
  type DrawPoints,
  type Instant,
  type Objection,
  type RoundKind,
  type Signature,
  type Team,
  type VisitRecord,
  type VisitState,
} from '@anlan/domain'
import type { ColumnType, Generated, JSONColumnType, Selectable } from 'kysely'

export interface InspectionRoundsTable {
  id: string
  kind: RoundKind
  title: string
  areas: JSONColumnType<AreaId[]>
  from_on: Day
  until_on: Day
  team: JSONColumnType<Team>
  /** What everybody of the team was called when the round was planned: a school reads no rows of the bureau's people. */
  names: JSONColumnType<Record<string, string>>
  /** Everybody of the team, for the policies. */
  members: string[]
  departments: JSONColumnType<string[]>
  note: string
  planned_by: string
  planned_by_name: string
  planned_at: Instant
  /** No visit of it is hidden from its school any more. */
  revealed: boolean
}

export interface InspectionDrawsTable {
  round_id: string
  seed: string
  count: number
  candidates: JSONColumnType<Candidate[]>
  /** The county's points that weighed them; null in what was drawn before they were kept. */
  points: ColumnType<DrawPoints | null, string | null, never>
  drawn_at: Instant
}

type Json<Value> = ColumnType<Value, string | undefined, string>

export interface InspectionVisitsTable {
  id: string
  round_id: string
  unit_id: string
  kind: RoundKind
  state: VisitState
  announced: boolean
  members: string[]
  planned_by: string
  arrived_at: Instant | null
  record: ColumnType<VisitRecord | null, string | null | undefined, string | null>
  recorded_at: Instant | null
  signatures: ColumnType<
    { inspector: Signature; school: Signature } | null,
    string | null | undefined,
    string | null
  >
  signed_at: Instant | null
  objections: Json<Objection[]>
  closed_at: Instant | null
  cancel_reason: string | null
  revision: Generated<number>
}

export interface VisitFilesTable {
  visit_id: string
  file_id: string
  unit_id: string
  purpose: 'photo' | 'signature'
}

export const toRound = (row: Selectable<InspectionRoundsTable>): Round =>
  Round.parse({
    ...{ id: row.id, kind: row.kind, title: row.title, areas: row.areas, from: row.from_on },
    ...{ until: row.until_on, team: row.team, departments: row.departments, note: row.note },
    ...{ plannedBy: row.planned_by, plannedAt: row.planned_at },
  })

export const toDraw = (row: Selectable<InspectionDrawsTable>): Draw =>
  Draw.parse({
    ...{ seed: row.seed, count: row.count, candidates: row.candidates, points: row.points },
    drawnAt: row.drawn_at,
  })

export const toVisit = (row: Selectable<InspectionVisitsTable>): Visit =>
  Visit.parse({
    ...{ id: row.id, roundId: row.round_id, unitId: row.unit_id, kind: row.kind, state: row.state },
    ...{ announced: row.announced, arrivedAt: row.arrived_at, record: row.record },
    ...{ recordedAt: row.recorded_at, signatures: row.signatures, signedAt: row.signed_at },
    ...{ objections: row.objections, closedAt: row.closed_at, cancelReason: row.cancel_reason },
    revision: row.revision,
  })
