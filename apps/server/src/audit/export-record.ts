import type { Instant } from '@anlan/domain'
import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { inTransaction } from './owner.ts'
import { readDatabase } from './record.ts'
import { endLine, openingLine, recordLine } from './record-file.ts'

/** What went into a file of the record. */
export interface Exported {
  readonly events: number
  readonly seals: number
  readonly keys: number
}

/**
 * Writes the whole record into a new file, in one consistent picture of the database. Streamed: a record of years needs
 * no more memory than one of a day. The file is on the disk when this resolves.
 */
export function exportRecord(owner: pg.Pool, path: string, now: Instant): Promise<Exported> {
  return inTransaction(
    owner,
    async client => {
      const counts = { event: 0, seal: 0, key: 0, outside: 0 }
      const lines = async function* (): AsyncGenerator<string> {
        yield `${openingLine(now)}\n`
        for await (const record of readDatabase(client)) {
          counts[record.kind] += 1
          yield `${recordLine(record)}\n`
        }
        yield `${endLine(counts.event + counts.seal + counts.key + counts.outside)}\n`
      }
      // 'wx': nobody's file is written over. It names people, so it is its owner's only.
      const file = createWriteStream(path, { flags: 'wx', mode: 0o600, flush: true })
      await pipeline(Readable.from(lines()), file)
      return { events: counts.event, seals: counts.seal, keys: counts.key }
    },
    'begin isolation level repeatable read read only',
  )
}
