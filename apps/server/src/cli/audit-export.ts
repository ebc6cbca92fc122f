import { err, ok } from '@anlan/domain'
import { existsSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { exportRecord } from '../audit/export-record.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { systemClock } from '../clock.ts'
import { SYSTEM } from '../db/scope.ts'
import type { Command, Sentence } from './command.ts'
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

/** Why a file cannot be written, by the system's word for it; null for a fault that is not the disk's. */
const REASONS: Record<string, Sentence> = {
  ENOENT: { zh: '文件夹不存在', en: 'there is no such folder' },
  ENOTDIR: { zh: '文件夹不存在', en: 'there is no such folder' },
  EACCES: { zh: '没有写入权限', en: 'it may not be written there' },
  EPERM: { zh: '没有写入权限', en: 'it may not be written there' },
  EROFS: { zh: '磁盘只读', en: 'the disk is read-only' },
  ENOSPC: { zh: '磁盘已满', en: 'the disk is full' },
}
const ON_FILES = new Set<unknown>(['open', 'write', 'fsync', 'close', 'rename'])
const reasonOf = (error: unknown): Sentence | null =>
  error instanceof Error && 'syscall' in error && ON_FILES.has(error.syscall) && 'code' in error
    ? (REASONS[String(error.code)] ?? null)
    : null

const thereAlready = (path: string): Sentence => ({
  zh: `${path} 已存在，导出不会覆盖它，请换一个文件名。`,
  en: `${path} is there already, and an export overwrites nothing: name another file.`,
})
const cannotWrite = (path: string, { zh, en }: Sentence): Sentence => ({
  zh: `无法写入 ${path}：${zh}。`,
  en: `Cannot write ${path}: ${en}.`,
})
