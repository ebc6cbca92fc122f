import {
  findRegister,
  readEntry,
  type AreaId,
  type Day,
  type EntryId,
  type Finding,
  type Instant,
  type NextDue,
  type Placed,
  type Rates,
  type RegisterKey,
  type RuleCode,
  type Standing,
  type UnitId,
  type Unread,
} from '@anlan/domain'
import type { Generated, JSONColumnType, Selectable } from 'kysely'

/** Ledger lines of every register in one table, so that a new register needs no migration. */
export interface RegisterEntriesTable {
  id: string
  unit_id: string
  area: AreaId
  /** Derived key, e.g. `fire/extinguisher-ledger`. */
  register: RegisterKey
  version: number
  body: JSONColumnType<Record<string, unknown>>
  revision: Generated<number>
  recorded_by: string
  recorded_by_name: string
  recorded_at: Instant
  recorded_on: Day
  /** The day a log's entry is about; null in a ledger. */
  happened_on: Day | null
  /** What tells it from others of its register, as `identityOf` writes it. */
  identity: string
  changed_at: Instant
  retired_at: Instant | null
  /** Of a register whose reads are logged: hidden from whoever has not said that he reads it. */
  restricted: Generated<boolean>
}

/** What an entry was before a change, from when until when. */
export interface RegisterHistoryTable {
  entry_id: string
  revision: number
  unit_id: string
  register: RegisterKey
  version: number
  body: JSONColumnType<Record<string, unknown>>
  from_at: Instant
  until_at: Instant
  by_name: string
  restricted: Generated<boolean>
  /** Out of its register at that time, so that it did not count. */
  retired: Generated<boolean>
  /** Changed in its shape alone, by the server: it says what it said. */
  brought_up: Generated<boolean>
}

/** Out of which row of which table a line came, or came to read as it did at that revision. */
export interface EntryImportsTable {
  entry_id: string
  revision: number
  unit_id: string
  restricted: boolean
  /** Gone after a week; its line in the record stays. */
  import_id: string
  file_name: string
  row: number
}

export interface RegisterFilesTable {
  entry_id: string
  file_id: string
  unit_id: string
}

/** How a unit stands in a register; without one, by the rules between the area's registers. */
export interface RegisterStandingsTable {
  unit_id: string
  area: AreaId
  register: RegisterKey | ''
  day: Day
  standing: Standing
  entries: number
  findings: JSONColumnType<Finding[]>
  next: JSONColumnType<NextDue> | null
  rates: JSONColumnType<Rates>
}

/** Which findings a hazard was made of: those of one rule, each by its key. */
export interface FindingHazardsTable {
  hazard_id: string
  unit_id: string
  area: AreaId
  rule: RuleCode
  finding: string
}

/** A kept body brought up to today's shape of its register; empty where it cannot be read, which `unread` says. */
export interface KeptBody {
  readonly entry: Readonly<Record<string, unknown>>
  readonly unread: Unread | null
}

/** An entry as it is kept. */
export interface KeptEntry extends KeptBody {
  readonly id: EntryId
  readonly unitId: UnitId
  readonly register: RegisterKey
  readonly revision: number
  readonly recordedByName: string
  readonly recordedAt: Instant
  readonly recordedOn: Day
  readonly changedAt: Instant
  readonly retiredAt: Instant | null
}

/** @throws where this server knows no such register: a newer one wrote it, or it was taken out of the code */
export function getRegister(key: string): Placed {
  const register = findRegister(key)
  if (!register) throw new Error(`no such register: ${key}`)
  return register
}

/** Reads a kept body. One that cannot be read is shown as that, counted, and neither judged nor changed. */
export function readKept(register: Placed, body: unknown, version: number): KeptBody {
  const read = readEntry(register, body, version)
  if (read.ok) return { entry: read.value, unread: null }
  return { entry: {}, unread: version > register.version ? 'newer' : 'unfit' }
}

export const toEntry = (row: Selectable<RegisterEntriesTable>): KeptEntry => ({
  ...{ id: row.id as EntryId, unitId: row.unit_id as UnitId, register: row.register },
  ...readKept(getRegister(row.register), row.body, row.version),
  ...{ revision: row.revision, recordedByName: row.recorded_by_name, recordedAt: row.recorded_at },
  ...{ recordedOn: row.recorded_on, changedAt: row.changed_at, retiredAt: row.retired_at },
})

/** What tells an entry from others of its register and unit: the same for the same thing, whatever else is said of it. */
export const identityOf = (register: Placed, entry: Readonly<Record<string, unknown>>): string =>
  JSON.stringify(register.identity.map(name => entry[name] ?? null))
