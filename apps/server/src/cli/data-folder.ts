import { existsSync, readdirSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import type { Sentence } from './command.ts'

/** What a fresh disk puts into its top folder by itself. */
const NOTHING = new Set(['lost+found'])

/** True when a data folder holds nothing yet. */
export const isEmptyFolder = (folder: string): boolean =>
  !existsSync(folder) || readdirSync(folder).every(name => NOTHING.has(name))

/** True when `inner` lies in `outer`, or is it. */
export function liesIn(inner: string, outer: string): boolean {
  const path = relative(resolve(outer), resolve(inner))
  return path === '' || (!path.startsWith('..') && resolve(outer, path) === resolve(inner))
}

/** Every file below a folder, by its path from there. */
export function* walkFiles(folder: string, below = ''): Generator<string> {
  for (const entry of readdirSync(resolve(folder, below), { withFileTypes: true })) {
    const path = below === '' ? entry.name : `${below}/${entry.name}`
    if (entry.isDirectory()) yield* walkFiles(folder, path)
    else if (entry.isFile()) yield path
  }
}

export const notEmpty = (folder: string): Sentence => ({
  zh: `数据文件夹 ${folder} 不是空的，恢复不会覆盖已有数据：请移走它，或用 ANLAN_DATA 另选一个。`,
  en: `The data folder ${folder} is not empty, and a restore overwrites nothing: move it away, or name another with ANLAN_DATA.`,
})
