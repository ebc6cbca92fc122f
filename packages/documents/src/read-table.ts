import { decodeText } from './decode-text.ts'
import type { DocumentRefusal } from './refusal.ts'
import { err, ok, type Result } from './result.ts'

/** Some thousand rows of a dozen columns. */
export const MAX_TABLE_BYTES = 1024 * 1024

export type TableRefusal =
  | Extract<
      DocumentRefusal,
      { code: 'document-empty' | 'document-too-large' | 'document-not-text' | 'document-damaged' }
    >
  | { code: 'table-is-workbook' }

const startsWith = (bytes: Uint8Array, ...start: readonly number[]): boolean =>
  start.every((byte, index) => bytes[index] === byte)

/**
 * The cells of a table saved as text: .csv (comma or semicolon), or lines with tabs as a spreadsheet copies them,
 * in UTF-8, UTF-16 or GB18030. Refuses a workbook itself, for its cells are not text.
 */
export function readTable(bytes: Uint8Array): Result<string[][], TableRefusal> {
  if (bytes.byteLength === 0) return err({ code: 'document-empty' })
  if (bytes.byteLength > MAX_TABLE_BYTES) return err({ code: 'document-too-large', limit: MAX_TABLE_BYTES })
  // 'PK': .xlsx; D0CF11E0: .xls and .et.
  if (startsWith(bytes, 0x50, 0x4b, 0x03, 0x04) || startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0))
    return err({ code: 'table-is-workbook' })
  const decoded = decodeText(bytes)
  if (!decoded) return err({ code: 'document-not-text' })
  const rows = parseTable(decoded.text)
  if (!rows) return err({ code: 'document-damaged' })
  return rows.length === 0 ? err({ code: 'document-empty' }) : ok(rows)
}

const SEPARATORS = '\t;,'
/** Headings are long before as many signs are read. */
const FIRST_SIGNS = 65_536

/**
 * Read from the first record outside its quotes, where a separator is a letter like any other. Tabs win where there
 * are any, since a comma may stand in a cell and a tab may not.
 */
function separatorOf(text: string): string {
  const seen = new Set<string>()
  let cellBegins = true
  const end = Math.min(text.length, FIRST_SIGNS)
  for (let at = 0; at < end && text[at] !== '\n' && text[at] !== '\r';) {
    if (cellBegins && text[at] === '"') {
      at = endOfQuoted(text, at) ?? text.length
      cellBegins = false
      continue
    }
    cellBegins = SEPARATORS.includes(text.charAt(at))
    if (cellBegins) seen.add(text.charAt(at))
    at += 1
  }
  if (seen.has('\t')) return '\t'
  return seen.has(';') && !seen.has(',') ? ';' : ','
}

/** The cells of `parseRows`, without their numbers. */
export const parseTable = (text: string): string[][] | null =>
  parseRows(text)?.map(({ cells }) => cells) ?? null

/** A row of a text that holds something, with the number of its line among all. */
export interface TextRow {
  readonly row: number
  readonly cells: string[]
}

/** Rows of cells after RFC 4180 as `walkRows` finds them; null when a quote is never closed. */
export function parseRows(text: string): TextRow[] | null {
  const rows: TextRow[] = []
  const walk = walkRows(text)
  for (let next = walk.next(); ; next = walk.next()) {
    if (next.done === true) return next.value ? rows : null
    if (next.value) rows.push(next.value)
  }
}

/** After so many cells of one row its reader may give others their turn. */
const CELLS_AT_A_TIME = 1_000

/**
 * Walks through rows of cells after RFC 4180: a cell in quotes may hold separators, line ends and doubled quotes. Blanks
 * around a cell do not count; rows without any text are left out, and counted. Null comes in the place of such a row and
 * now and then within a long one, so that whoever walks can stop at any time; cells beyond `most` are read over. Returns
 * false when a quote is never closed.
 */
export function* walkRows(text: string, most = Infinity): Generator<TextRow | null, boolean> {
  const separator = separatorOf(text)
  let row: string[] = []
  let place = 0
  let number = 1
  let at = 0
  while (at <= text.length) {
    const quoted = text[at] === '"'
    const end = quoted ? endOfQuoted(text, at) : endOfPlain(text, at, separator)
    if (end === null) return false
    if (place < most) row.push((quoted ? unquote(text.slice(at, end)) : text.slice(at, end)).trim())
    place += 1
    at = quoted ? skipBlanks(text, end) : end
    // What follows a closing quote can only be the next cell; anything else was no quote.
    if (quoted && at < text.length && !`${separator}\r\n`.includes(text.charAt(at))) return false
    if (text[at] === separator) {
      at += 1
      if (place % CELLS_AT_A_TIME === 0) yield null
      continue
    }
    yield row.some(cell => cell !== '') ? { row: number, cells: row } : null
    row = []
    place = 0
    number += 1
    at += text.startsWith('\r\n', at) ? 2 : 1
  }
  return true
}

function endOfPlain(text: string, from: number, separator: string): number {
  let at = from
  while (at < text.length && text[at] !== separator && text[at] !== '\n' && text[at] !== '\r') at += 1
  return at
}

/** Where a quoted cell ends, its closing quote included; null when there is none. */
function endOfQuoted(text: string, from: number): number | null {
  let at = from + 1
  for (;;) {
    at = text.indexOf('"', at)
    if (at < 0) return null
    if (text[at + 1] !== '"') return at + 1
    at += 2
  }
}

function skipBlanks(text: string, from: number): number {
  let at = from
  while (text[at] === ' ') at += 1
  return at
}

const unquote = (raw: string): string => raw.slice(1, -1).replaceAll('""', '"')
