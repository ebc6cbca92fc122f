import {
  RecordKind,
  RecordState,
  type Day,
  type Department,
  type MechanismItem,
  type MechanismItemId,
  type MechanismRecord,
  type MechanismRecordId,
} from '@anlan/domain'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Tx } from '../db/scope.ts'
import { readPage, TOTAL, type Page, type Paging } from '../paging.ts'
import { toItem, toRecord } from './mechanisms.table.ts'

export const RecordFilter = z.object({ kind: RecordKind, state: RecordState.optional() })
export type RecordFilter = z.infer<typeof RecordFilter>

export interface RecordRow {
  readonly id: MechanismRecordId
  readonly number: string
  readonly title: string
  readonly on: Day
  readonly state: MechanismRecord['state']
  readonly byName: string
  /** Where a piece of shared information came from. */
  readonly department: Department | null
  readonly items: number
  /** Items that led to work or say why not. */
  readonly decided: number
}

/** One page of the records of a mechanism, the newest first. */
export async function listRecords(tx: Tx, filter: RecordFilter, paging: Paging): Promise<Page<RecordRow>> {
  let found = tx.selectFrom('mechanism_records').where('kind', '=', filter.kind)
  if (filter.state) found = found.where('state', '=', filter.state)
  return readPage(
    paging,
    found
      .select(['id', 'number', 'title', 'held_on', 'state', 'made_by_name'])
      .select(sql<Department | null>`body ->> 'department'`.as('department'))
      .select(eb => [
        eb
          .selectFrom('mechanism_items')
          .select(sql<number>`count(*)`.as('count'))
          .whereRef('record_id', '=', 'mechanism_records.id')
          .as('items'),
        eb
          .selectFrom('mechanism_items')
          .select(sql<number>`count(*)`.as('count'))
          .whereRef('record_id', '=', 'mechanism_records.id')
          .where('outcome', 'is not', null)
          .as('decided'),
      ])
      .orderBy('held_on', 'desc')
      .orderBy('id', 'desc'),
    found.select(TOTAL),
    row => ({
      ...{ id: row.id as MechanismRecordId, number: row.number, title: row.title, on: row.held_on },
      ...{ state: row.state, byName: row.made_by_name, department: row.department },
      ...{ items: Number(row.items ?? 0), decided: Number(row.decided ?? 0) },
    }),
  )
}

/** The record within the scope, or nothing. */
export async function findRecord(tx: Tx, id: MechanismRecordId): Promise<MechanismRecord | undefined> {
  const row = await tx.selectFrom('mechanism_records').selectAll().where('id', '=', id).executeTakeFirst()
  return row && toRecord(row)
}

/** The record, locked until the transaction ends: whoever changes it or one of its items goes one after the other. */
export async function findRecordForUpdate(
  tx: Tx,
  id: MechanismRecordId,
): Promise<MechanismRecord | undefined> {
  const row = await tx
    .selectFrom('mechanism_records')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return row && toRecord(row)
}

/** The items of a record in their order. */
export async function listItems(tx: Tx, id: MechanismRecordId): Promise<MechanismItem[]> {
  const [rows, works] = await Promise.all([
    tx.selectFrom('mechanism_items').selectAll().where('record_id', '=', id).orderBy('ordinal').execute(),
    tx
      .selectFrom('mechanism_works')
      .innerJoin('mechanism_items', 'mechanism_items.id', 'mechanism_works.item_id')
      .select(['item_id', 'work', 'subject_id'])
      .where('record_id', '=', id)
      .orderBy('made_at')
      .execute(),
  ])
  const byItem = Map.groupBy(works, ({ item_id }) => item_id)
  return rows.map(row => toItem(row, byItem.get(row.id) ?? []))
}

/** The record an item belongs to, or nothing within the scope. */
export async function findRecordOf(tx: Tx, id: MechanismItemId): Promise<MechanismRecordId | undefined> {
  const row = await tx
    .selectFrom('mechanism_items')
    .select('record_id')
    .where('id', '=', id)
    .executeTakeFirst()
  return row?.record_id as MechanismRecordId | undefined
}

/** Numbers run through the county and are never given twice. */
export async function nextRecordNumber(tx: Tx, year: string): Promise<string> {
  const { rows } = await sql<{ n: number }>`select nextval('mechanism_numbers') as n`.execute(tx)
  return `${year}-${String(rows[0]?.n ?? 0).padStart(4, '0')}`
}

/** Saves what a record says, and how it stands. */
export async function saveRecord(tx: Tx, record: MechanismRecord): Promise<void> {
  const { body, state, closedAt, closedByName, revision } = record
  await tx
    .updateTable('mechanism_records')
    .set({ title: body.title, held_on: body.on, state, body: JSON.stringify(body), revision })
    .set({ closed_at: closedAt, closed_by_name: closedByName })
    .where('id', '=', record.id)
    .execute()
}
