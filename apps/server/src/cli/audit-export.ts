import { err, ok } from '@anlan/domain'
import { existsSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { exportRecord } from '../audit/export-record.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { systemClock } from '../clock.ts'
import { SYSTEM } from '../db/scope.ts'
import { cannotWrite, reasonOf, thereAlready } from './cannot-write.ts'
import type { Command } from './command.ts'
import { withRecord } from './with-record.ts'

/**
 * `audit export FILE`: the whole record into a new file, for an archive or another office; `audit verify FILE` checks it
 * there. The export itself is recorded first, linked and sealed, so that the file ends with a seal.
 */
export const command: Command = {
  async run([name, ...rest], terminal) {
    if (name === undefined || rest.length > 0 || name.startsWith('--')) return null
    const path = resolve(terminal.cwd, name)
    if (existsSync(path)) return err(thereAlready(path))
    const temporary = `${path}.unfinished`
    try {
      const exported = await withRecord(terminal, async ({ keeper, connections }) => {
        const occasion = { actor: SYSTEM, now: systemClock.now(), requestId: null }
        await connections.db.transaction(SYSTEM, tx =>
          recordAudit(tx, occasion, {
            ...{ action: 'audit.export', subject: { kind: 'audit', id: 'record' }, unitId: null },
            after: { file: basename(path) },
          }),
        )
        await keeper.chain()
        await keeper.seal()
        // An unfinished one is what a killed export left: nobody else writes under this name.
        await rm(temporary, { force: true })
        return exportRecord(connections.owner, temporary, systemClock.now())
      })
      if (existsSync(path)) return err(thereAlready(path))
      await rename(temporary, path)
      const { events, seals, keys } = exported
      return ok({
        json: { file: path, ...exported },
        text: [
          `已导出 ${path}：${events} 条记录，${seals} 次封存，${keys} 个公钥。内含姓名和办理内容，请妥善保管。`,
          `Exported ${path}: ${events} events, ${seals} seals, ${keys} public keys. It names people: keep it safe.`,
        ].join('\n'),
      })
    } catch (error) {
      const reason = reasonOf(error)
      if (reason === null) throw error
      return err(cannotWrite(path, reason))
    } finally {
      await rm(temporary, { force: true }).catch(() => undefined)
    }
  },
}
