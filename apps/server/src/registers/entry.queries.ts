import { fieldsOf, findRegister, type EntryId, type Placed, type UnitId } from '@anlan/domain'
import { sql, type Selectable } from 'kysely'
import type { Tx } from '../db/scope.ts'
import { offsetOf, type Page, type Paging } from '../paging.ts'
import { refuse } from '../refusal.ts'
import { conditions, type AskedFilter, type EntryFilter } from './entry-filter.ts'
import { fieldKey, order, wayOf, type EntrySort } from './entry-order.ts'
import {
  getRegister,
  readKept,
  toEntry,
  type KeptEntry,
  type RegisterEntriesTable,
} from './registers.table.ts'
import { isRestricted } from './restricted.ts'

export type ListedEntry = KeptEntry & { readonly unitName: string }

/** What a field with few values holds: a choice or yes and no, as the table of facets tells them. */
const isFacet = (value: string | number | boolean): boolean =>
  typeof value === 'boolean' || (typeof value === 'string' && /^([A-Z]|[a-z][a-z0-9-]{0,39})$/.test(value))

/**
 * The one field a list is narrowed to, where the table of facets knows its lines in the order asked for; null where it is
 * narrowed or sorted in another way.
 */
function facetAsked(
  register: Placed,
  { fields = {}, retired, ...others }: AskedFilter,
  sort: EntrySort,
): readonly [string, string | boolean] | null {
  const [only, ...more] = Object.entries(fields).filter(([name]) => name in register.entry.shape)
  const { unitId, township, within, ranges, texts, search, happenedFrom, happenedTo, found } = others
  const isElse = [unitId, township, within, search, happenedFrom, happenedTo, found].some(Boolean)
  const narrows = [ranges, texts].some(each => Object.keys(each ?? {}).length > 0)
  if (!only || more.length > 0 || isElse || narrows || retired || fieldKey(register, sort)) return null
  const [name, value] = only
  const isOne = fieldsOf(register).some(field => field.name === name && field.widget !== 'choices')
  return isOne && isFacet(value) && !isRestricted(register) ? [name, value as string | boolean] : null
}

type Row = Selectable<RegisterEntriesTable> & { readonly unit_name: string }

/** The same as {@link listEntries}, for one value of one field: the newest and their number stand in an index. */
async function listFacet(
  tx: Tx,
  register: Placed,
  [name, value]: readonly [string, string | boolean],
  sort: EntrySort,
  paging: Paging,
): Promise<Page<ListedEntry>> {
  const way = wayOf(sort)
  const facet = sql`facet_of(${register.key}, ${name}, ${JSON.stringify(value)}::jsonb)`
  const [list, total] = await Promise.all([
    sql<Row>`
      select e.*, units.name as unit_name from (
        select recorded_at, entry_id from entry_facets where facet = ${facet}
        order by recorded_at ${way}, entry_id ${way} limit ${paging.pageSize} offset ${offsetOf(paging)}) as f
      join register_entries e on e.id = f.entry_id join units on units.id = e.unit_id
      order by f.recorded_at ${way}, f.entry_id ${way}`.execute(tx),
    sql<{ count: number }>`select count(*)::int as count from entry_facets where facet = ${facet}`.execute(
      tx,
    ),
  ])
  return toPage(list.rows, total.rows[0]?.count, paging)
}

const toPage = (
  rows: readonly Row[],
  total: number | undefined,
  { page, pageSize }: Paging,
): Page<ListedEntry> => ({
  rows: rows.map(row => ({ ...toEntry(row), unitName: row.unit_name })),
  ...{ total: total ?? 0, page, pageSize },
})

/** The same, where each line has to be looked at: once, for the page and for the number of all. */
async function listWalked(
  tx: Tx,
  register: Placed,
  filter: AskedFilter,
  sort: EntrySort,
  paging: Paging,
): Promise<Page<ListedEntry>> {
  const way = wayOf(sort)
  const { rows } = await sql<(Row | { readonly id: null }) & { readonly total: number }>`
    with found as materialized (
      select e.id, ${fieldKey(register, sort) ?? sql`e.recorded_at`} as key from register_entries e
      where ${conditions(register, filter)})
    select total.count as total, e.*, units.name as unit_name
    from (select count(*)::int as count from found) as total
    left join (select id, key from found order by key ${way} nulls last, id ${way}
      limit ${paging.pageSize} offset ${offsetOf(paging)}) as shown on true
    left join register_entries e on e.id = shown.id left join units on units.id = e.unit_id
    order by shown.key ${way} nulls last, shown.id ${way}`.execute(tx)
  return toPage(
    // Of a list that has nothing to show there is its number alone.
    rows.filter(row => row.id !== null),
    rows[0]?.total,
    paging,
  )
}

/** True when a filter or an order says something of which no index knows. */
const isWalked = (register: Placed, { search, texts, ranges }: EntryFilter, sort: EntrySort): boolean =>
  [search, texts, ranges].some(Boolean) || fieldKey(register, sort) !== null

