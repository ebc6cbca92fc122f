import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { App } from '../app.ts'
import { SYSTEM } from '../db/scope.ts'
import { scratchFolder } from './import-files.ts'
import { showRestricted } from './restricted.ts'

/** So long whoever sent a table can fetch its faulty rows. */
const KEPT_MS = 7 * 24 * 3600_000
/** No server is busy with one table for so long. */
const BUSY_MS = 24 * 3600_000

/**
 * Takes away tables that were sent a week ago: what they say of themselves, and their bytes. What was written of them
 * stands in the register and in the record.
 * @returns how many
 */
export async function forgetImports(app: App): Promise<number> {
  const before = new Date(Date.parse(app.clock.now()) - KEPT_MS).toISOString()
  const gone = await app.db.unrecorded(SYSTEM, 'import-under-way', async tx => {
    await showRestricted(tx)
    return tx
      .deleteFrom('imports')
      .where('created_at', '<', before as never)
      .returning('id')
      .execute()
  })
  // What a server left that was killed while it was busy with a table.
  for (const name of await readdir(scratchFolder(app)).catch(() => [])) {
    const path = join(scratchFolder(app), name)
    const found = await stat(path).catch(() => null)
    if (found && found.mtimeMs < Date.now() - BUSY_MS) await rm(path, { force: true })
  }
  return gone.length
}
