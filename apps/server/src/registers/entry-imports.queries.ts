import type { EntryId, UnitId } from '@anlan/domain'
import type { Tx } from '../db/scope.ts'
import { bulkInsert } from '../seed/bulk-insert.ts'
import type { KeptImport } from './imports.queries.ts'

/** Which row of a table made a line read as it did at a revision. */
export interface Origin {
  readonly entryId: EntryId
  readonly revision: number
  readonly row: number
}

/** The same as an entry's history shows it. */
export interface ImportedFrom {
  readonly fileName: string
  readonly row: number
}

/** Writes down out of which rows of an import lines of a unit came. */
export const insertOrigins = (
  tx: Tx,
  { id, file_name, restricted }: KeptImport,
  unitId: UnitId,
  origins: readonly Origin[],
): Promise<void> =>
  bulkInsert(
    tx,
    'entry_imports',
    origins.map(({ entryId, revision, row }) => ({
      ...{ entry_id: entryId, revision, unit_id: unitId, restricted, import_id: id, file_name, row },
    })),
  )

/** The rows that an entry was imported from, by the revision that each made. */
export async function findOrigins(tx: Tx, entryId: EntryId): Promise<ReadonlyMap<number, ImportedFrom>> {
  const rows = await tx
    .selectFrom('entry_imports')
    .select(['revision', 'file_name', 'row'])
    .where('entry_id', '=', entryId)
    .execute()
  return new Map(rows.map(({ revision, file_name, row }) => [revision, { fileName: file_name, row }]))
}
