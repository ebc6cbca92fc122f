import type { FileId, Instant, Matter, MatterId, Measure, MeasureId } from '@anlan/domain'
import { sql } from 'kysely'
import type { Occasion } from '../audit/record-audit.ts'
import type { Tx } from '../db/scope.ts'
import { newId } from '../ids.ts'
import { toMatter, toMeasure, toMeasureRow, type SupervisionStage } from './supervision.table.ts'

/** The matter within the scope, or nothing. */
export async function findMatter(tx: Tx, id: MatterId): Promise<Matter | undefined> {
  const row = await tx.selectFrom('supervision_matters').selectAll().where('id', '=', id).executeTakeFirst()
  return row && toMatter(row)
}

/** The matter, locked until the transaction ends: whoever adds to it or advances a measure of it goes one after the other. */
export async function findMatterForUpdate(tx: Tx, id: MatterId): Promise<Matter | undefined> {
  const row = await tx
    .selectFrom('supervision_matters')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return row && toMatter(row)
}

/** The matter a measure belongs to, or nothing within the scope. */
export async function findMatterOf(tx: Tx, id: MeasureId): Promise<MatterId | undefined> {
  const row = await tx
    .selectFrom('supervision_measures')
    .select('matter_id')
    .where('id', '=', id)
    .executeTakeFirst()
  return row?.matter_id as MatterId | undefined
}

/** The measures of a matter that the scope shows, in the order of their proposal. */
export async function listMeasures(tx: Tx, matterId: MatterId): Promise<Measure[]> {
  const rows = await tx
    .selectFrom('supervision_measures')
    .selectAll()
    .where('matter_id', '=', matterId)
    .orderBy('proposed_at')
    .orderBy('id')
    .execute()
  return rows.map(toMeasure)
}

/** The unit gets to know of the matter, and of what it rests on so far: from now on it sees what has been issued in it. */
export async function makeKnown(tx: Tx, id: MatterId, now: Instant): Promise<void> {
  await tx
    .updateTable('supervision_facts')
    .set({ known_at: now })
    .where('matter_id', '=', id)
    .where('known_at', 'is', null)
    .execute()
  await tx
    .updateTable('supervision_matters')
    .set({ known_at: now })
    .where('id', '=', id)
    .where('known_at', 'is', null)
    .execute()
}

export async function insertMeasure(tx: Tx, measure: Measure): Promise<void> {
  await tx.insertInto('supervision_measures').values(toMeasureRow(measure)).execute()
}

/** Columns that a change of a measure may touch; matter, unit and kind never change. */
export async function saveMeasure(tx: Tx, measure: Measure): Promise<void> {
  const { state, document_number, reply_due_on, issued_at, revision, body } = toMeasureRow(measure)
  await tx
    .updateTable('supervision_measures')
    .set({ state, document_number, reply_due_on, issued_at, revision, body })
    .where('id', '=', measure.id)
    .execute()
}

/** One line of what happened to a measure. */
export async function appendMeasureEvent(
  tx: Tx,
  { actor, now }: Occasion,
  measure: Measure,
  happening: { readonly event: string; readonly note: string | null },
): Promise<void> {
  await tx
    .insertInto('supervision_events')
    .values({
      ...{ id: newId<string>(), matter_id: measure.matterId, measure_id: measure.id },
      ...{ unit_id: measure.unitId, at: now, event: happening.event, note: happening.note },
      ...{ actor_id: actor.accountId, actor_name: actor.name, actor_role: actor.role },
    })
    .execute()
}

/** Ties files to a measure as part of an answer, a talk or an appeal. */
export async function attachMeasureFiles(
  tx: Tx,
  measure: Measure,
  files: readonly { readonly id: string }[],
  stage: SupervisionStage,
): Promise<void> {
  if (files.length === 0) return
  await tx
    .insertInto('supervision_files')
    .values(
      files.map(({ id }) => ({
        ...{ measure_id: measure.id, file_id: id as FileId, unit_id: measure.unitId, stage },
      })),
    )
    .onConflict(conflict => conflict.doNothing())
    .execute()
}

/** Numbers run through the county and are never given twice. */
export async function nextMatterNumber(tx: Tx, year: string): Promise<string> {
  const { rows } = await sql<{ n: number }>`select nextval('matter_numbers') as n`.execute(tx)
  return `${year}-${String(rows[0]?.n ?? 0).padStart(4, '0')}`
}
