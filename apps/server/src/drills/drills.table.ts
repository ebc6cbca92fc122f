import type {
  Attendance,
  DrillMode,
  DrillReview,
  DrillResult,
  DrillRole,
  DrillState,
  DrillType,
  Day,
  Instant,
  Roster,
} from '@anlan/domain'
import type { Generated, JSONColumnType } from 'kysely'

export interface AssemblyPointsTable {
  id: string
  unit_id: string
  name: string
  ordinal: Generated<number>
  retired: Generated<boolean>
}

/** What a drill needs to know of a school's buildings: the storeys of the highest pupils are taught in. */
export interface SchoolSitesTable {
  unit_id: string
  storeys: number | null
}

/** A child as the muster needs him. Who has left is kept for a while, and as long as a drill's list names him. */
export interface PupilsTable {
  id: string
  unit_id: string
  class_id: string
  name: string
  badge_key: string
  left_on: Day | null
}

export interface StaffBadgesTable {
  account_id: string
  unit_id: string
  badge_key: string
}

/** Who is not there, or late, on a day; nobody is written down for being present. */
export interface AttendanceTable {
  unit_id: string
  pupil_id: string
  on_day: Day
  kind: Exclude<Attendance, 'present'>
  recorded_by: string
  recorded_at: Instant
}

export interface RosterPacksTable {
  unit_id: string
  mark: string
  roster: JSONColumnType<Roster>
  made_at: Instant
}

export interface CountyDrillsTable {
  id: string
  title: string
  type: DrillType
  mode: DrillMode
  scheduled_at: Instant
  signal_at: Instant | null
  signal_by_name: string | null
  cancelled_at: Instant | null
  cancel_reason: string | null
  created_by: string
  created_at: Instant
  revision: Generated<number>
}

export interface DrillsTable {
  id: string
  unit_id: string
  county_drill_id: string | null
  type: DrillType
  mode: DrillMode
  state: DrillState
  title: string
  plan: Generated<string>
  roles: JSONColumnType<DrillRole[]>
  storeys: number | null
  scheduled_at: Instant | null
  on_day: Day
  roster: JSONColumnType<Roster> | null
  names_removed_at: Generated<Instant | null>
  started_at: Instant | null
  started_by_name: string | null
  all_clear_at: Instant | null
  all_clear_note: string | null
  cancelled_at: Instant | null
  cancel_reason: string | null
  result: JSONColumnType<DrillResult> | null
  receipt: string | null
  fact_count: Generated<number>
  review: JSONColumnType<DrillReview> | null
  created_by: string | null
  created_at: Instant
  revision: Generated<number>
}

export interface DrillFactsTable {
  drill_id: string
  id: string
  unit_id: string
  device_id: string
  seq: number
  kind: string
  /** The fact without its head. */
  body: JSONColumnType<Record<string, unknown>>
  at: number
  offset_ms: number | null
  received_at: Generated<Instant>
}

export interface RefusedFactsTable {
  id: string
  unit_id: string
  device_id: string
  drill_id: string | null
  fact_id: string | null
  code: string
  body: JSONColumnType<Record<string, unknown>>
  received_at: Instant
}

export interface DevicesTable {
  id: string
  unit_id: string
  name: string
  token_hash: Generated<string | null>
  paired_at: Instant
  paired_by_name: string
  revoked_at: Generated<Instant | null>
  revoked_by_name: Generated<string | null>
  seen_at: Generated<Instant | null>
  app_version: Generated<string | null>
  skew_ms: Generated<number | null>
  battery: Generated<number | null>
  unsent: Generated<number | null>
}

export interface PairingRequestsTable {
  id: string
  secret_hash: string
  code_hash: string
  expires_at: Instant
  device_id: string | null
}
