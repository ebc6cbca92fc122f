import type { Sentence } from './command.ts'

/** Why a file cannot be written, by the system's word for it. */
const REASONS: Record<string, Sentence> = {
  ENOENT: { zh: '文件夹不存在', en: 'there is no such folder' },
  ENOTDIR: { zh: '文件夹不存在', en: 'there is no such folder' },
  EACCES: { zh: '没有写入权限', en: 'it may not be written there' },
  EPERM: { zh: '没有写入权限', en: 'it may not be written there' },
  EROFS: { zh: '磁盘只读', en: 'the disk is read-only' },
  ENOSPC: { zh: '磁盘已满', en: 'the disk is full' },
}
const ON_FILES = new Set<unknown>(['open', 'write', 'fsync', 'close', 'rename', 'mkdir'])
/** The sentence for what kept a file from being written; null for a fault that is not the disk's. */
export const reasonOf = (error: unknown): Sentence | null =>
  error instanceof Error && 'syscall' in error && ON_FILES.has(error.syscall) && 'code' in error
    ? (REASONS[String(error.code)] ?? null)
    : null

export const thereAlready = (path: string): Sentence => ({
  zh: `${path} 已存在，导出不会覆盖它，请换一个名称。`,
  en: `${path} is there already, and an export overwrites nothing: choose another name.`,
})
export const cannotWrite = (path: string, { zh, en }: Sentence): Sentence => ({
  zh: `无法写入 ${path}：${zh}。`,
  en: `Cannot write ${path}: ${en}.`,
})
