import type { Instant } from '@anlan/domain'
import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { EXPORTED_TABLES } from './exported-tables.ts'

const ROWS_AT_ONCE = 500

/** What `manifest.json` says of one file. */
export interface ExportedTable {
  readonly rows: number
  readonly sha256: string
}

export interface Manifest {
  readonly format: 'anlan-export'
  readonly version: 1
  readonly at: Instant
  readonly tables: Readonly<Record<string, ExportedTable>>
}

/**
 * Writes the county's data into a new folder: a file of JSON lines a table, and `manifest.json` with each one's rows
 * and SHA-256. One consistent picture, read as the runtime role with the county's scope, so that what needs a need to
 * know stays behind; streamed, so that a large county needs no more memory than a small one.
 */
export async function exportCounty(
  connection: pg.ClientConfig,
  folder: string,
  now: Instant,
): Promise<Manifest> {
  await mkdir(folder, { mode: 0o700 })
  const client = new pg.Client(connection)
  await client.connect()
  try {
    await client.query(`set timezone = 'UTC'`)
    await client.query('begin isolation level repeatable read read only')
    await client.query(
      `select set_config('anlan.scope', 'county', true), set_config('anlan.units', '', true)`,
    )
    const tables: Record<string, ExportedTable> = {}
    for (const table of EXPORTED_TABLES) tables[table] = await exportTable(client, table, folder)
    await client.query('commit')
    const manifest: Manifest = { format: 'anlan-export', version: 1, at: now, tables }
    await writeFile(join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`, FILE)
    return manifest
  } finally {
    await client.end()
  }
}

/** It names people, so it is its owner's only; nobody's file is written over. */
const FILE = { flag: 'wx', mode: 0o600, flush: true } as const

async function exportTable(client: pg.Client, table: string, folder: string): Promise<ExportedTable> {
  let rows = 0
  const hash = createHash('sha256')
  const lines = async function* (): AsyncGenerator<string> {
    await client.query(`declare rows no scroll cursor for
      select row_to_json(each)::text as line from ${pg.escapeIdentifier(table)} each order by 1`)
    for (let more = true; more;) {
      const page = await client.query<{ line: string }>(`fetch ${ROWS_AT_ONCE} from rows`)
      rows += page.rows.length
      more = page.rows.length === ROWS_AT_ONCE
      const text = page.rows.map(({ line }) => `${line}\n`).join('')
      hash.update(text)
      yield text
    }
    await client.query('close rows')
  }
  const { flag, ...options } = FILE
  await pipeline(
    Readable.from(lines()),
    createWriteStream(join(folder, `${table}.jsonl`), { ...options, flags: flag }),
  )
  return { rows, sha256: hash.digest('hex') }
}
