import type { Readable } from 'node:stream'
import { err, ok, type Result } from './result.ts'
import { fromBuffer, open as openFile, type Entry, type ZipFile } from 'yauzl'
import type { DocumentRefusal } from './refusal.ts'

/** A plan of 200 pages unpacks to some 5 MB of XML; more than this is an attack on memory or not a plan. */
const MAX_UNPACKED = 40 * 1024 * 1024
export const MAX_ENTRIES = 2_000

export interface UnpackedParts {
  readonly parts: ReadonlyMap<string, Buffer>
  /** Of every entry, also of those that were not unpacked. */
  readonly names: readonly string[]
}

type Unpacked = Result<UnpackedParts, DocumentRefusal>

/**
 * Unpacks the named parts of a .docx. Bytes are counted while they come out, because the sizes an archive
 * states about itself are the attacker's own words; what is not asked for is not unpacked at all.
 */
export async function unpack(bytes: Uint8Array, wanted: (name: string) => boolean): Promise<Unpacked> {
  const zip = await open(bytes)
  if (zip === null) return err({ code: 'document-damaged' })
  if (zip.entryCount > MAX_ENTRIES) {
    zip.close()
    return err({ code: 'document-unpacks-too-large' })
  }
  try {
    return await readParts(zip, wanted)
  } catch {
    return err({ code: 'document-damaged' })
  } finally {
    zip.close()
  }
}

const open = (bytes: Uint8Array): Promise<ZipFile | null> =>
  new Promise(resolve => {
    const options = { lazyEntries: true, autoClose: false }
    fromBuffer(Buffer.from(bytes), options, (error, zip) => resolve(error ? null : zip))
  })

/** An archive on the disk, read piece by piece; null where it is none. Whoever opens it closes it. */
export const openArchive = (path: string): Promise<ZipFile | null> =>
  new Promise(resolve => {
    const options = { lazyEntries: true, autoClose: false }
    openFile(path, options, (error, zip) => resolve(error ? null : zip))
  })

async function readParts(zip: ZipFile, wanted: (name: string) => boolean): Promise<Unpacked> {
  const parts = new Map<string, Buffer>()
  const names: string[] = []
  let left = MAX_UNPACKED
  for await (const entry of entriesOf(zip)) {
    names.push(entry.fileName)
    if (!wanted(entry.fileName)) continue
    const part = await readEntry(zip, entry, left)
    if (part === null) return err({ code: 'document-unpacks-too-large' })
    left -= part.byteLength
    parts.set(entry.fileName, part)
  }
  return ok({ parts, names })
}

/** The entries of an archive, in its order. */
export async function* entriesOf(zip: ZipFile): AsyncGenerator<Entry> {
  for (;;) {
    const entry = await new Promise<Entry | null>((resolve, reject) => {
      const done = (): void => {
        zip.off('entry', found).off('end', end).off('error', fail)
      }
      const found = (each: Entry): void => (done(), resolve(each))
      const end = (): void => (done(), resolve(null))
      const fail = (error: Error): void => (done(), reject(error))
      zip.on('entry', found).on('end', end).on('error', fail)
      zip.readEntry()
    })
    if (entry === null) return
    yield entry
  }
}

/** The entry's bytes as they come out. */
export const streamEntry = (zip: ZipFile, entry: Entry): Promise<Readable> =>
  new Promise((resolve, reject) =>
    zip.openReadStream(entry, (error, opened) => (error ? reject(error) : resolve(opened))),
  )

/** The entry's bytes, or null as soon as they are more than `limit`. */
export async function readEntry(zip: ZipFile, entry: Entry, limit: number): Promise<Buffer | null> {
  const stream = await streamEntry(zip, entry)
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.byteLength
    if (size > limit) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
