import type {
  AccountId,
  AreaId,
  Day,
  Hazard,
  HazardGrade,
  HazardId,
  HazardState,
  UnitId,
} from '@anlan/domain'
import { FINISHING_EVENTS, HAZARD_STATE_IDS, RUNNING_HAZARD_STATES as RUNNING } from '@anlan/domain'
import { sql, type RawBuilder, type Selectable } from 'kysely'
import { z } from 'zod'
import type { Tx } from '../db/scope.ts'
import { offsetOf, type Page, type Paging } from '../paging.ts'
import { hazardConditions, IS_LISTED, type HazardFilter, type HazardReader } from './hazard-filter.ts'
import { toHazard, type HazardsTable } from './prevention.table.ts'

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
  /** Under listed supervision. */
  readonly listed: boolean
  readonly discoveredOn: Day
  readonly reportedAt: string
  readonly leadName: string | null
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

export type ListedRow = Pick<
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
  | 'discovered_on'
  | 'lead_name'
> & { readonly unit_name: string; readonly listed: boolean }

/** What a row of a list is made of, out of `hazards` joined with `units`. */
export const LISTED_COLUMNS = sql`hazards.id, hazards.number, hazards.unit_id, units.name as unit_name, hazards.area,
  hazards.place, hazards.description, hazards.grade, hazards.state, hazards.due_on, hazards.reported_at,
  hazards.discovered_on, hazards.lead_name, ${IS_LISTED} as listed`

export const toHazardRow = (row: ListedRow, today: Day): HazardRow => ({
  id: row.id as HazardId,
  number: row.number,
  unit: { id: row.unit_id as UnitId, name: row.unit_name },
  area: row.area,
  place: row.place,
  description: row.description,
  grade: row.grade,
  state: row.state,
  dueOn: row.due_on,
  overdue: row.due_on !== null && RUNNING.includes(row.state) && row.due_on < today,
  listed: row.listed,
  discoveredOn: row.discovered_on,
  reportedAt: row.reported_at,
  leadName: row.lead_name,
})

/** One page of hazards within the transaction's scope, with the filter's total. */
export async function listHazards(
  tx: Tx,
  filter: HazardFilter,
  sort: HazardSort,
  paging: Paging,
  reader: HazardReader,
): Promise<Page<HazardRow>> {
  // Plain SQL: this is what people ask most, and to put it together from parts each time took as long as to send it.
  const list = sql<ListedRow>`
    select ${LISTED_COLUMNS}
    from hazards join units on units.id = hazards.unit_id where ${hazardConditions(filter, reader)}
    order by ${ORDERS[sort.by][`${sort.desc}`]} limit ${paging.pageSize} offset ${offsetOf(paging)}`
  const [{ rows }, total] = await Promise.all([list.execute(tx), countHazards(tx, filter, reader)])
  return {
    rows: rows.map(row => toHazardRow(row, reader.today)),
    total,
    page: paging.page,
    pageSize: paging.pageSize,
  }
}

/** How many hazards a filter finds within the scope. */
export async function countHazards(tx: Tx, filter: HazardFilter, reader: HazardReader): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from hazards where ${hazardConditions(filter, reader)}`.execute(tx)
  return rows[0]?.count ?? 0
}

export type HazardCounts = Record<HazardState, number> & { overdue: number; major: number; total: number }

/** Hazards of a filter by state, with those overdue and the open major ones. */
export async function countHazardsByState(
  tx: Tx,
  filter: HazardFilter,
  reader: HazardReader,
): Promise<HazardCounts> {
  const rows = await tx
    .selectFrom('hazards')
    .select(['state', sql<number>`count(*)`.as('count')])
    .select(sql<number>`count(*) filter (where due_on < ${reader.today}::date)`.as('overdue'))
    .select(sql<number>`count(*) filter (where grade = 'major')`.as('major'))
    .where(hazardConditions(filter, reader))
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
