import { randomUUID } from 'node:crypto'
import {
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { lives, place, self, type ProcessIdentity } from './process-identity.ts'

const RETRY_MS = 25
/** Longer than anything done under the lock may take, a crash recovery included. */
const PATIENCE_MS = 30 * 60_000
/** How long an owner in another container, whose pulse cannot be felt, is believed to live. */
const BELIEVED_MS = 2 * 60_000

interface Owner extends ProcessIdentity {
  readonly host: string
}

/**
 * Runs `work` while no other process of this folder does. A killed owner's lock falls to the next by itself.
 *
 * The lock is the file with the highest number. Whoever wants it makes the next number, which only one can, once
 * the highest is given up or its owner dead; it removes lower numbers only, so the highest never vanishes and a
 * slow process that makes an old number again sees that it came too late.
 */
export async function withFolderLock<Value>(folder: string, work: () => Promise<Value>): Promise<Value> {
  mkdirSync(folder, { recursive: true })
  const number = await take(folder)
  try {
    return await work()
  } finally {
    const temporary = join(folder, `${randomUUID()}.tmp`)
    writeFileSync(temporary, '')
    renameSync(temporary, join(folder, String(number)))
  }
}

async function take(folder: string): Promise<number> {
  for (const started = Date.now(); Date.now() - started < PATIENCE_MS; await sleep(RETRY_MS)) {
    const highest = Math.max(0, ...numbers(folder))
    if (highest > 0 && isHeld(join(folder, String(highest)))) continue
    if (!claim(folder, highest + 1)) continue
    const all = numbers(folder)
    if (Math.max(...all) > highest + 1) {
      rmSync(join(folder, String(highest + 1)), { force: true })
      continue
    }
    for (const old of all) if (old <= highest) rmSync(join(folder, String(old)), { force: true })
    return highest + 1
  }
  throw new Error(`another process has been starting or stopping PostgreSQL in ${folder} for half an hour`)
}

const numbers = (folder: string): number[] =>
  readdirSync(folder)
    .filter(name => /^\d+$/.test(name))
    .map(Number)

/** Makes the file with its content in one step, so that nobody ever reads half an owner. */
function claim(folder: string, number: number): boolean {
  const owner: Owner = { ...self, host: hostname() }
  const temporary = join(folder, `${randomUUID()}.tmp`)
  writeFileSync(temporary, JSON.stringify(owner))
  try {
    linkSync(temporary, join(folder, String(number)))
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  } finally {
    rmSync(temporary, { force: true })
  }
}

function isHeld(path: string): boolean {
  try {
    const text = readFileSync(path, 'utf8')
    if (text === '') return false
    const owner = JSON.parse(text) as Owner
    // The same host name with another place is this machine after a boot, or this container started again.
    if (owner.place === place || owner.host === hostname()) return lives(owner)
    return Date.now() - statSync(path).mtimeMs < BELIEVED_MS
  } catch {
    // Gone, so a higher number exists: the next look sees it.
    return true
  }
}
