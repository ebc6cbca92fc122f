import {
  PUBLIC_REPORT_STATE_IDS,
  type HazardId,
  type Instant,
  type PublicReport,
  type PublicReportId,
  type PublicReportState,
} from '@anlan/domain'
import { sql } from 'kysely'
import type { Tx } from '../../db/scope.ts'
import { offsetOf, type Page, type Paging } from '../../paging.ts'
import { toPublicReport } from './public-reports.table.ts'

export interface PublicReportRow {
  readonly id: PublicReportId
  readonly unit: { readonly id: string; readonly name: string }
  readonly place: string
  readonly text: string
  readonly receivedAt: Instant
  readonly state: PublicReportState
  readonly hasContact: boolean
  readonly photos: readonly string[]
  readonly hazard: { readonly id: HazardId; readonly number: string } | null
  readonly settledByName: string | null
  readonly settledAt: Instant | null
  readonly reason: string | null
}

export interface PublicReportFilter {
  readonly state?: PublicReportState | undefined
  readonly unitId?: string | undefined
}

/** One page of reports within the scope: those that wait longest first, and of the settled the newest. */
export async function listPublicReports(
  tx: Tx,
  { state, unitId }: PublicReportFilter,
  paging: Paging,
): Promise<Page<PublicReportRow>> {
  const among = tx
    .selectFrom('public_reports')
    .$if(state !== undefined, query => query.where('public_reports.state', '=', state ?? 'waiting'))
    .$if(unitId !== undefined, query => query.where('public_reports.unit_id', '=', unitId ?? ''))
  const [rows, { count }] = await Promise.all([
    among
      .innerJoin('units', 'units.id', 'public_reports.unit_id')
      .leftJoin('hazards', 'hazards.id', 'public_reports.hazard_id')
      .select(['public_reports.id', 'units.id as unitId', 'units.name as unitName', 'public_reports.place'])
      .select(['text', 'received_at', 'public_reports.state', 'has_contact', 'hazard_id', 'hazards.number'])
      .select(['settled_by_name', 'settled_at', 'reason'])
      .select(({ selectFrom }) =>
        selectFrom('public_report_files')
          .whereRef('report_id', '=', 'public_reports.id')
          .select(sql<string[]>`coalesce(array_agg(file_id order by file_id), '{}')`.as('ids'))
          .as('photos'),
      )
      .orderBy('received_at', state === 'waiting' ? 'asc' : 'desc')
      .orderBy('public_reports.id')
      .limit(paging.pageSize)
      .offset(offsetOf(paging))
      .execute(),
    among.select(sql<number>`count(*)`.as('count')).executeTakeFirstOrThrow(),
  ])
  return {
    rows: rows.map(row => ({
      ...{ id: row.id as PublicReportId, unit: { id: row.unitId, name: row.unitName } },
      ...{ place: row.place, text: row.text, receivedAt: row.received_at, state: row.state },
      ...{ hasContact: row.has_contact, photos: row.photos ?? [], reason: row.reason },
      hazard: row.hazard_id && row.number ? { id: row.hazard_id as HazardId, number: row.number } : null,
      ...{ settledByName: row.settled_by_name, settledAt: row.settled_at },
    })),
    ...{ total: count, page: paging.page, pageSize: paging.pageSize },
  }
}

/** How many reports of the scope are in each state. */
export async function countPublicReports(tx: Tx): Promise<Record<PublicReportState, number>> {
  const rows = await tx
    .selectFrom('public_reports')
    .select(['state', sql<number>`count(*)`.as('count')])
    .groupBy('state')
    .execute()
  const none = PUBLIC_REPORT_STATE_IDS.map(state => [state, 0] as const)
  return Object.fromEntries([...none, ...rows.map(({ state, count }) => [state, count] as const)]) as Record<
    PublicReportState,
    number
  >
}

/** The report, locked until the transaction ends, or nothing. */
export async function findPublicReportForUpdate(
  tx: Tx,
  id: PublicReportId,
): Promise<PublicReport | undefined> {
  // Row-level security shows no settled one to whoever would change it, so the lock is asked for apart from the row.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`anlan report ${id}`}, 0))`.execute(tx)
  const row = await tx.selectFrom('public_reports').selectAll().where('id', '=', id).executeTakeFirst()
  return row && toPublicReport(row)
}
