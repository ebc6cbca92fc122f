// @ts-check
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const SKIPPED = new Set(['node_modules', 'dist', 'dist-types', '.turbo'])

/**
 * A hash over files and folders: contents of files, and of folders every file's path, size and time of
 * change. Cheap enough for every start, and any edit changes it.
 * @param {readonly string[]} paths
 */
export function hashOf(paths) {
  const hash = createHash('sha256')
  for (const path of paths) add(hash, path, true)
  return hash.digest('hex')
}

/** @param {import('node:crypto').Hash} hash @param {string} path @param {boolean} byContent */
function add(hash, path, byContent) {
  const found = statSync(path, { throwIfNoEntry: false })
  if (!found) return void hash.update(`${path} missing\n`)
  if (found.isDirectory()) {
    for (const name of readdirSync(path).sort()) if (!SKIPPED.has(name)) add(hash, join(path, name), false)
  } else if (byContent) {
    hash.update(`${path}\n`).update(readFileSync(path))
  } else {
    hash.update(`${path} ${found.size} ${found.mtimeMs}\n`)
  }
}

/** @param {string} file @param {string} value */
export function isStamped(file, value) {
  try {
    return readFileSync(file, 'utf8') === value
  } catch {
    return false
  }
}

/** @param {string} file @param {string} value */
export function stamp(file, value) {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, value)
}
