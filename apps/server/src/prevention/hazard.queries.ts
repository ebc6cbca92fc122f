import type {
  AccountId,
  AreaId,
  Hazard,
  HazardGrade,
  HazardId,
  HazardState,
  Scope,
  UnitId,
} from '@anlan/domain'
import {
  AreaId as AreaIdSchema,
  Day,
  FINISHING_EVENTS,
  HAZARD_STATE_IDS,
  HazardGrade as Grade,
  RUNNING_HAZARD_STATES as RUNNING,
  HazardState as State,
  UnitId as Unit,
} from '@anlan/domain'
import { sql, type RawBuilder, type Selectable } from 'kysely'
import { z } from 'zod'
import type { Tx } from '../db/scope.ts'
import { offsetOf, type Page, type Paging } from '../paging.ts'
import { toHazard, type HazardsTable } from './prevention.table.ts'

/** What a hazard list can be narrowed to. An empty list of states means every state. */
export const HazardFilter = z.object({
  state: z.array(State).max(10).optional(),
  grade: Grade.optional(),
  area: AreaIdSchema.optional(),
  township: z.string().max(9).optional(),
  unitId: Unit.optional(),
  overdue: z.boolean().optional(),
  /** Only hazards whose rectification the reader leads. */
  mine: z.boolean().optional(),
  search: z.string().trim().max(60).optional(),
  discoveredFrom: Day.optional(),
  discoveredTo: Day.optional(),
})
export type HazardFilter = z.infer<typeof HazardFilter>

export const HazardSort = z.object({
  by: z.enum(['reportedAt', 'dueOn', 'grade', 'unit', 'state']).default('reportedAt'),
  desc: z.boolean().default(true),
})
export type HazardSort = z.infer<typeof HazardSort>

export interface HazardRow {
  readonly id: HazardId
  readonly number: string
  readonly unit: { readonly id: UnitId; readonly name: string }
  readonly area: AreaId
  readonly place: string
  readonly description: string
  readonly grade: HazardGrade | null
  readonly state: HazardState
  readonly dueOn: Day | null
  readonly overdue: boolean
  readonly reportedAt: string
  readonly leadName: string | null
}

interface Reader {
  readonly today: Day
  readonly accountId: string
  readonly scope: Scope
}

const AND = sql` and `

/** The conditions of a filter; a search finds number, place and description by any part of them. */
function conditions(filter: HazardFilter, reader: Reader): RawBuilder<boolean> {
  const all = [sql<boolean>`true`]
  // Row-level security says the same; said here as well it lets a school's list go by the index of its units.
  if (reader.scope.kind === 'units') all.push(sql`hazards.unit_id = any (${reader.scope.units}::uuid[])`)
  if (filter.state && filter.state.length > 0) all.push(sql`hazards.state = any (${filter.state})`)
  if (filter.grade) all.push(sql`hazards.grade = ${filter.grade}`)
  if (filter.area) all.push(sql`hazards.area = ${filter.area}`)
  if (filter.township) all.push(sql`hazards.township = ${filter.township}`)
  if (filter.unitId) all.push(sql`hazards.unit_id = ${filter.unitId}`)
  if (filter.discoveredFrom) all.push(sql`hazards.discovered_on >= ${filter.discoveredFrom}`)
  if (filter.discoveredTo) all.push(sql`hazards.discovered_on <= ${filter.discoveredTo}`)
  if (filter.mine) all.push(sql`hazards.lead_id = ${reader.accountId}`)
  if (filter.overdue)
    all.push(sql`hazards.state = any (${[...RUNNING]}) and hazards.due_on < ${reader.today}`)
  if (filter.search) {
    const pattern = `%${filter.search.replace(/[\\%_]/g, '\\$&')}%`
    all.push(sql`(hazards.number || ' ' || hazards.place || ' ' || hazards.description) ilike ${pattern}`)
  }
  return sql.join(all, AND)
}

/** An index serves the order it was made in, and `nulls last` is another one: it stands only where there may be none. */
const ORDERS = {
  reportedAt: {
    true: sql`hazards.reported_at desc, hazards.id desc`,
    false: sql`hazards.reported_at, hazards.id`,
  },
  dueOn: {
    true: sql`hazards.due_on desc nulls last, hazards.id desc`,
    false: sql`hazards.due_on nulls last, hazards.id`,
  },
  grade: {
    true: sql`hazards.grade desc nulls last, hazards.id desc`,
    false: sql`hazards.grade nulls last, hazards.id`,
  },
  state: { true: sql`hazards.state desc, hazards.id desc`, false: sql`hazards.state, hazards.id` },
  unit: {
    true: sql`units.name collate "zh-x-icu" desc, hazards.id desc`,
    false: sql`units.name collate "zh-x-icu", hazards.id`,
  },
} as const satisfies Record<HazardSort['by'], Record<`${boolean}`, RawBuilder<unknown>>>

type ListedRow = Pick<
  Selectable<HazardsTable>,
  | 'id'
  | 'number'
  | 'unit_id'
  | 'area'
  | 'place'
  | 'description'
  | 'grade'
  | 'state'
  | 'due_on'
  | 'reported_at'
  | 'lead_name'
> & { readonly unit_name: string }

