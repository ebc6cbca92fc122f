import { err, ok } from '@anlan/domain'
import { existsSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { recordAudit } from '../audit/record-audit.ts'
import { systemClock } from '../clock.ts'
import { SYSTEM } from '../db/scope.ts'
import { exportCounty } from '../export/export-county.ts'
import { cannotWrite, reasonOf, thereAlready } from './cannot-write.ts'
import type { Command } from './command.ts'
import { withDatabase } from './with-database.ts'

/**
 * `export DIR`: the county's data as JSON lines, for another system or an archive. Passwords, sessions and keys are not
 * in it, nor are the photos' bytes (`backup` has them) and the record (`audit export`).
 */
export const command: Command = {
  async run([name, ...rest], terminal) {
    if (name === undefined || rest.length > 0 || name.startsWith('--')) return null
    const folder = resolve(terminal.cwd, name)
    if (existsSync(folder)) return err(thereAlready(folder))
    const temporary = `${folder}.unfinished`
    try {
      const manifest = await withDatabase(terminal, async ({ db, listener }) => {
        const occasion = { actor: SYSTEM, now: systemClock.now(), requestId: null }
        await db.transaction(SYSTEM, tx =>
          recordAudit(tx, occasion, {
            ...{ action: 'county.export', subject: { kind: 'county', id: 'data' }, unitId: null },
            after: { folder: basename(folder) },
          }),
        )
        // An unfinished one is what a killed export left: nobody else writes under this name.
        await rm(temporary, { recursive: true, force: true })
        return exportCounty(listener, temporary, occasion.now)
      })
      if (existsSync(folder)) return err(thereAlready(folder))
      await rename(temporary, folder)
      const tables = Object.values(manifest.tables)
      const rows = tables.reduce((sum, table) => sum + table.rows, 0)
      return ok({
        json: { folder, ...manifest },
        text: [
          `已导出 ${folder}：${tables.length} 个文件，${rows} 行。内含姓名和电话，请妥善保管。`,
          `Exported ${folder}: ${tables.length} files, ${rows} rows. It names people: keep it safe.`,
        ].join('\n'),
      })
    } catch (error) {
      const reason = reasonOf(error)
      if (reason === null) throw error
      return err(cannotWrite(folder, reason))
    } finally {
      await rm(temporary, { recursive: true, force: true }).catch(() => undefined)
    }
  },
}
