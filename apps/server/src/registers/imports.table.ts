import type { Instant, RegisterKey, TableProblem, UnitId } from '@anlan/domain'
import type { Generated, JSONColumnType, Selectable } from 'kysely'
import type { Refusal } from '../refusal.ts'

/** How far a table has come. Only `checked` waits for somebody; `checking` and `writing` go on by themselves. */
export type ImportState = 'checking' | 'checked' | 'writing' | 'done' | 'discarded' | 'failed'

export interface ImportsTable {
  id: string
  unit_id: string
  register: RegisterKey
  restricted: boolean
  account_id: string
  account_name: string
  file_name: string
  sha256: string
  state: ImportState
  refusal: JSONColumnType<Refusal> | null
  sheet: Generated<string | null>
  rows: Generated<number>
  read: Generated<number>
  clean: Generated<number>
  faulty: Generated<number>
  known: Generated<number>
  changed: Generated<number>
  written: Generated<number>
  problems: JSONColumnType<TableProblem[], string | undefined, string>
  units: Generated<string[]>
  /** Bytes of the table as they lie beside it; 0 once they are gone. */
  size: Generated<number>
  worker: string | null
  heard_at: Instant
  created_at: Instant
}

/** The bytes of a table, in pieces: any server of the county goes on with what was sent to another. */
export interface ImportChunksTable {
  import_id: string
  place: number
  unit_id: string
  restricted: boolean
  bytes: Buffer
}

/** An import as its page shows it. */
export interface ImportView {
  readonly id: string
  readonly register: RegisterKey
  readonly unitId: UnitId
  readonly fileName: string
  readonly byName: string
  readonly createdAt: Instant
  readonly state: ImportState
  readonly refusal: Refusal | null
  /** The sheet that was read; null of text, and before it is known. */
  readonly sheet: string | null
  /** Rows that hold something; 0 until all are read. */
  readonly rows: number
  readonly read: number
  /** Rows that will be written, or were: new lines and changed ones. */
  readonly clean: number
  readonly faulty: number
  /** Rows that stand in the register word for word. */
  readonly known: number
  /** Of the clean rows, as they were when the table was checked, those that change a line of the register. */
  readonly changed: number
  /** Rows that are in the register by now: fewer than `clean` where the writing ended half way. */
  readonly written: number
  /** The first of them. */
  readonly problems: readonly TableProblem[]
  /** Whether the faulty rows can be fetched as a file. */
  readonly hasRejected: boolean
}

/** Work that was not heard of for so long is over: its server is gone. */
export const SILENT_MS = 60_000

/** The state as it is by now: what a server that died left reading failed, what it left writing can be accepted again. */
export function stateAt(row: Pick<ImportsTable, 'state' | 'heard_at'>, now: Instant): ImportState {
  const isOver = Date.parse(now) - Date.parse(row.heard_at) > SILENT_MS
  if (!isOver) return row.state
  return row.state === 'checking' ? 'failed' : row.state === 'writing' ? 'checked' : row.state
}

export function toImportView(row: Selectable<ImportsTable>, now: Instant): ImportView {
  const state = stateAt(row, now)
  return {
    ...{ id: row.id, register: row.register, unitId: row.unit_id as UnitId, fileName: row.file_name },
    ...{ byName: row.account_name, createdAt: row.created_at, state },
    refusal: row.refusal ?? (state === row.state ? null : { code: 'import-interrupted' }),
    ...{ sheet: row.sheet, rows: row.rows, read: row.read, clean: row.clean, faulty: row.faulty },
    ...{ known: row.known, changed: row.changed, written: row.written, problems: row.problems },
    hasRejected: row.faulty > 0 && row.size > 0 && (state === 'checked' || state === 'done'),
  }
}
