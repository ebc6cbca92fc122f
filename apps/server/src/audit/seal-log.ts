import { createReadStream, existsSync, statSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import type { Seal } from './seal.ts'

/** A seal with what proves it, so that the log stands without the database. */
export interface LoggedSeal extends Seal {
  readonly publicKey: string
}

const Line = z.object({
  position: z.number().int().positive(),
  hash: z.string(),
  at: z.string(),
  keyId: z.string(),
  signature: z.string(),
  publicKey: z.string(),
})

/** The log's name in the data folder. */
export const SEAL_LOG = 'audit-seals.log'

/**
 * `audit-seals.log` in the data folder: every seal again, one JSON line each, only ever added to. The
 * database's owner could empty the chain together with its seals; this file, and any copy of it in a backup
 * or on paper, still knows how far history had come.
 */
export class SealLog {
  readonly path: string

  constructor(dataDir: string) {
    this.path = join(dataDir, SEAL_LOG)
  }

  /** Adds a seal; it is on the disk before this resolves. */
  async append(seal: Seal, publicKey: string): Promise<void> {
    const line: LoggedSeal = { ...seal, publicKey }
    const handle = await open(this.path, 'a+', 0o600)
    try {
      const { size } = await handle.stat()
      const last = Buffer.from('\n')
      if (size > 0) await handle.read(last, 0, 1, size - 1)
      // A line cut short by a crash must not swallow the next one.
      const start = last.toString() === '\n' ? '' : '\n'
      await handle.writeFile(`${start}${JSON.stringify(line)}\n`)
      await handle.sync()
    } finally {
      await handle.close()
    }
  }

  /** How long the log is at this moment, in bytes. */
  get size(): number {
    return statSync(this.path, { throwIfNoEntry: false })?.size ?? 0
  }

  /** Its seals, up to a length it had earlier when one is given. */
  read(size?: number): AsyncGenerator<LoggedSeal | null> {
    return readSeals(this.path, size)
  }

  /** The furthest position any line speaks of; 0 for an empty log. */
  async reach(): Promise<number> {
    let furthest = 0
    for await (const seal of this.read()) furthest = Math.max(furthest, seal?.position ?? 0)
    return furthest
  }
}

/**
 * Every line of a log in order, of this folder's or of a copy somebody kept; null for one that cannot be read, such
 * as the half line of a full disk. `size` leaves out what was added behind it.
 */
export async function* readSeals(path: string, size = Infinity): AsyncGenerator<LoggedSeal | null> {
  if (size === 0 || !existsSync(path)) return
  const input = createReadStream(path, { end: size - 1 })
  for await (const line of createInterface({ input, crlfDelay: Infinity })) {
    if (line !== '') yield readLine(line)
  }
}

function readLine(line: string): LoggedSeal | null {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    return null
  }
  const parsed = Line.safeParse(value)
  return parsed.success ? parsed.data : null
}
