import { open, readFile } from 'node:fs/promises'
import { decodeText } from './decode-text.ts'
import { unguardCell } from './guard-cell.ts'
import { walkRows } from './read-table.ts'
import { readWorkbook } from './read-workbook.ts'
import type { TableFileRefusal } from './refusal.ts'
import { err, ok, type Result } from './result.ts'
import { isTooLong, MAX_COLUMNS, type SheetRow } from './sheet-cell.ts'
import { takeTurns } from './take-turns.ts'

/** Ten thousand lines of fifteen columns have less than one; what is larger holds pictures or other tables. */
export const MAX_TABLE_FILE_BYTES = 20 * 1024 * 1024
/** Text is read as a whole, so it has a bound of its own. */
const MAX_TEXT_BYTES = 8 * 1024 * 1024

/** Told each row that holds something; `stop` ends the reading. */
export type RowReader = (row: SheetRow) => Promise<'stop' | undefined> | 'stop' | undefined

const OLD_CONTAINER = 'd0cf11e0'
const ZIP = '504b0304'
/** Excel puts a workbook that asks for a password into the old container, under this name. */
const ENCRYPTED = Buffer.from('EncryptedPackage', 'utf16le')
const WEB_PAGE = /^\s*(?:<!doctype html|<html|<table|<\?xml[^]{0,200}<html|mime-version:)/i

/**
 * Reads a table out of a file, row by row: .xlsx without ever holding more than a row of it, or text (.csv, or parted by
 * tabs) in UTF-8, UTF-16 or GB18030. What the file is says its content and not its name. Of several sheets the first that
 * holds anything is read, and named in the answer; of text there is no name.
 */
export async function readTableFile(
  path: string,
  row: RowReader,
): Promise<Result<{ readonly sheet: string | null }, TableFileRefusal>> {
  const { size, start } = await look(path)
  if (size === 0) return err({ code: 'workbook-empty' })
  if (size > MAX_TABLE_FILE_BYTES) return err({ code: 'workbook-too-large', limit: MAX_TABLE_FILE_BYTES })
  if (start.startsWith(ZIP)) return readWorkbook(path, row)
  if (start.startsWith(OLD_CONTAINER)) {
    const bytes = await readFile(path)
    return err({ code: bytes.includes(ENCRYPTED) ? 'workbook-encrypted' : 'workbook-old' })
  }
  if (size > MAX_TEXT_BYTES) return err({ code: 'workbook-too-large', limit: MAX_TEXT_BYTES })
  return readText(await readFile(path), row)
}

async function look(path: string): Promise<{ size: number; start: string }> {
  const handle = await open(path)
  try {
    const { size } = await handle.stat()
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, 0)
    return { size, start: buffer.toString('hex', 0, bytesRead) }
  } finally {
    await handle.close()
  }
}

async function readText(
  bytes: Uint8Array,
  row: RowReader,
): Promise<Result<{ readonly sheet: null }, TableFileRefusal>> {
  const decoded = decodeText(bytes)
  if (!decoded) return err({ code: 'workbook-not-text' })
  if (WEB_PAGE.test(decoded.text)) return err({ code: 'workbook-web-page' })
  const turn = takeTurns()
  const walk = walkRows(decoded.text, MAX_COLUMNS)
  let told = false
  for (let next = walk.next(); ; next = walk.next()) {
    const others = turn()
    if (others) await others
    if (next.done === true) {
      if (!next.value) return err({ code: 'workbook-damaged' })
      return told ? ok({ sheet: null }) : err({ code: 'workbook-empty' })
    }
    if (!next.value) continue
    const { row: number, cells } = next.value
    if (cells.some(isTooLong)) return err({ code: 'workbook-damaged' })
    told = true
    if ((await row({ row: number, cells: cells.map(unguardCell) })) === 'stop') return ok({ sheet: null })
  }
}