/** One page of a register's entries within the transaction's scope, with the filter's total. */
export async function listEntries(
  tx: Tx,
  register: Placed,
  filter: AskedFilter,
  sort: EntrySort,
  paging: Paging,
): Promise<Page<ListedEntry>> {
  const facet = facetAsked(register, filter, sort)
  if (facet) return listFacet(tx, register, facet, sort, paging)
  if (isWalked(register, filter, sort)) return listWalked(tx, register, filter, sort, paging)
  const where = conditions(register, filter)
  const [list, total] = await Promise.all([
    sql<Row>`
      select e.*, units.name as unit_name from register_entries e join units on units.id = e.unit_id
      where ${where} order by ${order(register, sort)} limit ${paging.pageSize} offset ${offsetOf(paging)}`.execute(
      tx,
    ),
    sql<{ count: number }>`select count(*)::int as count from register_entries e where ${where}`.execute(tx),
  ])
  return toPage(list.rows, total.rows[0]?.count, paging)
}

/** Many ids, held as the one text that the database sends: a hundred thousand strings would weigh three times as much. */
export interface FoundIds {
  readonly count: number
  slice(from: number, to: number): EntryId[]
}

/** `{` before all of them, and a comma or `}` after each. */
const ID_LENGTH = 37

/** The ids of all entries that a filter shows, in the order of the list; one more than `most` where there are more. */
export async function listEntryIds(
  tx: Tx,
  register: Placed,
  filter: AskedFilter,
  sort: EntrySort,
  most: number,
): Promise<FoundIds> {
  const { rows } = await sql<{ ids: string }>`
    select array(select e.id from register_entries e
      where ${conditions(register, filter)} order by ${order(register, sort)} limit ${most + 1})::text as ids`.execute(
    tx,
  )
  const text = rows[0]?.ids ?? '{}'
  const count = Math.floor(text.length / ID_LENGTH)
  return {
    count,
    slice: (from, to) =>
      from >= count
        ? []
        : (text.slice(1 + from * ID_LENGTH, Math.min(to, count) * ID_LENGTH).split(',') as EntryId[]),
  }
}

/** Of an entry what a table shows. */
export type EntryBody = Pick<ListedEntry, 'id' | 'unitId' | 'unitName' | 'entry' | 'unread'>

/** Entries of a register by id, in the order of the ids; one that left the scope meanwhile is not among them. */
export async function readBodies(tx: Tx, register: Placed, ids: readonly EntryId[]): Promise<EntryBody[]> {
  const { rows } = await sql<{
    id: EntryId
    unit_id: UnitId
    unit_name: string
    version: number
    body: unknown
  }>`
    select e.id, e.unit_id, units.name as unit_name, e.version, e.body
    from unnest(${ids}::uuid[]) with ordinality as wanted (id, place)
    join register_entries e using (id) join units on units.id = e.unit_id order by place`.execute(tx)
  return rows.map(({ id, unit_id, unit_name, version, body }) => ({
    ...{ id, unitId: unit_id, unitName: unit_name },
    ...readKept(register, body, version),
  }))
}

/** An entry in scope, or nothing; `lock` holds it until the transaction ends. */
export async function findEntry(tx: Tx, id: EntryId, lock = false): Promise<KeptEntry | undefined> {
  const query = tx.selectFrom('register_entries').selectAll().where('id', '=', id)
  const row = await (lock ? query.forUpdate() : query).executeTakeFirst()
  // Of a register that only a newer server knows nothing can be said here.
  if (row && !findRegister(row.register)) throw refuse({ code: 'unknown-register' })
  return row && toEntry(row)
}

/** Entries of one register by id, those that are in scope; `lock` holds them in one order until the transaction ends. */
export async function findEntries(
  tx: Tx,
  register: Placed,
  ids: readonly EntryId[],
  lock = false,
): Promise<KeptEntry[]> {
  if (ids.length === 0) return []
  const query = tx
    .selectFrom('register_entries')
    .selectAll()
    .where('id', 'in', ids)
    .where('register', '=', register.key as never)
    .orderBy('id')
  return (await (lock ? query.forUpdate() : query).execute()).map(toEntry)
}

/** Which entries a filter shows, by id and revision, so many at most. */
export async function listRevisionsOf(
  tx: Tx,
  register: Placed,
  filter: AskedFilter,
  most: number,
): Promise<{ id: EntryId; revision: number }[]> {
  const { rows } = await sql<{ id: EntryId; revision: number }>`
    select e.id, e.revision from register_entries e
    where ${conditions(register, filter)} order by e.recorded_at desc, e.id desc limit ${most}`.execute(tx)
  return rows
}

/** What an entry was before, the last first, each brought up to today's shape. */
export async function listRevisions(tx: Tx, id: EntryId) {
  const rows = await tx
    .selectFrom('register_history')
    .selectAll()
    .where('entry_id', '=', id)
    .orderBy('revision', 'desc')
    .execute()
  return rows.map(row => {
    const { entry: body, unread } = readKept(getRegister(row.register), row.body, row.version)
    return {
      ...{ revision: row.revision, body, unread },
      ...{ from: row.from_at, until: row.until_at, byName: row.by_name },
      broughtUp: row.brought_up,
    }
  })
}
