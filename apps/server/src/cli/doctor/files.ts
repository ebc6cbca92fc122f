import type { Kysely } from 'kysely'
import { join } from 'node:path'
import { systemClock } from '../../clock.ts'
import { compareFiles, isForeign } from '../../files/compare-files.ts'
import { FILES_FOLDER, FileStore } from '../../files/file-store.ts'
import { bad, good, note, type Finding } from './check.ts'

/** An upload under way is on the disk before the database knows of it. */
const UNDER_WAY_MS = 3600_000

/** Whether the evidence that the database names lies in the data folder, and what else lies there. */
export async function lookAtFiles(db: Kysely<unknown>, dataDir: string): Promise<readonly Finding[]> {
  const folder = join(dataDir, FILES_FOLDER)
  const { whole, missing, strays, unfinished } = await compareFiles(new FileStore(folder), db)
  const before = Date.parse(systemClock.now()) - UNDER_WAY_MS
  const unnamed = [...strays, ...unfinished].filter(each => each.modifiedAt < before)
  const findings: Finding[] = []
  if (missing.length > 0) {
    findings.push(
      bad(
        'files',
        `有 ${missing.length} 个佐证文件在 ${folder} 里找不到，请从备份中取回：${few(missing, '、')}。`,
        `${missing.length} files of evidence are not in ${folder}: bring them back from a backup: ${few(missing, ', ')}.`,
      ),
    )
  }
  if (isForeign({ whole, strays })) {
    findings.push(
      note(
        'unrecorded-files',
        `文件夹 ${folder} 里的文件大多不属于这个数据库，请核对 ANLAN_DATA 和 DATABASE_URL；这些文件不会被清理。`,
        `Most files in ${folder} do not belong to this database: compare ANLAN_DATA with DATABASE_URL. They are not removed.`,
      ),
    )
  } else if (unnamed.length > 0) {
    const size = `${(unnamed.reduce((sum, each) => sum + each.size, 0) / 1024 ** 2).toFixed(1)} MB`
    findings.push(
      note(
        'unrecorded-files',
        `有 ${unnamed.length} 个文件没有登记，共 ${size}，满一个月后自动清理。`,
        `${unnamed.length} file(s), ${size}, in no record; they are removed after a month.`,
      ),
    )
  }
  if (missing.length > 0) return findings
  return [
    ...findings,
    good('files', `佐证文件 ${whole} 个，都在。`, `All ${whole} files of evidence are in their place.`),
  ]
}

const few = (hashes: readonly string[], mark: string): string =>
  hashes.slice(0, 3).join(mark) + (hashes.length > 3 ? ' …' : '')
