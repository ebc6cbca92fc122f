import {
  err,
  listEvents,
  mayRole,
  ok,
  RECORD_FLOW,
  type MechanismItem,
  type MechanismRecord,
  type MechanismRecordId,
  type RecordEvent,
  type RecordState,
  type Result,
} from '@anlan/domain'
import { sql } from 'kysely'
import type { Tx } from '../db/scope.ts'
import type { Refusal } from '../refusal.ts'
import type { Context } from '../trpc.ts'
import { findRecord, listItems } from './record.queries.ts'
import { listWorkStates, type WorkState } from './work-states.ts'

export interface ItemDetail {
  readonly item: MechanismItem
  readonly unit: string | null
  readonly works: readonly WorkState[]
}

export interface RecordDetail {
  readonly record: MechanismRecord
  readonly items: readonly ItemDetail[]
  readonly files: readonly { id: string; name: string; mediaType: string; width: number | null }[]
  readonly events: readonly RecordEvent[]
  readonly mayWrite: boolean
  /** Who signs its papers. */
  readonly bureau: string
  /** The unit an inquiry is about, by name. */
  readonly unit: string | null
}

/** A record with its items and with how far the work is that came of them, as the work stands now. */
export function getRecord(context: Context, id: MechanismRecordId): Promise<Result<RecordDetail, Refusal>> {
  const { app, actor } = context
  return app.db.read(actor, async (tx): Promise<Result<RecordDetail, Refusal>> => {
    const [record, items, works, files, names] = await Promise.all([
      findRecord(tx, id),
      listItems(tx, id),
      listWorkStates(tx, sql<boolean>`i.record_id = ${id}`),
      listFiles(tx, id),
      tx.selectFrom('units').select(['id', 'name', 'kind']).execute(),
    ])
    if (!record) return err({ code: 'not-found' })
    const nameOf = new Map(names.map(({ id: unit, name }) => [unit, name]))
    const byItem = Map.groupBy(works, ({ itemId }) => itemId)
    return ok({
      ...{ record, files, mayWrite: mayRole(actor.role, 'mechanism.write') && record.state === 'open' },
      events: listEvents<RecordState, RecordEvent>(RECORD_FLOW, record.state, actor.role),
      bureau: names.find(({ kind }) => kind === 'bureau')?.name ?? '',
      unit: record.body.kind === 'inquiry' ? (nameOf.get(record.body.unitId) ?? null) : null,
      items: items.map(item => ({
        ...{ item, unit: item.unitId === null ? null : (nameOf.get(item.unitId) ?? null) },
        works: byItem.get(item.id) ?? [],
      })),
    })
  })
}

const listFiles = (tx: Tx, id: MechanismRecordId) =>
  tx
    .selectFrom('mechanism_files')
    .innerJoin('files', 'files.id', 'mechanism_files.file_id')
    .select(['files.id', 'files.name', 'files.media_type as mediaType', 'files.width'])
    .where('record_id', '=', id)
    .orderBy('files.id')
    .execute()
