import {
  Matter as MatterSchema,
  Measure as MeasureSchema,
  type Day,
  type Instant,
  type Matter,
  type MatterFactKind,
  type Measure,
  type SupervisionKind,
  type MeasureState,
} from '@anlan/domain'
import type { Generated, JSONColumnType, Selectable } from 'kysely'

export interface SupervisionMattersTable {
  id: string
  unit_id: string
  number: string
  title: string
  road: Matter['road']
  opened_at: Instant
  opened_by: string | null
  opened_by_name: string
  /** When the unit first got to know of it: nothing of a matter is its to see before. */
  known_at: Instant | null
}

export interface SupervisionFactsTable {
  id: string
  matter_id: string
  unit_id: string
  kind: MatterFactKind
  subject_id: string | null
  words: string
  /** When the unit got to know of it: with the first measure that was issued once it was there. */
  known_at: Instant | null
}

/** What lists and rules of the database need stands in columns, the rest in the body. */
export interface SupervisionMeasuresTable {
  id: string
  matter_id: string
  unit_id: string
  kind: SupervisionKind
  state: MeasureState
  document_number: string | null
  reply_due_on: Day | null
  proposed_at: Instant
  issued_at: Instant | null
  revision: Generated<number>
  body: JSONColumnType<MeasureBody>
}
export type MeasureBody = Omit<
  Measure,
  'id' | 'matterId' | 'unitId' | 'kind' | 'state' | 'replyDueOn' | 'revision'
>

/** What happened to a measure, one row an event, never changed. */
export interface SupervisionEventsTable {
  id: string
  matter_id: string
  measure_id: string
  unit_id: string
  at: Instant
  actor_id: string
  actor_name: string
  actor_role: string
  event: string
  note: string | null
}

export type SupervisionStage = 'reply' | 'talk' | 'appeal'
export interface SupervisionFilesTable {
  measure_id: string
  file_id: string
  unit_id: string
  stage: SupervisionStage
}

/** The matter a row holds; a row the domain refuses fails here and not in a rule. */
export const toMatter = (row: Selectable<SupervisionMattersTable>): Matter =>
  MatterSchema.parse({
    ...{ id: row.id, unitId: row.unit_id, number: row.number, title: row.title },
    ...{ road: row.road, openedAt: row.opened_at },
    ...{ openedBy: row.opened_by, openedByName: row.opened_by_name },
  })

/** The measure a row holds. */
export const toMeasure = (row: Selectable<SupervisionMeasuresTable>): Measure =>
  MeasureSchema.parse({
    ...row.body,
    ...{ id: row.id, matterId: row.matter_id, unitId: row.unit_id, kind: row.kind, state: row.state },
    ...{ replyDueOn: row.reply_due_on, revision: row.revision },
  })

/** The row of a measure. */
export function toMeasureRow(measure: Measure) {
  const { id, matterId, unitId, kind, state, replyDueOn, revision, ...body } = measure
  return {
    ...{ id, matter_id: matterId, unit_id: unitId, kind, state, reply_due_on: replyDueOn, revision },
    ...{ document_number: body.issued?.documentNumber ?? null, issued_at: body.issued?.at ?? null },
    proposed_at: body.proposed.at,
    body: JSON.stringify(body),
  }
}