/** One page of hazards within the transaction's scope, with the filter's total. */
export async function listHazards(
  tx: Tx,
  filter: HazardFilter,
  sort: HazardSort,
  paging: Paging,
  reader: Reader,
): Promise<Page<HazardRow>> {
  // Plain SQL: this is what people ask most, and to put it together from parts each time took as long as to send it.
  const list = sql<ListedRow>`
    select hazards.id, hazards.number, hazards.unit_id, units.name as unit_name, hazards.area, hazards.place,
      hazards.description, hazards.grade, hazards.state, hazards.due_on, hazards.reported_at, hazards.lead_name
    from hazards join units on units.id = hazards.unit_id where ${conditions(filter, reader)}
    order by ${ORDERS[sort.by][`${sort.desc}`]} limit ${paging.pageSize} offset ${offsetOf(paging)}`
  const [{ rows }, total] = await Promise.all([list.execute(tx), countHazards(tx, filter, reader)])
  return {
    rows: rows.map(row => ({
      id: row.id as HazardId,
      number: row.number,
      unit: { id: row.unit_id as UnitId, name: row.unit_name },
      area: row.area,
      place: row.place,
      description: row.description,
      grade: row.grade,
      state: row.state,
      dueOn: row.due_on,
      overdue: row.due_on !== null && RUNNING.includes(row.state) && row.due_on < reader.today,
      reportedAt: row.reported_at,
      leadName: row.lead_name,
    })),
    total,
    page: paging.page,
    pageSize: paging.pageSize,
  }
}

/** How many hazards a filter finds within the scope. */
async function countHazards(tx: Tx, filter: HazardFilter, reader: Reader): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from hazards where ${conditions(filter, reader)}`.execute(tx)
  return rows[0]?.count ?? 0
}

export type HazardCounts = Record<HazardState, number> & { overdue: number; major: number; total: number }

/** Hazards of a filter by state, with those overdue and the open major ones. */
export async function countHazardsByState(
  tx: Tx,
  filter: HazardFilter,
  reader: Reader,
): Promise<HazardCounts> {
  const rows = await tx
    .selectFrom('hazards')
    .select(['state', sql<number>`count(*)`.as('count')])
    .select(sql<number>`count(*) filter (where due_on < ${reader.today}::date)`.as('overdue'))
    .select(sql<number>`count(*) filter (where grade = 'major')`.as('major'))
    .where(conditions(filter, reader))
    .groupBy('state')
    .execute()
  const counts = Object.fromEntries(HAZARD_STATE_IDS.map(state => [state, 0])) as Record<HazardState, number>
  let [overdue, major, total] = [0, 0, 0]
  for (const row of rows) {
    counts[row.state] = row.count
    total += row.count
    if (RUNNING.includes(row.state)) {
      overdue += row.overdue
      major += row.major
    }
  }
  return { ...counts, overdue, major, total }
}

/** The hazard within the scope, or nothing. */
export async function findHazard(tx: Tx, id: HazardId): Promise<Hazard | undefined> {
  const row = await tx.selectFrom('hazards').selectAll().where('id', '=', id).executeTakeFirst()
  return row && toHazard(row)
}

/** The hazard, locked until the transaction ends, or nothing. */
export async function findHazardForUpdate(tx: Tx, id: HazardId): Promise<Hazard | undefined> {
  const row = await tx.selectFrom('hazards').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  return row && toHazard(row)
}

/** How many of some files are photos that do not show the hazard as it was found: its own pictures prove no rectification. */
export async function countNewPhotos(
  tx: Tx,
  id: HazardId,
  files: readonly { readonly id: string }[],
): Promise<number> {
  if (files.length === 0) return 0
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from files
    where files.id = any (${files.map(file => file.id)}::uuid[]) and files.media_type like 'image/%'
      and not exists (select from hazard_files used join files same on same.id = used.file_id
        where used.hazard_id = ${id} and used.stage = 'before' and same.sha256 = files.sha256)`.execute(tx)
  return rows[0]?.count ?? 0
}

/** How many photos show the hazard as it was found. */
export async function countPhotosBefore(tx: Tx, id: HazardId): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from hazard_files join files on files.id = hazard_files.file_id
    where hazard_files.hazard_id = ${id} and hazard_files.stage = 'before' and files.media_type like 'image/%'`.execute(
    tx,
  )
  return rows[0]?.count ?? 0
}

/** Everybody who has submitted the hazard for acceptance, also in rounds that were sent back. */
export async function listRectifiers(tx: Tx, id: HazardId): Promise<string[]> {
  const rows = await tx
    .selectFrom('hazard_events')
    .select('actor_id')
    .distinct()
    .where('hazard_id', '=', id)
    .where('event', 'in', FINISHING_EVENTS)
    .execute()
  return rows.map(row => row.actor_id)
}

/** Who may lead a rectification at a unit. */
export const listLeads = (tx: Tx, unitId: UnitId) =>
  tx
    .selectFrom('accounts')
    .select(['id', 'name', 'role'])
    .where('unit_id', '=', unitId)
    .where('disabled_at', 'is', null)
    .orderBy('role')
    .execute()

/** A person of the unit by account, when he may lead a rectification there: neither disabled nor of another unit. */
export async function findLead(
  tx: Tx,
  unitId: UnitId,
  accountId: AccountId,
): Promise<{ id: string; name: string } | undefined> {
  return tx
    .selectFrom('accounts')
    .select(['id', 'name'])
    .where('id', '=', accountId)
    .where('unit_id', '=', unitId)
    .where('disabled_at', 'is', null)
    .executeTakeFirst()
}
