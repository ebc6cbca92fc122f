import { readdir, stat } from 'node:fs/promises'
import type { App } from '../app.ts'
import { SYSTEM } from '../db/scope.ts'
import { importFolder, importPath, removeImportFile } from './import-files.ts'
import { showRestricted } from './restricted.ts'

/** So long whoever sent a table can fetch its faulty rows. */
const KEPT_MS = 7 * 24 * 3600_000

/**
 * Takes away tables that were sent a week ago: what they say of themselves, and their files. What was written of them
 * stands in the register and in the record.
 * @returns how many
 */
export async function forgetImports(app: App): Promise<number> {
  const before = Date.parse(app.clock.now()) - KEPT_MS
  const gone = await app.db.unrecorded(SYSTEM, 'import-under-way', async tx => {
    await showRestricted(tx)
    return tx
      .deleteFrom('imports')
      .where('created_at', '<', new Date(before).toISOString() as never)
      .returning('id')
      .execute()
  })
  for (const { id } of gone) await removeImportFile(app, id)
  // What a server left that ended between file and row.
  for (const name of await readdir(importFolder(app)).catch(() => [])) {
    const found = await stat(importPath(app, name)).catch(() => null)
    if (found && found.mtimeMs < before) await removeImportFile(app, name)
  }
  return gone.length
}
