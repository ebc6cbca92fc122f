import {
  AREA,
  err,
  ok,
  readChecklistVersion,
  type AreaId,
  type CheckAnswer,
  type ChecklistVersion,
  type Day,
  type Frequency,
  type HazardGrade,
  type InspectionRunId,
  type Instant,
  type Result,
  type RoundKind,
  type UnitId,
  type UnitProfile,
  type VisitId,
} from '@anlan/domain'
import type { ColumnType, Generated, JSONColumnType, Selectable } from 'kysely'
import type { CommonRefusal } from '../refusal.ts'

export interface InspectionRunsTable {
  id: string
  unit_id: string
  area: AreaId
  version: number
  on_day: Day
  every: JSONColumnType<Frequency[]>
  /** The unit as it was on the day. */
  profile: JSONColumnType<UnitProfile>
  begun_by: string
  begun_by_name: string
  begun_at: Instant
  handed_in_by_name: string | null
  handed_in_at: Instant | null
  discarded_at: Instant | null
  /** Since when all it lacks is what the principal alone answers. */
  waiting_since: Generated<Instant | null>
  revision: Generated<number>
  /** The visit in whose name it is made, with its kind; both null for a self-inspection. */
  visit_id: string | null
  visit_kind: RoundKind | null
  /** Counted at every change, for lists. */
  asked: number
  answered: Generated<number>
  failing: Generated<number>
}

export interface InspectionAnswersTable {
  run_id: string
  code: string
  unit_id: string
  body: ColumnType<CheckAnswer, string, string>
  answered_at: Instant
  answered_by: string
  answered_by_name: string
  /** To an item about single pupils: hidden from whoever has not said that he reads it. */
  restricted: boolean
}

export interface InspectionFilesTable {
  run_id: string
  file_id: string
  unit_id: string
  /** As its file is. */
  restricted: Generated<boolean>
}

export interface InspectionHazardsTable {
  run_id: string
  code: string
  hazard_id: string
  unit_id: string
  proposed: HazardGrade
}

/** A run with what was frozen when it was begun. */
export interface KeptRun {
  readonly id: InspectionRunId
  readonly unitId: UnitId
  readonly area: AreaId
  readonly version: number
  readonly on: Day
  readonly every: readonly Frequency[]
  readonly profile: UnitProfile
  readonly visitId: VisitId | null
  /** The kind of the visit in whose name it is made. */
  readonly visit: RoundKind | null
  readonly begunByName: string
  readonly begunAt: Instant
  readonly handedInByName: string | null
  readonly handedInAt: Instant | null
  readonly discardedAt: Instant | null
  readonly revision: number
}

export const toRun = (row: Selectable<InspectionRunsTable>): KeptRun => ({
  ...{ id: row.id as InspectionRunId, unitId: row.unit_id as UnitId, area: row.area, version: row.version },
  ...{ on: row.on_day, every: row.every, profile: row.profile },
  ...{ visitId: row.visit_id as VisitId | null, visit: row.visit_kind },
  ...{ begunByName: row.begun_by_name, begunAt: row.begun_at },
  ...{ handedInByName: row.handed_in_by_name, handedInAt: row.handed_in_at },
  ...{ discardedAt: row.discarded_at, revision: row.revision },
})

export type RunState = 'open' | 'handed-in' | 'discarded'

export const stateOf = ({
  handedInAt,
  discardedAt,
}: Pick<KeptRun, 'handedInAt' | 'discardedAt'>): RunState =>
  discardedAt !== null ? 'discarded' : handedInAt !== null ? 'handed-in' : 'open'

/** An answer with who gave it, and when by his own clock. */
export interface KeptAnswer {
  readonly answer: CheckAnswer
  readonly at: Instant
  readonly byId: string
  readonly byName: string
}

/** A moment as a phone writes it: the database leaves out zeros at the end, and answers are told apart by theirs. */
export const momentOf = (at: string): Instant => new Date(at).toISOString() as Instant

export const toAnswer = (row: Selectable<InspectionAnswersTable>): KeptAnswer => ({
  ...{ answer: row.body, at: momentOf(row.answered_at), byId: row.answered_by, byName: row.answered_by_name },
})

/** The version of an area's checklist that a run was begun with; one that this server does not know is refused. */
export function versionOf({
  area,
  version,
}: Pick<KeptRun, 'area' | 'version'>): Result<ChecklistVersion, CommonRefusal> {
  const { checklist } = AREA[area]
  const read = checklist && readChecklistVersion(checklist, version)
  return read?.ok ? ok(read.value) : err({ code: 'unknown-checklist-version', version })
}
