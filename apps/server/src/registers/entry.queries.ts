import { Day, findRegister, UnitId, type Actor, type EntryId, type Placed } from '@anlan/domain'
import { sql, type RawBuilder } from 'kysely'
import { z } from 'zod'
import type { Tx } from '../db/scope.ts'
import { offsetOf, type Page, type Paging } from '../paging.ts'
import { refuse } from '../refusal.ts'
import { getRegister, readKept, toEntry, type KeptEntry } from './registers.table.ts'
import { isRestricted } from './restricted.ts'

type Scope = Actor['scope']

/** What a list of entries can be narrowed to. A field is met by exactly that value; a search by a part of any text. */
export const EntryFilter = z.object({
  unitId: UnitId.optional(),
  township: z.string().max(9).optional(),
  fields: z
    .record(z.string().max(60), z.union([z.string().max(200), z.number(), z.boolean()]))
    .refine(fields => Object.keys(fields).length <= 10)
    .optional(),
  search: z.string().trim().max(60).optional(),
  happenedFrom: Day.optional(),
  happenedTo: Day.optional(),
  retired: z.boolean().default(false),
})
export type EntryFilter = z.infer<typeof EntryFilter>

/** By the moment of recording, or by a field of the register. */
export const EntrySort = z.object({
  by: z.string().max(60).default('recordedAt'),
  desc: z.boolean().default(true),
})
export type EntrySort = z.infer<typeof EntrySort>

export type ListedEntry = KeptEntry & { readonly unitName: string }

const AND = sql` and `

/** A filter, and the fields in which no text is looked for because the reader sees them masked. */
export type AskedFilter = EntryFilter & { readonly unsearched?: readonly string[] }

function conditions(register: Placed, filter: AskedFilter): RawBuilder<boolean> {
  const all = [sql<boolean>`e.register = ${register.key}`]
  all.push(filter.retired ? sql`e.retired_at is not null` : sql`e.retired_at is null`)
  if (filter.unitId) all.push(sql`e.unit_id = ${filter.unitId}`)
  if (filter.township) all.push(sql`units.township = ${filter.township}`)
  const fields = Object.entries(filter.fields ?? {}).filter(([name]) => name in register.entry.shape)
  if (fields.length > 0) all.push(sql`e.body @> ${JSON.stringify(Object.fromEntries(fields))}::jsonb`)
  if (filter.happenedFrom) all.push(sql`e.happened_on >= ${filter.happenedFrom}`)
  if (filter.happenedTo) all.push(sql`e.happened_on <= ${filter.happenedTo}`)
  if (filter.search) {
    const pattern = `%${filter.search.replace(/[\\%_]/g, '\\$&')}%`
    all.push(sql`(units.name ilike ${pattern} or exists (select from jsonb_each_text(e.body) as part (name, value)
      where part.value ilike ${pattern} and part.name <> all(${[...(filter.unsearched ?? [])]}::text[])))`)
  }
  return sql.join(all, AND)
}

function order(register: Placed, { by, desc }: EntrySort): RawBuilder<unknown> {
  const way = desc ? sql`desc` : sql`asc`
  if (!(by in register.entry.shape)) return sql`e.recorded_at ${way}, e.id ${way}`
  return sql`e.body -> ${by} ${way} nulls last, e.id ${way}`
}

/** What a field with few values holds: a choice or yes and no, as the table of facets tells them. */
const isFacet = (value: string | number | boolean): boolean =>
  typeof value === 'boolean' || (typeof value === 'string' && /^([A-Z]|[a-z][a-z0-9-]{0,39})$/.test(value))

/**
 * The one field a list is narrowed to, where the table of facets knows its lines in the order asked for; null where it is
 * narrowed or sorted in another way.
 */
function facetAsked(
  register: Placed,
  { fields = {}, retired, unitId, township, search, happenedFrom, happenedTo }: EntryFilter,
  { by }: EntrySort,
): readonly [string, string | boolean] | null {
  const [only, ...more] = Object.entries(fields).filter(([name]) => name in register.entry.shape)
  const isElse = [unitId, township, search, happenedFrom, happenedTo].some(Boolean)
  if (!only || more.length > 0 || isElse || retired || by in register.entry.shape) return null
  const [name, value] = only
  return isFacet(value) && !isRestricted(register) ? [name, value as string | boolean] : null
}

/** The same as {@link listEntries}, for one value of one field: the newest and their number stand in an index. */
async function listFacet(
  tx: Tx,
  register: Placed,
  [name, value]: readonly [string, string | boolean],
  { desc }: EntrySort,
  paging: Paging,
): Promise<Page<ListedEntry>> {
  const way = desc ? sql`desc` : sql`asc`
  const facet = sql`facet_of(${register.key}, ${name}, ${JSON.stringify(value)}::jsonb)`
  const [list, total] = await Promise.all([
    sql<Parameters<typeof toEntry>[0] & { unit_name: string }>`
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
  rows: readonly (Parameters<typeof toEntry>[0] & { unit_name: string })[],
  total: number | undefined,
  { page, pageSize }: Paging,
): Page<ListedEntry> => ({
  rows: rows.map(row => ({ ...toEntry(row), unitName: row.unit_name })),
  ...{ total: total ?? 0, page, pageSize },
})

/**
 * One page of a register's entries within the transaction's scope, with the filter's total. `scope` is that of the reader:
 * a school's few lines are found without the county's table of facets.
 */
export async function listEntries(
  tx: Tx,
  scope: Scope,
  register: Placed,
  filter: AskedFilter,
  sort: EntrySort,
  paging: Paging,
): Promise<Page<ListedEntry>> {
  const facet = scope.kind === 'county' ? facetAsked(register, filter, sort) : null
  if (facet) return listFacet(tx, register, facet, sort, paging)
  const where = conditions(register, filter)
  const needsUnits = filter.search !== undefined || filter.township !== undefined
  const counted = needsUnits
    ? sql`register_entries e join units on units.id = e.unit_id`
    : sql`register_entries e`
  const [list, total] = await Promise.all([
    sql<Parameters<typeof toEntry>[0] & { unit_name: string }>`
      select e.*, units.name as unit_name from register_entries e join units on units.id = e.unit_id
      where ${where} order by ${order(register, sort)} limit ${paging.pageSize} offset ${offsetOf(paging)}`.execute(
      tx,
    ),
    sql<{ count: number }>`select count(*)::int as count from ${counted} where ${where}`.execute(tx),
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
    select array(select e.id from register_entries e join units on units.id = e.unit_id
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
    select e.id, e.revision from register_entries e join units on units.id = e.unit_id
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
