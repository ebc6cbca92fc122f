import {
  OWED_STATES,
  SETTLED_HAZARD_STATES,
  type ConclusionWork,
  type Day,
  type MechanismItemId,
  type MechanismRecordId,
  type RecordKind,
  type UnitId,
} from '@anlan/domain'
import { sql } from 'kysely'
import type { Tx } from '../db/scope.ts'
import { offsetOf, type Page, type Paging } from '../paging.ts'
import { listWorkStates, type WorkState } from './work-states.ts'

const MOST = 50

export interface WorkCandidate {
  readonly id: string
  readonly words: string
}

/** What a unit has already that an item may lead to: open hazards, owed tasks, matters, and risk points on its register. */
export async function listWorkCandidates(
  tx: Tx,
  unitId: UnitId,
  work: ConclusionWork,
): Promise<WorkCandidate[]> {
  switch (work) {
    case 'hazard':
      return tx
        .selectFrom('hazards')
        .select(['id', sql<string>`number || ' ' || place || ' ' || left(description, 60)`.as('words')])
        .where('unit_id', '=', unitId)
        .where('state', 'not in', SETTLED_HAZARD_STATES)
        .orderBy('reported_at', 'desc')
        .limit(MOST)
        .execute()
    case 'assignment':
      return tx
        .selectFrom('assignments')
        .innerJoin('tasks', 'tasks.id', 'assignments.task_id')
        .innerJoin('campaigns', 'campaigns.id', 'assignments.campaign_id')
        .select(['assignments.id', 'tasks.title as words'])
        .where('assignments.unit_id', '=', unitId)
        .where('campaigns.state', '=', 'running')
        .where('assignments.state', 'in', OWED_STATES)
        .orderBy('assignments.due_on')
        .limit(MOST)
        .execute()
    case 'matter':
      return tx
        .selectFrom('supervision_matters')
        .select(['id', sql<string>`number || ' ' || title`.as('words')])
        .where('unit_id', '=', unitId)
        .orderBy('opened_at', 'desc')
        .limit(MOST)
        .execute()
    case 'risk-point':
      return tx
        .selectFrom('risk_points')
        .select(['id', sql<string>`concat_ws(' ', name, nullif(building, ''), nullif(room, ''))`.as('words')])
        .where('unit_id', '=', unitId)
        .where('retired_at', 'is', null)
        .orderBy('review_on')
        .limit(MOST)
        .execute()
  }
}

/** Where a piece of work came from. */
export interface Origin {
  readonly itemId: MechanismItemId
  /** Null where the reader does not see the record. */
  readonly recordId: MechanismRecordId | null
  readonly kind: RecordKind
  readonly title: string
  readonly on: Day
}

/** The items that led to a piece of work, as far as the reader sees them. */
export async function listOrigins(tx: Tx, subjectId: string): Promise<Origin[]> {
  const rows = await tx
    .selectFrom('mechanism_works')
    .innerJoin('mechanism_items', 'mechanism_items.id', 'mechanism_works.item_id')
    .leftJoin('mechanism_records', 'mechanism_records.id', 'mechanism_items.record_id')
    .select([
      'mechanism_items.id',
      'mechanism_records.id as record_id',
      'record_kind',
      'record_title',
      'record_on',
    ])
    .where('subject_id', '=', subjectId)
    .orderBy('mechanism_works.made_at')
    .execute()
  return rows.map(row => ({
    ...{ itemId: row.id as MechanismItemId, recordId: row.record_id as MechanismRecordId | null },
    ...{ kind: row.record_kind, title: row.record_title, on: row.record_on },
  }))
}

export interface UnitItem {
  readonly id: MechanismItemId
  readonly kind: RecordKind
  readonly title: string
  readonly on: Day
  readonly text: string
  readonly works: readonly WorkState[]
}

/** One page of what the mechanisms concluded for the units of the reader, the newest first. */
export async function listUnitItems(tx: Tx, paging: Paging): Promise<Page<UnitItem>> {
  const found = tx.selectFrom('mechanism_items').where('outcome', '=', 'work')
  const [rows, { total }] = await Promise.all([
    found
      .select(['id', 'record_kind', 'record_title', 'record_on', 'text'])
      .orderBy('decided_at', 'desc')
      .orderBy('id')
      .limit(paging.pageSize)
      .offset(offsetOf(paging))
      .execute(),
    found.select(sql<number>`count(*)`.as('total')).executeTakeFirstOrThrow(),
  ])
  const works = await listWorkStates(tx, sql<boolean>`w.item_id = any (${rows.map(({ id }) => id)}::uuid[])`)
  const byItem = Map.groupBy(works, ({ itemId }) => itemId)
  return {
    rows: rows.map(row => ({
      ...{ id: row.id as MechanismItemId, kind: row.record_kind, title: row.record_title },
      ...{ on: row.record_on, text: row.text, works: byItem.get(row.id as MechanismItemId) ?? [] },
    })),
    ...{ total: Number(total), page: paging.page, pageSize: paging.pageSize },
  }
}
