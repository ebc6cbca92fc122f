import {
  addDays,
  AUDIT_ACTIONS,
  AUDIT_NOUN_IDS,
  Day,
  Instant,
  isDay,
  startOfDay,
  UnitId,
  type AuditAction,
  type AuditNoun,
  type Scope,
} from '@anlan/domain'
import { sql, type RawBuilder } from 'kysely'
import { z } from 'zod'
import { holding } from '../db/like.ts'
import { SYSTEM, type Tx } from '../db/scope.ts'
import { subjectsOf, type Subject } from './subjects.ts'

/** What reading the record can be narrowed to. */
export const AuditFilter = z.object({
  /** Part of a name or user name. */
  person: z.string().trim().max(60).optional(),
  unitId: UnitId.optional(),
  /** With the units below `unitId` too. */
  withBelow: z.boolean().optional(),
  /** A deed, or all that was done to one kind of thing. */
  action: z.enum([...AUDIT_NOUN_IDS, ...AUDIT_ACTIONS]).optional(),
  subjectId: z.string().max(100).optional(),
  from: Day.optional(),
  to: Day.optional(),
})
export type AuditFilter = z.infer<typeof AuditFilter>

/** A place in the record: a moment to the microsecond and, among events of that moment, an id. */
export const Cursor = z
  .string()
  .regex(/^\S+Z~[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
  .refine(text => isDay(text.slice(0, 10)) && Instant.safeParse(text.split('~')[0]).success)
/** Which part of the record: older than a place, or newer; the newest without either. */
export const Place = z.object({ before: Cursor.optional(), after: Cursor.optional() })
export type Place = z.infer<typeof Place>

export interface EventLine {
  readonly id: string
  readonly at: string
  readonly actor: { readonly id: string; readonly name: string; readonly role: string }
  readonly action: string
  readonly subject: Subject
  readonly unit: { readonly id: string; readonly name: string } | null
  readonly reason: string | null
}

export interface EventPage {
  readonly rows: EventLine[]
  /** Where newer and older events begin; null at the ends. */
  readonly newer: string | null
  readonly older: string | null
}

export interface EventRow {
  readonly id: string
  readonly at: string
  readonly actor_id: string
  readonly actor_name: string
  readonly actor_role: string
  readonly action: string
  readonly subject_kind: string
  readonly subject_id: string
  readonly unit_id: string | null
  readonly unit_name: string | null
  readonly reason: string | null
}

const PAGE = 25
const AND = sql` and `

/** One page of the record within the transaction's scope, newest first. */
export async function listEvents(
  tx: Tx,
  filter: AuditFilter,
  place: Place,
  scope: Scope,
): Promise<EventPage> {
  const upwards = place.before === undefined && place.after !== undefined
  const rows = await readPage(tx, await narrow(tx, filter, scope), place, upwards)
  const isMore = rows.length > PAGE
  const shown = upwards ? rows.slice(0, PAGE).toReversed() : rows.slice(0, PAGE)
  const [first, last] = [shown.at(0), shown.at(-1)]
  const isNewer = upwards ? isMore : place.before !== undefined
  const isOlder = upwards ? true : isMore
  const subjectOf = await subjectsOf(tx, shown)
  return {
    rows: shown.map(row => toLine(row, subjectOf(row))),
    newer: first && isNewer ? cursorOf(first) : null,
    older: last && isOlder ? cursorOf(last) : null,
  }
}

const cursorOf = ({ at, id }: EventRow): string => `${at}~${id}`

export const toLine = (row: EventRow, subject: Subject): EventLine => ({
  ...{ id: row.id, at: row.at, action: row.action, reason: row.reason, subject },
  actor: { id: row.actor_id, name: row.actor_name, role: row.actor_role },
  unit: row.unit_id === null ? null : { id: row.unit_id, name: row.unit_name ?? row.unit_id },
})

/** What a page is read along: each column has an index that goes on with the time. */
interface Along {
  readonly column: RawBuilder<unknown>
  readonly values: readonly string[]
  readonly type: string
}
interface Narrowed {
  readonly along: Along | null
  /** What else has to hold. */
  readonly conditions: readonly RawBuilder<unknown>[]
}

/** The first of these that the reader asks for leads the reading: it is the narrowest as a rule. */
async function narrow(tx: Tx, filter: AuditFilter, scope: Scope): Promise<Narrowed> {
  const { from, to, subjectId } = filter
  const units = await listUnitIds(tx, filter, scope)
  const people = filter.person ? await findPeople(tx, filter.person) : null
  const choices = [
    { column: sql.ref('e.subject_id'), values: subjectId === undefined ? null : [subjectId], type: 'text' },
    { column: sql.ref('e.actor_id'), values: people, type: 'text' },
    { column: sql.ref('e.unit_id'), values: units, type: 'uuid' },
    { column: sql.ref('e.action'), values: filter.action ? listActions(filter.action) : null, type: 'text' },
  ].flatMap(({ values, ...rest }) => (values === null ? [] : [{ values, ...rest }]))
  const [along = null, ...others] = choices
  return {
    along,
    conditions: [
      ...others.map(({ column, values, type }) => sql`${column} = any (${values}::${sql.raw(type)}[])`),
      ...(from ? [sql`e.at >= ${startOfDay(from)}`] : []),
      ...(to ? [sql`e.at < ${startOfDay(addDays(to, 1))}`] : []),
    ],
  }
}

const listActions = (asked: AuditNoun | AuditAction): string[] =>
  asked.includes('.') ? [asked] : AUDIT_ACTIONS.filter(action => action.startsWith(`${asked}.`))

/** The units asked for; for a reader of some units those, which row-level security says once more. */
async function listUnitIds(
  tx: Tx,
  { unitId, withBelow }: AuditFilter,
  scope: Scope,
): Promise<string[] | null> {
  if (unitId === undefined) return scope.kind === 'units' ? [...scope.units] : null
  if (!withBelow) return [unitId]
  const { rows } = await sql<{ id: string }>`
    with recursive below as (select ${unitId}::uuid as id
      union select u.id from units u join below on u.parent_id = below.id) select id from below`.execute(tx)
  return rows.map(row => row.id)
}

/** More people than this no search means. */
const MANY = 200

/** Accounts whose name or user name holds the text, and the server itself, which acts by its jobs. */
async function findPeople(tx: Tx, text: string): Promise<string[]> {
  const pattern = holding(text)
  const found = await tx
    .selectFrom('accounts')
    .select('id')
    .where(sql<boolean>`name ilike ${pattern} or username ilike ${pattern}`)
    .limit(MANY)
    .execute()
  return [...found.map(({ id }) => id), ...(SYSTEM.name.includes(text) ? [SYSTEM.accountId] : [])]
}

/** The columns of `EventRow`, for a table called `e`; the unit's name comes from its own. */
export const LINE_COLUMNS = sql.raw(
  `e.id, e.at, e.actor_id, e.actor_name, e.actor_role, e.action, e.subject_kind, e.subject_id, e.unit_id,
   coalesce(e.after ->> 'reason', e.before ->> 'reason') as reason`,
)

async function readPage(
  tx: Tx,
  { along, conditions }: Narrowed,
  { before, after }: Place,
  upwards: boolean,
): Promise<EventRow[]> {
  const beyond = before ?? after
  const all = [
    ...conditions,
    ...(beyond === undefined ? [] : [sql`(e.at, e.id) ${sql.raw(upwards ? '>' : '<')} ${placeOf(beyond)}`]),
  ]
  const order = sql.raw(upwards ? 'e.at, e.id' : 'e.at desc, e.id desc')
  const read = along === null ? part(all, order) : readAlong(along, all, order, upwards)
  const { rows } = await sql<EventRow>`select e.*, units.name as unit_name from (${read}) e
    left join units on units.id = e.unit_id order by ${order}`.execute(tx)
  return rows
}

const part = (conditions: readonly RawBuilder<unknown>[], order: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`select ${LINE_COLUMNS} from audit_events e where ${sql.join([sql`true`, ...conditions], AND)}
    order by ${order} limit ${PAGE + 1}`

/**
 * A page along each value. The value is held from above and below and stands in the order: were it said to be equal,
 * the database would take it for settled and read along the time alone, through everything, to find what is rare.
 */
function readAlong(
  { column, values, type }: Along,
  conditions: readonly RawBuilder<unknown>[],
  order: RawBuilder<unknown>,
  upwards: boolean,
): RawBuilder<unknown> {
  const held = sql`${column} >= wanted.value and ${column} <= wanted.value`
  const each = part([held, ...conditions], sql`${column} ${sql.raw(upwards ? 'desc' : 'asc')}, ${order}`)
  return sql`select e.* from unnest(${values}::${sql.raw(type)}[]) as wanted (value)
    cross join lateral (${each}) e order by ${order} limit ${PAGE + 1}`
}

function placeOf(cursor: string): RawBuilder<unknown> {
  const [at, id] = cursor.split('~')
  return sql`(${at}::timestamptz, ${id}::uuid)`
}
