import {
  PostId,
  RoleId,
  mayRole,
  SETTLED_HAZARD_STATES,
  UnitId,
  type AccountId,
  type Appointment,
  type Day,
  type ManagedPerson,
} from '@anlan/domain'
import { sql, type Expression, type ExpressionBuilder, type SqlBool } from 'kysely'
import { z } from 'zod'
import { holding } from '../db/like.ts'
import type { Schema } from '../db/schema.ts'
import type { Tx } from '../db/scope.ts'
import { offsetOf, type Page, type Paging } from '../paging.ts'

/** How an account stands: at work, not yet signed in with a password of its own, or disabled. */
export const PersonState = z.enum(['active', 'first-password', 'disabled'])
export type PersonState = z.infer<typeof PersonState>

export const PersonFilter = z.object({
  search: z.string().trim().max(60).optional(),
  unitId: UnitId.optional(),
  /** With the units below `unitId` too. */
  withBelow: z.boolean().optional(),
  role: RoleId.optional(),
  state: PersonState.optional(),
})
export type PersonFilter = z.infer<typeof PersonFilter>

export const PersonSort = z.object({
  by: z.enum(['name', 'unit', 'role', 'createdAt']).default('unit'),
  desc: z.boolean().default(false),
})
export type PersonSort = z.infer<typeof PersonSort>

export interface PersonRow {
  readonly id: AccountId
  readonly name: string
  readonly username: string
  readonly role: RoleId
  readonly unit: { readonly id: UnitId; readonly name: string }
  readonly phone: string | null
  readonly posts: PostId[]
  readonly state: PersonState
}

type Builder = ExpressionBuilder<Schema, 'accounts'>

function conditions(eb: Builder, filter: PersonFilter): Expression<SqlBool> {
  const all: Expression<SqlBool>[] = []
  const { search, unitId, withBelow, role, state } = filter
  if (unitId) all.push(withBelow ? isBelow(unitId) : eb('accounts.unit_id', '=', unitId))
  if (role) all.push(eb('accounts.role', '=', role))
  if (state) all.push(eb('accounts.disabled_at', state === 'disabled' ? 'is not' : 'is', null))
  if (state && state !== 'disabled')
    all.push(eb('accounts.must_change_password', '=', state === 'first-password'))
  if (search) {
    const pattern = holding(search)
    all.push(
      sql<boolean>`(accounts.name || ' ' || accounts.username || ' ' || coalesce(accounts.phone, '')) ilike ${pattern}`,
    )
  }
  return eb.and(all)
}

const isBelow = (unitId: UnitId): Expression<SqlBool> =>
  sql<boolean>`accounts.unit_id in (with recursive below as (select ${unitId}::uuid as id
    union select u.id from units u join below on u.parent_id = below.id) select id from below)`

const stateOf = (row: { disabled_at: string | null; must_change_password: boolean }): PersonState => {
  if (row.disabled_at !== null) return 'disabled'
  return row.must_change_password ? 'first-password' : 'active'
}

/** One page of accounts within the transaction's scope, with the posts each holds on the day. */
export async function listPeople(
  tx: Tx,
  filter: PersonFilter,
  sort: PersonSort,
  paging: Paging,
  today: Day,
): Promise<Page<PersonRow>> {
  const direction = sort.desc ? 'desc' : 'asc'
  const order = {
    name: sql`accounts.name collate "zh-x-icu"`,
    unit: sql`units.ordinal`,
    role: sql`accounts.role`,
    createdAt: sql`accounts.created_at`,
  } as const satisfies Record<PersonSort['by'], unknown>
  const posts = sql<PostId[]>`array(select a.post from appointments a where a.account_id = accounts.id
    and a.from_on <= ${today}::date and (a.until_on is null or a.until_on >= ${today}::date) order by a.from_on, a.id)`
  const [rows, { count }] = await Promise.all([
    tx
      .selectFrom('accounts')
      .innerJoin('units', 'units.id', 'accounts.unit_id')
      .select(['accounts.id', 'accounts.name', 'accounts.username', 'accounts.role', 'accounts.unit_id'])
      .select(['units.name as unit_name', 'accounts.phone', 'accounts.disabled_at'])
      .select(['accounts.must_change_password', posts.as('posts')])
      .where(eb => conditions(eb as unknown as Builder, filter))
      .orderBy(order[sort.by], direction)
      .orderBy('accounts.id', direction)
      .limit(paging.pageSize)
      .offset(offsetOf(paging))
      .execute(),
    tx
      .selectFrom('accounts')
      .select(sql<number>`count(*)`.as('count'))
      .where(eb => conditions(eb, filter))
      .executeTakeFirstOrThrow(),
  ])
  return {
    rows: rows.map(row => ({
      id: row.id as AccountId,
      ...{ name: row.name, username: row.username, role: row.role, phone: row.phone, posts: row.posts },
      unit: { id: row.unit_id as UnitId, name: row.unit_name },
      state: stateOf(row),
    })),
    ...{ total: count, page: paging.page, pageSize: paging.pageSize },
  }
}

