import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'

const CACHE = join(import.meta.dirname, '../../../node_modules/.cache')

/**
 * A folder of the checkout's cache, filled once. It gets its name when all is there, so that nobody takes a
 * half-filled folder for a whole one, and two runs at once end with one folder.
 * @returns the folder's path
 */
export async function unpackOnce(name: string, fill: (folder: string) => Promise<void>): Promise<string> {
  const folder = join(CACHE, name)
  if (existsSync(folder)) return folder
  mkdirSync(CACHE, { recursive: true })
  const temporary = mkdtempSync(join(CACHE, `${name}-`))
  try {
    await fill(temporary)
    renameSync(temporary, folder)
  } catch (error) {
    rmSync(temporary, { recursive: true, force: true })
    // Another run was faster; its folder is as good.
    if (!existsSync(folder)) throw error
  }
  return folder
}
