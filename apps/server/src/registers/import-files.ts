import { err, type Actor, type Result } from '@anlan/domain'
import { MAX_TABLE_FILE_BYTES } from '@anlan/documents'
import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { App } from '../app.ts'
import type { Tx } from '../db/scope.ts'
import { newId } from '../ids.ts'
import { findChunk, insertChunk } from './import-chunks.queries.ts'
import type { KeptImport } from './imports.queries.ts'
import { showRestricted } from './restricted.ts'

/** So much of a table is in memory at a time. */
const CHUNK_BYTES = 512 * 1024

/** Where a table lies at a server for as long as it is busy with it; what all servers share is in the database. */
export const scratchFolder = ({ config }: Pick<App, 'config'>): string => join(config.dataDir, 'imports')

/** A table at hand as a file. */
export interface Scratch {
  readonly path: string
  readonly sha256: string
  readonly size: number
}

const NOT_WHOLE = Symbol('larger than a table may be')

/** Gives `work` a path of its own; whatever lies there is gone afterwards. */
export async function withScratch<Value>(
  app: Pick<App, 'config'>,
  work: (path: string) => Promise<Value>,
): Promise<Value> {
  await mkdir(scratchFolder(app), { recursive: true, mode: 0o700 })
  const path = join(scratchFolder(app), newId<string>())
  try {
    return await work(path)
  } finally {
    await rm(path, { force: true })
  }
}

/**
 * Takes a request's body as it comes in and hands it on as a file. It is written down here first, so that a slow line
 * holds no connection of the database's.
 */
export async function withBody<Value, Refused>(
  app: Pick<App, 'config'>,
  request: Request,
  work: (table: Scratch) => Promise<Result<Value, Refused>>,
): Promise<Result<Value, Refused | { code: 'workbook-too-large'; limit: number }>> {
  const refusal = err({ code: 'workbook-too-large' as const, limit: MAX_TABLE_FILE_BYTES })
  if (Number(request.headers.get('content-length') ?? 0) > MAX_TABLE_FILE_BYTES) return refusal
  return withScratch(app, async path => {
    const table = await writeDown(path, request.body ?? [])
    return table === NOT_WHOLE ? refusal : work(table)
  })
}

async function writeDown(
  path: string,
  body: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<Scratch | typeof NOT_WHOLE> {
  const hash = createHash('sha256')
  let size = 0
  const counted = async function* (): AsyncGenerator<Uint8Array> {
    for await (const chunk of body) {
      size += chunk.byteLength
      if (size > MAX_TABLE_FILE_BYTES) return
      hash.update(chunk)
      yield chunk
    }
  }
  await pipeline(counted, createWriteStream(path, { flags: 'wx', mode: 0o600 }))
  return size > MAX_TABLE_FILE_BYTES ? NOT_WHOLE : { path, sha256: hash.digest('hex'), size }
}

/** What of an import says where its table lies, and who may see it. */
export type KeptTable = Pick<KeptImport, 'id' | 'unit_id' | 'restricted'>

/** Puts a table into the database beside the row of its import, a piece at a time. */
export async function keepTable(tx: Tx, kept: KeptTable, { path }: Scratch): Promise<void> {
  let place = 0
  for await (const bytes of createReadStream(path, { highWaterMark: CHUNK_BYTES }))
    await insertChunk(tx, { ...kept, place: place++, bytes: bytes as Buffer })
}

/**
 * Fetches the table of an import, whichever server it was sent to, and hands it on as a file. Refused where it is not
 * there any more: somebody put the import aside, or it was written.
 */
export function withTable<Value, Refused>(
  app: Pick<App, 'config' | 'db'>,
  actor: Actor,
  { id, size }: Pick<KeptImport, 'id' | 'size'>,
  work: (path: string) => Promise<Result<Value, Refused>>,
): Promise<Result<Value, Refused | { code: 'import-not-ready' }>> {
  // Each piece in a transaction of its own: none stays open for as long as a disk takes.
  const next = (place: number): Promise<Buffer | null> =>
    app.db.transaction(actor, async tx => {
      await showRestricted(tx)
      return findChunk(tx, id, place)
    })
  const pieces = async function* (): AsyncGenerator<Uint8Array> {
    for (let place = 0, bytes; (bytes = await next(place)) !== null; place += 1) yield bytes
  }
  return withScratch(app, async path => {
    const table = await writeDown(path, pieces())
    return table === NOT_WHOLE || table.size !== size ? err({ code: 'import-not-ready' }) : work(path)
  })
}
