import { posix } from 'node:path'
import type { Entry, ZipFile } from 'yauzl'
import type { TableFileRefusal } from './refusal.ts'
import type { RowReader } from './read-table-file.ts'
import { err, ok, type Result } from './result.ts'
import { momentOf, readShapes, type NumberShape } from './sheet-formats.ts'
import { isTooLong, MAX_COLUMNS, type SheetCell, type SheetRow } from './sheet-cell.ts'
import { takeTurns } from './take-turns.ts'
import { entriesOf, MAX_ENTRIES, openArchive, readEntry, streamEntry } from './unpack.ts'
import { attribute, readTokens, type Token } from './xml-tokens.ts'

/** What a workbook says about itself; one with a thousand sheets has less than one. */
const MAX_PART = 4 * 1024 * 1024
/** Its words and its styles; a table of a hundred thousand lines has some ten. */
const MAX_LARGE_PART = 64 * 1024 * 1024
/** Sheets are never held, only read to the end of the first that holds anything; a million lines that hold nothing stay below. */
const MAX_SHEETS = 256 * 1024 * 1024
/** One row of them. */
const MAX_ROW = 4 * 1024 * 1024

class Unreadable extends Error {
  readonly refusal: TableFileRefusal

  constructor(refusal: TableFileRefusal) {
    super(refusal.code)
    this.refusal = refusal
  }
}

type Parts = ReadonlyMap<string, Entry>

/** Reads the first sheet of an .xlsx that holds anything; see `readTableFile`. */
export async function readWorkbook(
  path: string,
  row: RowReader,
): Promise<Result<{ readonly sheet: string }, TableFileRefusal>> {
  const zip = await openArchive(path)
  if (zip === null) return err({ code: 'workbook-damaged' })
  let isTelling = false
  const tell: RowReader = async each => {
    isTelling = true
    const answer = await row(each)
    isTelling = false
    return answer
  }
  try {
    if (zip.entryCount > MAX_ENTRIES) return err({ code: 'workbook-unpacks-too-large' })
    return await readFirst(zip, tell)
  } catch (error) {
    // What goes wrong with whoever is told is his own.
    if (isTelling) throw error
    return err(error instanceof Unreadable ? error.refusal : { code: 'workbook-damaged' })
  } finally {
    zip.close()
  }
}

async function readFirst(
  zip: ZipFile,
  row: RowReader,
): Promise<Result<{ readonly sheet: string }, TableFileRefusal>> {
  const parts = new Map<string, Entry>()
  for await (const entry of entriesOf(zip)) parts.set(entry.fileName, entry)
  const types = await textOf(zip, parts, '[Content_Types].xml')
  if (/macroEnabled/i.test(types) || [...parts.keys()].some(name => /vbaProject\.bin$/i.test(name)))
    return err({ code: 'workbook-macros' })
  const main = await mainPart(zip, parts)
  if (main === null) return err({ code: 'workbook-other' })
  const book = await readBook(zip, parts, main)
  const left = { bytes: MAX_SHEETS }
  for (const sheet of book.sheets) {
    const entry = parts.get(sheet.part)
    if (!entry) continue
    // A part that is named again is the same sheet.
    parts.delete(sheet.part)
    if (await readSheet(zip, entry, book, left, row)) return ok({ sheet: sheet.name })
  }
  return err({ code: 'workbook-empty' })
}

/** A part as text; empty where there is none. */
async function textOf(zip: ZipFile, parts: Parts, name: string, most = MAX_PART): Promise<string> {
  const entry = parts.get(name)
  if (!entry) return ''
  const bytes = await readEntry(zip, entry, most)
  if (bytes === null) throw new Unreadable({ code: 'workbook-unpacks-too-large' })
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
}

/** The name of a tag without its prefix: whoever writes a workbook chooses it. */
const localName = ({ name }: Token): string => name.slice(name.indexOf(':') + 1)

interface Relation {
  readonly id: string
  readonly type: string
  readonly target: string
}

async function relationsOf(zip: ZipFile, parts: Parts, part: string): Promise<Relation[]> {
  const folder = posix.dirname(part)
  const text = await textOf(zip, parts, posix.join(folder, '_rels', `${posix.basename(part)}.rels`))
  const relations: Relation[] = []
  for (const token of readTokens(text)) {
    if (token.kind === 'close' || localName(token) !== 'Relationship') continue
    const target = attribute(token, 'Target') ?? ''
    relations.push({
      id: attribute(token, 'Id') ?? '',
      type: attribute(token, 'Type') ?? '',
      target: target.startsWith('/') ? target.slice(1) : posix.join(folder, target),
    })
  }
  return relations
}