/** An account as its administration sees it. */
export interface Person extends ManagedPerson {
  readonly accountId: AccountId
  readonly name: string
  readonly username: string
  readonly phone: string | null
  readonly state: PersonState
  readonly disabledReason: string | null
  readonly twoFactorEnabled: boolean
  readonly createdAt: string
  readonly revision: number
}

const selectPerson = (tx: Tx, id: AccountId) =>
  tx
    .selectFrom('accounts')
    .select(['id', 'name', 'username', 'role', 'unit_id', 'phone', 'must_change_password'])
    .select(['two_factor_enabled', 'disabled_at', 'disabled_reason', 'created_at', 'revision'])
    .where('id', '=', id)

type PersonColumns = Awaited<ReturnType<ReturnType<typeof selectPerson>['executeTakeFirstOrThrow']>>
const toPerson = (row: PersonColumns): Person => ({
  ...{ accountId: row.id as AccountId, name: row.name, username: row.username, phone: row.phone },
  ...{ role: RoleId.parse(row.role), unitId: row.unit_id as UnitId, state: stateOf(row) },
  ...{ disabled: row.disabled_at !== null, disabledReason: row.disabled_reason },
  ...{ twoFactorEnabled: row.two_factor_enabled === true, createdAt: row.created_at },
  revision: row.revision,
})

/** The account within the scope, or nothing. */
export async function findPerson(tx: Tx, id: AccountId): Promise<Person | undefined> {
  const row = await selectPerson(tx, id).executeTakeFirst()
  return row && toPerson(row)
}

/** The account, locked until the transaction ends, or nothing. */
export async function findPersonForUpdate(tx: Tx, id: AccountId): Promise<Person | undefined> {
  const row = await selectPerson(tx, id).forUpdate().executeTakeFirst()
  return row && toPerson(row)
}

export type KeptAppointment = Appointment & { readonly id: string; readonly unitName: string }

/** Every post somebody holds or held, newest first. */
export async function listAppointments(tx: Tx, id: AccountId): Promise<KeptAppointment[]> {
  const rows = await tx
    .selectFrom('appointments')
    .innerJoin('units', 'units.id', 'appointments.unit_id')
    .select(['appointments.id', 'appointments.unit_id', 'units.name', 'post', 'from_on', 'until_on'])
    .where('account_id', '=', id)
    .orderBy('from_on', 'desc')
    .orderBy('appointments.id')
    .execute()
  return rows.map(row => ({
    ...{ id: row.id, accountId: id, unitId: row.unit_id as UnitId, unitName: row.name },
    ...{ post: PostId.parse(row.post), from: row.from_on, until: row.until_on },
  }))
}

const SHOWN = 10

/** What would be left without a hand if somebody went: hazards he leads, and handing in for his unit, as the last of his role. */
export interface PersonWork {
  readonly hazards: { id: string; number: string; place: string }[]
  readonly hazardCount: number
  readonly lastOfRole: boolean
}

export async function findPersonWork(tx: Tx, person: ManagedPerson): Promise<PersonWork> {
  const led = tx
    .selectFrom('hazards')
    .where('lead_id', '=', person.accountId)
    .where('state', 'not in', SETTLED_HAZARD_STATES)
  const [hazards, { count }, others] = await Promise.all([
    led.select(['id', 'number', 'place']).orderBy('due_on').limit(SHOWN).execute(),
    led.select(sql<number>`count(*)`.as('count')).executeTakeFirstOrThrow(),
    tx
      .selectFrom('accounts')
      .select('id')
      .where('unit_id', '=', person.unitId)
      .where('role', '=', person.role)
      .where('disabled_at', 'is', null)
      .where('id', '<>', person.accountId)
      .limit(1)
      .executeTakeFirst(),
  ])
  return {
    hazards,
    hazardCount: count,
    lastOfRole: !person.disabled && mayRole(person.role, 'assignment.submit') && others === undefined,
  }
}

/** How many county administrators could still sign in if these people could not. */
export async function countOtherAdmins(tx: Tx, ids: readonly AccountId[]): Promise<number> {
  const { count } = await tx
    .selectFrom('accounts')
    .select(sql<number>`count(*)`.as('count'))
    .where('role', '=', 'county-admin')
    .where('disabled_at', 'is', null)
    .where('id', 'not in', ids)
    .executeTakeFirstOrThrow()
  return count
}
