import {
  BulletinState,
  UNIT_KIND_IDS,
  isSchool,
  type Actor,
  type Bulletin,
  type BulletinFigure,
  type BulletinId,
  type Day,
  type Instant,
  type RankedBy,
  type UnitId,
} from '@anlan/domain'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Tx } from '../db/scope.ts'
import { readPage, TOTAL, type Page, type Paging } from '../paging.ts'
import { toBulletin, toBulletinRow } from './mechanisms.table.ts'

export const BulletinFilter = z.object({
  state: BulletinState.optional(),
  /** Only those the reader's own unit got and has not noted yet. */
  unread: z.boolean().optional(),
})
export type BulletinFilter = z.infer<typeof BulletinFilter>

export interface BulletinRow {
  readonly id: BulletinId
  readonly title: string
  readonly state: BulletinState
  readonly from: Day
  readonly until: Day
  readonly documentNumber: string | null
  readonly issuedAt: Instant | null
  /** Receipts the reader sees: of the bureau all, of a unit its own. */
  readonly sent: number
  readonly read: number
}

/** One page of the bulletins within the scope: drafts first, then the newest. */
export async function listBulletins(
  tx: Tx,
  filter: BulletinFilter,
  paging: Paging,
  reader: Pick<Actor, 'unitId'>,
): Promise<Page<BulletinRow>> {
  let found = tx.selectFrom('bulletins')
  if (filter.state) found = found.where('state', '=', filter.state)
  if (filter.unread)
    found = found.where(sql<boolean>`exists (select from bulletin_receipts
      where bulletin_id = bulletins.id and unit_id = ${reader.unitId} and read_at is null)`)
  const receipts = (what: 'count(*)' | 'count(read_at)') =>
    sql<number>`(select ${sql.raw(what)}::int from bulletin_receipts where bulletin_id = bulletins.id)`
  return readPage(
    paging,
    found
      .select(['id', 'title', 'state', 'from_on', 'until_on', 'document_number', 'issued_at'])
      .select([receipts('count(*)').as('sent'), receipts('count(read_at)').as('read')])
      .orderBy('issued_at', order => order.desc().nullsFirst())
      .orderBy('drafted_at', 'desc'),
    found.select(TOTAL),
    row => ({
      ...{ id: row.id as BulletinId, title: row.title, state: row.state, from: row.from_on },
      ...{ until: row.until_on, documentNumber: row.document_number, issuedAt: row.issued_at },
      ...{ sent: row.sent, read: row.read },
    }),
  )
}

export async function findBulletin(tx: Tx, id: BulletinId): Promise<Bulletin | undefined> {
  const row = await tx.selectFrom('bulletins').selectAll().where('id', '=', id).executeTakeFirst()
  return row && toBulletin(row)
}

/** The bulletin, locked until the transaction ends. */
export async function findBulletinForUpdate(tx: Tx, id: BulletinId): Promise<Bulletin | undefined> {
  const row = await tx.selectFrom('bulletins').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  return row && toBulletin(row)
}

/** The figures of the last bulletin that went out and ranked the same; none where there is none. */
export async function findFiguresBefore(tx: Tx, by: RankedBy, id: BulletinId): Promise<BulletinFigure[]> {
  const row = await tx
    .selectFrom('bulletins')
    .selectAll()
    .where('state', '=', 'issued')
    .where('ranked_by', '=', by)
    .where('id', '<>', id)
    .orderBy('issued_at', 'desc')
    .executeTakeFirst()
  return row ? toBulletin(row).figures : []
}

export async function insertBulletin(tx: Tx, bulletin: Bulletin): Promise<boolean> {
  const added = await tx
    .insertInto('bulletins')
    .values(toBulletinRow(bulletin))
    .onConflict(conflict => conflict.doNothing())
    .executeTakeFirst()
  return added.numInsertedOrUpdatedRows === 1n
}

/** Columns that a change of a bulletin may touch; its period and whom it ranks never change. */
export async function saveBulletin(tx: Tx, bulletin: Bulletin): Promise<void> {
  const { state, title, document_number, issued_at, revision, body } = toBulletinRow(bulletin)
  await tx
    .updateTable('bulletins')
    .set({ state, title, document_number, issued_at, revision, body })
    .where('id', '=', bulletin.id)
    .execute()
}

/** The open schools of the county, or those of them that are named. */
export async function listAddressed(tx: Tx, to: readonly UnitId[] | null): Promise<UnitId[]> {
  let found = tx
    .selectFrom('units')
    .select('id')
    .where('open_until', 'is', null)
    .where('kind', 'in', UNIT_KIND_IDS.filter(isSchool))
  if (to !== null) found = found.where('id', 'in', to)
  return (await found.orderBy('ordinal').execute()).map(({ id }) => id as UnitId)
}

export interface Receipt {
  readonly unit: { readonly id: UnitId; readonly name: string }
  readonly readAt: Instant | null
  readonly readByName: string | null
}

/** Who got a bulletin, those who have not read it first. */
export async function listReceipts(tx: Tx, id: BulletinId): Promise<Receipt[]> {
  const rows = await tx
    .selectFrom('bulletin_receipts')
    .innerJoin('units', 'units.id', 'bulletin_receipts.unit_id')
    .select(['units.id', 'units.name', 'read_at', 'read_by_name'])
    .where('bulletin_id', '=', id)
    .orderBy('read_at', order => order.desc().nullsFirst())
    .orderBy('units.ordinal')
    .execute()
  return rows.map(row => ({
    ...{ unit: { id: row.id as UnitId, name: row.name }, readAt: row.read_at },
    readByName: row.read_by_name,
  }))
}