/** The workbook's part; null where the package is something else. */
async function mainPart(zip: ZipFile, parts: Parts): Promise<string | null> {
  const relations = await relationsOf(zip, parts, '')
  const main = relations.find(({ type }) => type.endsWith('/officeDocument'))?.target
  if (main === undefined || !parts.has(main) || !main.endsWith('.xml')) return null
  const text = await textOf(zip, parts, main)
  return /<(?:\w+:)?workbook[\s>]/.test(text) ? main : null
}

interface Book {
  readonly sheets: readonly { readonly name: string; readonly part: string }[]
  readonly strings: readonly string[]
  readonly shapes: readonly NumberShape[]
  readonly from1904: boolean
}

async function readBook(zip: ZipFile, parts: Parts, main: string): Promise<Book> {
  const relations = await relationsOf(zip, parts, main)
  const byType = (type: string): string => relations.find(each => each.type.endsWith(type))?.target ?? ''
  const byId = new Map(relations.map(each => [each.id, each.target]))
  const sheets: { name: string; part: string }[] = []
  let from1904 = false
  for (const token of readTokens(await textOf(zip, parts, main))) {
    if (token.kind === 'close') continue
    if (localName(token) === 'workbookPr') from1904 = /^(1|true)$/.test(attribute(token, 'date1904') ?? '')
    // What is hidden was not meant to be read: lists that the drop-downs of a template take from.
    if (localName(token) !== 'sheet' || /^(veryH|h)idden$/.test(attribute(token, 'state') ?? '')) continue
    const id = /\s\w+:id\s*=\s*["']([^"']*)/.exec(token.source)?.[1]
    const part = byId.get(id ?? '')
    if (part !== undefined) sheets.push({ name: nameOf(attribute(token, 'name') ?? ''), part })
  }
  return {
    ...{ sheets, from1904 },
    strings: await readStrings(await textOf(zip, parts, byType('/sharedStrings'), MAX_LARGE_PART)),
    shapes: await readShapes(
      readTokens(await textOf(zip, parts, byType('/styles'), MAX_LARGE_PART)),
      localName,
    ),
  }
}

/** A sheet's name as it can be shown and kept. */
const nameOf = (source: string): string =>
  unescape(source)
    .toWellFormed()
    .replace(/\p{Cc}/gu, ' ')

/** The words that cells point at. How they are spoken, which East Asian editions keep beside them, is not said twice. */
async function readStrings(xml: string): Promise<string[]> {
  const strings: string[] = []
  let [text, isText, spoken] = ['', false, 0]
  const turn = takeTurns()
  for (const token of readTokens(xml)) {
    const others = turn()
    if (others) await others
    const name = localName(token)
    if (name === 'si' && token.kind !== 'close') text = ''
    if (name === 'si' && token.kind !== 'open') strings.push(text)
    if (name === 'rPh' && token.kind !== 'empty') spoken += token.kind === 'open' ? 1 : -1
    if (name === 't') isText = token.kind === 'open'
    if (token.kind === 'text' && isText && spoken === 0) text += unescape(token.source)
  }
  return strings
}

/** Tells the rows that hold something; false where none does. */
async function readSheet(
  zip: ZipFile,
  entry: Entry,
  book: Book,
  left: { bytes: number },
  tell: RowReader,
): Promise<boolean> {
  const stream = await streamEntry(zip, entry)
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const cutter = new RowCutter()
  let [last, told] = [0, false]
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      left.bytes -= chunk.byteLength
      if (left.bytes < 0) throw new Unreadable({ code: 'workbook-unpacks-too-large' })
      for (const xml of cutter.cut(decoder.decode(chunk, { stream: true }))) {
        const row = readRow(xml, last, book)
        last = row.row
        if (row.cells.some(isTooLong)) throw new Unreadable({ code: 'workbook-damaged' })
        if (row.cells.every(cell => cell === null)) continue
        told = true
        const answer = tell(row)
        if ((answer instanceof Promise ? await answer : answer) === 'stop') return true
      }
    }
  } finally {
    stream.destroy()
  }
  return told
}

/** Cuts the XML of a sheet into that of its rows, holding no more than one of them. */
class RowCutter {
  #held = ''
  #open: string | null = null
  #close = ''

