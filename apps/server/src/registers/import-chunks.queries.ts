import type { Tx } from '../db/scope.ts'
import type { KeptImport } from './imports.queries.ts'
import type { ImportChunksTable } from './imports.table.ts'

/** A piece of an import's table. */
type Chunk = Pick<KeptImport, 'id' | 'unit_id' | 'restricted'> & Pick<ImportChunksTable, 'place' | 'bytes'>

export async function insertChunk(tx: Tx, { id, unit_id, restricted, place, bytes }: Chunk): Promise<void> {
  await tx.insertInto('import_chunks').values({ import_id: id, unit_id, restricted, place, bytes }).execute()
}

/** The piece at a place, counted from 0; null behind the last. */
export async function findChunk(tx: Tx, importId: string, place: number): Promise<Buffer | null> {
  const row = await tx
    .selectFrom('import_chunks')
    .select('bytes')
    .where('import_id', '=', importId)
    .where('place', '=', place)
    .executeTakeFirst()
  return row?.bytes ?? null
}

/** Takes away the tables of imports; what is said of them stays. */
export async function dropTables(tx: Tx, importIds: readonly string[]): Promise<void> {
  if (importIds.length === 0) return
  await tx.deleteFrom('import_chunks').where('import_id', 'in', importIds).execute()
  await tx.updateTable('imports').set({ size: 0 }).where('id', 'in', importIds).execute()
}
