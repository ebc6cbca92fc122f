import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { Instant } from '@anlan/domain'
import { z } from 'zod'
import { canonical, parseExact } from './canonical.ts'
import type { AuditRecord } from './record.ts'

/**
 * The record as a file, for whoever keeps it elsewhere and checks it without the database: UTF-8, one JSON object a
 * line. The first says what it is and when it was written, the last how many lines lie between; those are the steps
 * of `AuditRecord` in order. An event stands in it in its one text (`canonical.ts`), so hashes can be made from the
 * file alone.
 */
const FORMAT = 'anlan audit record 1'

const text = z.string()
const position = z.number().int().positive()
const count = z.number().int().nonnegative()

const Opening = z.object({ kind: z.literal('record'), format: z.literal(FORMAT), at: Instant })
const Line = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('key'), id: text, publicKey: text }),
  z.object({ kind: z.literal('event'), position, hash: text, event: z.record(text, z.unknown()).nullable() }),
  z.object({ kind: z.literal('seal'), position, hash: text, at: text, keyId: text, signature: text }),
  z.object({ kind: z.literal('outside'), waiting: count, unlisted: count, gone: count }),
  z.object({ kind: z.literal('end'), lines: count }),
])

export const openingLine = (at: Instant): string => JSON.stringify({ kind: 'record', format: FORMAT, at })
export const endLine = (lines: number): string => JSON.stringify({ kind: 'end', lines })

/** One step of the record as its line. The event's text goes in as it is: reading it into numbers would lose digits. */
export function recordLine(record: AuditRecord): string {
  if (record.kind !== 'event') return JSON.stringify(record)
  const { event, ...rest } = record
  return `${JSON.stringify(rest).slice(0, -1)},"event":${event ?? 'null'}}`
}

export type FileStep =
  | AuditRecord
  | { readonly kind: 'damaged'; readonly line: number }
  /** How many lines the file says it has, and how many were there. */
  | { readonly kind: 'end'; readonly lines: number; readonly found: number }

/** When a file of the record was written; null for a file that is none. Reads no further than that needs. */
export async function readOpening(path: string): Promise<Instant | null> {
  const handle = await open(path)
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(1_000), 0, 1_000, 0)
    const [first = ''] = buffer.toString('utf8', 0, bytesRead).split('\n', 1)
    const opening = Opening.safeParse(parseOrNull(first))
    return opening.success ? opening.data.at : null
  } finally {
    await handle.close()
  }
}

/** The steps of a file in order, line by line, so that memory stays flat. */
export async function* readRecordFile(path: string): AsyncGenerator<FileStep> {
  let line = 0
  let isEnded = false
  for await (const each of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
    line += 1
    if (line === 1) continue
    const step: FileStep = isEnded ? { kind: 'damaged', line } : readStep(each, line)
    isEnded ||= step.kind === 'end'
    yield step
  }
}

function readStep(text: string, line: number): FileStep {
  const parsed = Line.safeParse(parseOrNull(text))
  if (!parsed.success) return { kind: 'damaged', line }
  const step = parsed.data
  // Between the first line and this one.
  if (step.kind === 'end') return { ...step, found: line - 2 }
  if (step.kind !== 'event' || step.event === null) return { ...step, event: null } as AuditRecord
  const { event } = parseExact(text) as { event: unknown }
  return { ...step, event: canonical(event) }
}

function parseOrNull(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
