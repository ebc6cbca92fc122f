import type { AreaId, Instant } from '@anlan/domain'
import type { Generated, JSONColumnType } from 'kysely'

/** Ledger lines of every register in one table, so that a new register needs no migration. */
export interface RegisterEntriesTable {
  id: string
  unit_id: string
  area: AreaId
  /** Derived key, e.g. `fire/extinguisher-ledger`. */
  register: string
  version: number
  body: JSONColumnType<Record<string, unknown>>
  revision: Generated<number>
  recorded_by: string
  recorded_by_name: string
  recorded_at: Instant
  retired_at: Instant | null
}
