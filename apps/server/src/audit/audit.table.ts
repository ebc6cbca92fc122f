import type { Instant } from '@anlan/domain'
import type { Generated, JSONColumnType } from 'kysely'

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

/** Position of an event in the chain and the hash that links it to all before it. */
export interface AuditChainTable {
  position: Generated<string>
  event_id: string
  hash: string
}

/** A signed head of the chain. */
export interface AuditSealsTable {
  position: string
  hash: string
  at: Instant
  key_id: string
  signature: string
}
