import {
  Bulletin,
  MechanismItem,
  MechanismRecord,
  targetKey,
  type BulletinState,
  type ConclusionWork,
  type Day,
  type Instant,
  type NewItem,
  type RankedBy,
  type RecordBody,
  type RecordKind,
  type RecordState,
} from '@anlan/domain'
import type { ColumnType, Generated, Selectable } from 'kysely'

export interface MechanismRecordsTable {
  id: string
  kind: RecordKind
  number: string
  title: string
  held_on: Day
  state: Generated<RecordState>
  body: ColumnType<RecordBody, string, string>
  made_by: string
  made_by_name: string
  made_at: Instant
  closed_at: ColumnType<Instant | null, Instant | null | undefined>
  closed_by_name: ColumnType<string | null, string | null | undefined>
  revision: Generated<number>
}

export interface MechanismItemsTable {
  id: string
  record_id: string
  record_kind: RecordKind
  record_title: string
  record_on: Day
  ordinal: number
  unit_id: string | null
  target: string
  /** Names a target of a joint action, so that none is listed twice. */
  target_key: string
  text: string
  outcome: ColumnType<'work' | 'no-work' | null, 'work' | 'no-work' | null | undefined>
  why: ColumnType<string | null, string | null | undefined>
  decided_by_name: ColumnType<string | null, string | null | undefined>
  decided_at: ColumnType<Instant | null, Instant | null | undefined>
  revision: Generated<number>
}

export interface MechanismWorksTable {
  item_id: string
  unit_id: string
  work: ConclusionWork
  subject_id: string
  made_at: Instant
}

export interface MechanismFilesTable {
  record_id: string
  file_id: string
  unit_id: string
}

type BulletinBody = Omit<Bulletin, 'id' | 'state' | 'from' | 'until' | 'by' | 'revision'>

export interface BulletinsTable {
  id: string
  state: BulletinState
  title: string
  from_on: Day
  until_on: Day
  ranked_by: RankedBy
  document_number: string | null
  issued_at: Instant | null
  drafted_at: Instant
  revision: number
  body: ColumnType<BulletinBody, string, string>
}

export interface BulletinReceiptsTable {
  bulletin_id: string
  unit_id: string
  read_at: ColumnType<Instant | null, Instant | null | undefined>
  read_by_name: ColumnType<string | null, string | null | undefined>
}

export const toRecord = (row: Selectable<MechanismRecordsTable>): MechanismRecord =>
  MechanismRecord.parse({
    ...{ id: row.id, number: row.number, state: row.state, body: row.body, madeBy: row.made_by },
    ...{ madeByName: row.made_by_name, madeAt: row.made_at, closedAt: row.closed_at },
    ...{ closedByName: row.closed_by_name, revision: row.revision },
  })

type Works = readonly Pick<MechanismWorksTable, 'work' | 'subject_id'>[]

export const toItem = (row: Selectable<MechanismItemsTable>, works: Works): MechanismItem =>
  MechanismItem.parse({
    ...{ id: row.id, recordId: row.record_id, ordinal: row.ordinal, unitId: row.unit_id },
    ...{ target: row.target, text: row.text, revision: row.revision },
    ...{ decidedByName: row.decided_by_name, decidedAt: row.decided_at },
    conclusion:
      row.outcome === null
        ? null
        : row.outcome === 'no-work'
          ? { kind: 'no-work', why: row.why }
          : { kind: 'work', works: works.map(each => ({ work: each.work, subjectId: each.subject_id })) },
  })

/** The columns of an item that its record decides. */
export const toItemRow = (record: MechanismRecord, item: NewItem, ordinal: number) => ({
  ...{ record_id: record.id, record_kind: record.body.kind, record_title: record.body.title },
  ...{ record_on: record.body.on, ordinal, unit_id: item.unitId, target: item.target },
  ...{ target_key: targetKey(item), text: item.text },
})

export const toBulletin = (row: Selectable<BulletinsTable>): Bulletin =>
  Bulletin.parse({
    ...row.body,
    ...{ id: row.id, state: row.state, from: row.from_on, until: row.until_on, by: row.ranked_by },
    revision: row.revision,
  })

export function toBulletinRow(bulletin: Bulletin) {
  const { id, state, from, until, by, revision, ...body } = bulletin
  return {
    ...{ id, state, title: body.text.title, from_on: from, until_on: until, ranked_by: by, revision },
    ...{ document_number: body.issued?.documentNumber ?? null, issued_at: body.issued?.at ?? null },
    ...{ drafted_at: body.drafted.at, body: JSON.stringify(body) },
  }
}