  cut(text: string): string[] {
    const rows: string[] = []
    this.#held += text
    if (this.#open === null) {
      const [, prefix] = /<((?:\w+:)?)row[\s/>]/.exec(this.#held) ?? []
      if (prefix === undefined) {
        // Column widths and the like stand before the first row.
        this.#held = this.#held.slice(-200)
        return rows
      }
      ;[this.#open, this.#close] = [`<${prefix}row`, `</${prefix}row>`]
    }
    let from = 0
    for (let end; (end = this.#held.indexOf(this.#close, from)) >= 0;) {
      const begin = this.#held.lastIndexOf(this.#open, end)
      if (begin < from) throw new Unreadable({ code: 'workbook-damaged' })
      rows.push(this.#held.slice(begin, end + this.#close.length))
      from = end + this.#close.length
    }
    // Rows that hold nothing need no end of their own; before the last beginning there is nothing left to read.
    const begin = this.#held.lastIndexOf(this.#open)
    this.#held = this.#held.slice(Math.max(from, begin, this.#held.length - MAX_ROW - 1))
    if (this.#held.length > MAX_ROW) throw new Unreadable({ code: 'workbook-unpacks-too-large' })
    return rows
  }
}

/** The place that letters name, AB12: no sheet has more than three of them. */
const placeOf = (reference: string): number =>
  [...(/^[A-Z]{1,3}/.exec(reference)?.[0] ?? '')].reduce(
    (sum, letter) => sum * 26 + letter.charCodeAt(0) - 64,
    0,
  ) - 1

function readRow(xml: string, last: number, book: Book): SheetRow {
  const cells: SheetCell[] = []
  let number = last + 1
  let cell: OpenCell | null = null
  let place = -1
  for (const token of readTokens(xml)) {
    const name = localName(token)
    if (name === 'row' && token.kind === 'open') number = Number(attribute(token, 'r') ?? number)
    else if (name === 'c' && token.kind !== 'close') {
      const reference = attribute(token, 'r')
      place = reference === null ? place + 1 : placeOf(reference)
      if (token.kind === 'open') cell = openCell(token)
    } else if (name === 'c' && cell) {
      if (place >= 0 && place < MAX_COLUMNS) {
        while (cells.length < place) cells.push(null)
        cells[place] = valueOf(cell, book)
      }
      cell = null
    } else if (cell) fill(cell, token, name)
  }
  return { row: number, cells, ...(book.from1904 && { from1904: true as const }) }
}

interface OpenCell {
  readonly type: string
  readonly style: number
  value: string
  text: string
  isFormula: boolean
  /** In which of its parts the reading is. */
  inside: '' | 'v' | 't' | 'f'
  spoken: number
}

const openCell = (token: Token): OpenCell => ({
  type: attribute(token, 't') ?? 'n',
  style: Number(attribute(token, 's') ?? '0'),
  ...{ value: '', text: '', isFormula: false, inside: '', spoken: 0 },
})

function fill(cell: OpenCell, { kind, source }: Token, name: string): void {
  if (kind === 'text') {
    if (cell.inside === 'v') cell.value += source
    if (cell.inside === 't' && cell.spoken === 0) cell.text += source
    return
  }
  if (name === 'f') cell.isFormula = true
  if (name === 'rPh' && kind !== 'empty') cell.spoken += kind === 'open' ? 1 : -1
  if (name === 'v' || name === 't' || name === 'f') cell.inside = kind === 'open' ? name : ''
}

/** What a cell shows. A formula is never worked out here: what the spreadsheet worked out last stands beside it. */
function valueOf({ type, style, value, text, isFormula }: OpenCell, book: Book): SheetCell {
  switch (type) {
    case 's':
      return book.strings[Number(value)] ?? null
    case 'inlineStr':
      return text === '' ? null : unescape(text)
    case 'str':
      return value === '' ? null : unescape(value)
    case 'b':
      return value.trim() === '1'
    case 'e':
      return { fault: 'error-value' }
    case 'd':
      return { at: value.includes('T') ? value.slice(0, 19) : `${value.slice(0, 10)}T00:00:00` }
    default: {
      if (value.trim() === '') return isFormula ? { fault: 'no-value' } : null
      const number = Number(value)
      if (Number.isNaN(number)) return unescape(value)
      const at = book.shapes[style] === 'date' ? momentOf(number, book.from1904) : null
      return at === null ? number : { at }
    }
  }
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** Text as its writer meant it: entities, and the way in which a workbook writes signs that XML has not. */
function unescape(source: string): string {
  const plain = source.includes('&')
    ? source.replace(
        /&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/gi,
        (whole, figure?: string, hex?: string, name?: string) => {
          if (name !== undefined) return NAMED[name] ?? whole
          const point = figure === undefined ? parseInt(hex ?? '', 16) : Number(figure)
          return point <= 0x10ffff ? String.fromCodePoint(point) : ''
        },
      )
    : source
  return plain.replace(/_x(00[01][0-9A-F]|005F)_/gi, (_whole, hex: string) =>
    String.fromCharCode(parseInt(hex, 16)),
  )
}
