import type { FileId, Letter, LetterCommand, LetterId, UnitId } from '@anlan/domain'
import { noteOfLetterCommand } from '@anlan/domain'
import type { Occasion } from '../audit/record-audit.ts'
import type { Tx } from '../db/scope.ts'
import type { AttachableFile } from '../files/attach-files.ts'
import { newId } from '../ids.ts'
import { toLetter, toLetterColumns } from './letters.table.ts'

/** The letters of some units, or of everybody in scope, whatever their state; for whoever reads how far people’s duties are known. */
export async function listLettersOf(tx: Tx, unitIds: readonly UnitId[] | null): Promise<Letter[]> {
  const all = tx.selectFrom('letters').selectAll().orderBy('id')
  const rows = await (unitIds ? all.where('unit_id', 'in', [...unitIds]) : all).execute()
  return rows.map(toLetter)
}

/** The letter within the scope, or nothing. */
export async function findLetter(tx: Tx, id: LetterId): Promise<Letter | undefined> {
  const row = await tx.selectFrom('letters').selectAll().where('id', '=', id).executeTakeFirst()
  return row && toLetter(row)
}

/** The letter, locked until the transaction ends, or nothing within the scope. */
export async function findLetterForUpdate(tx: Tx, id: LetterId): Promise<Letter | undefined> {
  const row = await tx.selectFrom('letters').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  return row && toLetter(row)
}

/** Saves a changed letter; whom it is for never changes. */
export async function saveLetter(tx: Tx, letter: Letter): Promise<void> {
  const { state, issued_on, signed_on, document_number, revision, body } = toLetterColumns(letter)
  await tx
    .updateTable('letters')
    .set({ state, issued_on, signed_on, document_number, revision, body: JSON.stringify(body) })
    .where('id', '=', letter.id)
    .execute()
}

/** One line of what happened to a letter. */
export async function appendLetterEvent(
  tx: Tx,
  { actor, now }: Occasion,
  { id, unitId }: Pick<Letter, 'id' | 'unitId'>,
  command: LetterCommand,
): Promise<void> {
  await tx
    .insertInto('letter_events')
    .values({
      ...{ id: newId<string>(), letter_id: id, unit_id: unitId, at: now, event: command.event },
      ...{ actor_id: actor.accountId, actor_name: actor.name, actor_role: actor.role },
      note: noteOfLetterCommand(command),
    })
    .execute()
}

/** Keeps the scans of a letter that was signed on paper. */
export async function attachLetterFiles(
  tx: Tx,
  { id, unitId }: Pick<Letter, 'id' | 'unitId'>,
  files: readonly AttachableFile[],
): Promise<void> {
  if (files.length === 0) return
  await tx
    .insertInto('letter_files')
    .values(files.map(file => ({ letter_id: id, file_id: file.id, unit_id: unitId })))
    .execute()
}

/** The scans of a letter, in the order they came. */
export const listLetterFiles = (tx: Tx, id: LetterId) =>
  tx
    .selectFrom('letter_files')
    .innerJoin('files', 'files.id', 'letter_files.file_id')
    .select(['files.id', 'files.name', 'files.media_type as mediaType'])
    .where('letter_id', '=', id)
    .orderBy('files.id')
    .$narrowType<{ id: FileId }>()
    .execute()
