import type { AuditVerdict, Instant } from '@anlan/domain'
import type { JSONColumnType } from 'kysely'

/** Something somebody did. Rows are inserted and read, never changed. */
export interface AuditEventsTable {
  id: string
  at: Instant
  actor_id: string
  actor_name: string
  actor_role: string
  /** The unit concerned; null for what concerns the county. */
  unit_id: string | null
  action: string
  subject_kind: string
  subject_id: string
  before: JSONColumnType<Record<string, unknown>> | null
  after: JSONColumnType<Record<string, unknown>> | null
  request_id: string | null
}

/** Position of an event in the chain, counted from 1 without gaps, and the hash that links it to all before it. */
export interface AuditChainTable {
  position: number
  event_id: string
  hash: string
}

/** A signed head of the chain. */
export interface AuditSealsTable {
  position: number
  hash: string
  at: Instant
  key_id: string
  signature: string
}

/** One run of verification, with how far it came and what it found. */
export interface AuditVerificationsTable {
  id: string
  started_by: string
  started_by_name: string
  started_at: Instant
  checked: number
  total: number
  /** When the run last said that it is alive. */
  seen_at: Instant
  finished_at: Instant | null
  outcome: JSONColumnType<AuditVerdict> | null
}
