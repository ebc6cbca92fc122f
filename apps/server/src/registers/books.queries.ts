import { addDays, type Day, type EntryId, type Placed, type Recorded, type UnitId } from '@anlan/domain'
import { sql } from 'kysely'
import type { Tx } from '../db/scope.ts'
import { readKept } from './registers.table.ts'

interface Row {
  readonly id: string
  readonly version: number
  readonly body: unknown
  readonly recorded_on: Day
}

/** A unit's entries of a register, and how many of them this version of the product cannot read. */
export interface Book {
  readonly entries: readonly Recorded[]
  readonly unread: number
}

/** The book of a register in which nothing is written. */
export const EMPTY_BOOK: Book = { entries: [], unread: 0 }

function toBook(register: Placed, rows: readonly Row[]): Book {
  const kept = rows.map(row => ({ row, ...readKept(register, row.body, row.version) }))
  const read = kept.filter(({ unread }) => unread === null)
  return {
    entries: read.map(({ row, entry }) => ({ id: row.id as EntryId, recordedOn: row.recorded_on, entry })),
    unread: kept.length - read.length,
  }
}

/** A unit's entries of a register as they stand now; of a log those from so many days back, or all. */
export async function readBook(
  tx: Tx,
  unitId: UnitId,
  register: Placed,
  today: Day,
  days: number | null,
): Promise<Book> {
  let query = tx
    .selectFrom('register_entries')
    .select(['id', 'version', 'body', 'recorded_on'])
    .where('unit_id', '=', unitId)
    .where('register', '=', register.key as never)
    .where('retired_at', 'is', null)
  if (register.happenedOn !== null && days !== null)
    query = query.where('happened_on', '>=', addDays(today, -days))
  const rows = await query.orderBy('recorded_at').orderBy('id').execute()
  return toBook(register, rows)
}

/** One of several books to be read together; `days` as for {@link readBook}. */
export interface WantedBook {
  readonly register: Placed
  readonly days: number | null
}

/** Several of a unit's books at once, by their registers' keys: one statement for an area, and not one for each. */
export async function readBooks(
  tx: Tx,
  unitId: UnitId,
  wanted: readonly WantedBook[],
  today: Day,
): Promise<ReadonlyMap<string, Book>> {
  const since = wanted.map(({ register, days }) =>
    register.happenedOn === null || days === null ? null : addDays(today, -days),
  )
  const { rows } = await sql<Row & { readonly register: string }>`
    select e.register, e.id, e.version, e.body, e.recorded_on
    from unnest(${wanted.map(({ register }) => register.key)}::text[], ${since}::date[]) as wanted (register, since)
    join register_entries e on e.register = wanted.register and e.unit_id = ${unitId} and e.retired_at is null
      and (wanted.since is null or e.happened_on >= wanted.since)
    order by e.recorded_at, e.id`.execute(tx)
  const lines = Map.groupBy(rows, ({ register }) => register)
  return new Map(
    wanted.map(({ register }) => [register.key, toBook(register, lines.get(register.key) ?? [])]),
  )
}

/** The same as they stood at the end of a day, by China's clock: what was changed or taken out later is as it was then. */
export async function readBookAsOf(tx: Tx, unitId: UnitId, register: Placed, day: Day): Promise<Book> {
  const end = sql`((${day}::date + 1)::timestamp at time zone 'Asia/Shanghai')`
  const { rows } = await sql<Row>`
    select id, version, body, recorded_on from register_entries
      where unit_id = ${unitId} and register = ${register.key} and changed_at < ${end}
        and retired_at is null
    union all
    select h.entry_id, h.version, h.body, e.recorded_on from register_history h
      join register_entries e on e.id = h.entry_id
      where h.unit_id = ${unitId} and h.register = ${register.key} and not h.retired
        and h.from_at < ${end} and h.until_at >= ${end}
    order by recorded_on, id`.execute(tx)
  return toBook(register, rows)
}
