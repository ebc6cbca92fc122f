import JSZip from 'jszip'
import { Readable } from 'node:stream'
import { ledgerStyles, STYLE } from './ledger-styles.ts'
import { columnLetters, inlineText, numberCell, dayCell } from './sheet-xml.ts'
import type { WrittenColumn, WrittenRow } from './write-table.ts'

/** A table as an office files it: with a title, who reports what as of when, numbered lines and places to sign. */
export interface Ledger {
  readonly title: string
  /** The line below the title: who reports, as of which day. */
  readonly about: string
  readonly columns: readonly WrittenColumn[]
  /** Who signs at its foot, as 填报人, 审核人. */
  readonly signers: readonly string[]
}

const NUMBERS: WrittenColumn = { heading: '序号', width: 6, shape: 'number' }
/** The heading stands in the third row, below the title and the line about it. */
const HEADING_ROW = 3
/** A sheet has 1,048,576 rows; the last are for the foot. */
const MAX_ROWS = 1_000_000
const TOO_LONG = '超出一张表可容纳的行数，以下从略，请缩小范围后再导出。'

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'

/**
 * A ledger as .xlsx, made while its rows come, so that its length does not matter to memory. It prints on A4 across, as wide as
 * the sheet, with the heading on every page and the page's number below.
 */
export function writeLedger(ledger: Ledger, rows: AsyncIterable<WrittenRow>): ReadableStream<Uint8Array> {
  const columns = [NUMBERS, ...ledger.columns]
  // Known once the rows are written; what names it is written after them.
  const end = { row: 0 }
  const zip = new JSZip()
  const add = (name: string, chunks: () => AsyncIterable<string> | Iterable<string>): void => {
    zip.file(name, Readable.from(encoded(chunks())) as NodeJS.ReadableStream)
  }
  add('xl/worksheets/sheet1.xml', () => sheet(ledger, columns, rows, end))
  add('xl/workbook.xml', function* () {
    yield workbook(columns.length, end.row)
  })
  for (const [name, xml] of Object.entries(FIXED_PARTS)) zip.file(name, xml)
  const made = zip.generateNodeStream({ streamFiles: true, compression: 'DEFLATE' })
  return Readable.toWeb(new Readable().wrap(made)) as ReadableStream<Uint8Array>
}

const CHUNK = 64 * 1024

/** Text in pieces that are worth compressing. */
async function* encoded(parts: AsyncIterable<string> | Iterable<string>): AsyncGenerator<Buffer> {
  let held = ''
  for await (const part of parts) {
    held += part
    if (held.length < CHUNK) continue
    yield Buffer.from(held)
    held = ''
  }
  if (held !== '') yield Buffer.from(held)
}

async function* sheet(
  { title, about, signers }: Ledger,
  columns: readonly WrittenColumn[],
  rows: AsyncIterable<WrittenRow>,
  end: { row: number },
): AsyncGenerator<string> {
  const wide = columns.map(
    ({ width }, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`,
  )
  yield `${HEAD}<worksheet xmlns="${MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView workbookViewId="0"><pane ySplit="${HEADING_ROW}" topLeftCell="A${HEADING_ROW + 1}" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>${wide.join('')}</cols><sheetData>`
  yield `<row r="1" ht="36" customHeight="1">${inlineText('A1', title, STYLE.title)}</row>`
  yield `<row r="2" ht="22" customHeight="1">${inlineText('A2', about, STYLE.about)}</row>`
  const headings = columns.map(({ heading }, at) =>
    inlineText(`${columnLetters(at)}${HEADING_ROW}`, heading, STYLE.heading),
  )
  const high =
    heightOf(
      columns,
      columns.map(({ heading }) => heading),
    ) + 6
  yield `<row r="${HEADING_ROW}" ht="${high}" customHeight="1">${headings.join('')}</row>`
  let at = HEADING_ROW
  for await (const row of rows) {
    at += 1
    if (at - HEADING_ROW > MAX_ROWS) {
      yield `<row r="${at}">${inlineText(`A${at}`, TOO_LONG, STYLE.about)}</row>`
      break
    }
    yield line(at, columns, [at - HEADING_ROW, ...row])
  }
  // The foot stands a line below the table.
  end.row = at + 2
  const last = columnLetters(columns.length - 1)
  yield `<row r="${end.row}" ht="30" customHeight="1">${inlineText(`A${end.row}`, foot(signers), STYLE.about)}</row>`
  const merges = [1, 2, end.row].map(row => `<mergeCell ref="A${row}:${last}${row}"/>`)
  yield `</sheetData><mergeCells count="${merges.length}">${merges.join('')}</mergeCells><printOptions horizontalCentered="1"/><pageMargins left="0.5" right="0.5" top="0.6" bottom="0.7" header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/><headerFooter><oddFooter>&amp;C第 &amp;P 页 共 &amp;N 页</oddFooter></headerFooter></worksheet>`
}

function line(at: number, columns: readonly WrittenColumn[], row: WrittenRow): string {
  const cells = columns.map(({ shape }, place) => {
    const ref = `${columnLetters(place)}${at}`
    const value = row[place] ?? null
    if (value === null || value === '') return `<c r="${ref}" s="${STYLE.text}"/>`
    if (typeof value === 'number') return numberCell(ref, value, STYLE.number)
    const day = shape === 'day' && typeof value === 'string' ? dayCell(ref, value, STYLE.day) : null
    return day ?? inlineText(ref, String(value), STYLE.text)
  })
  return `<row r="${at}" ht="${heightOf(columns, row)}" customHeight="1">${cells.join('')}</row>`
}

const LINE_HEIGHT = 15
/** No row is higher than a printed page. */
const MOST_LINES = 27

/** Not every program makes a row as high as its wrapped text when it opens a file, so it is written down. */
function heightOf(columns: readonly WrittenColumn[], row: WrittenRow): number {
  const lines = columns.map(({ width }, at) => {
    const value = row[at]
    if (typeof value !== 'string') return 1
    // A cell's edges take a letter of its width.
    return value
      .split('\n')
      .reduce((sum, part) => sum + Math.max(1, Math.ceil(widthOf(part) / Math.max(1, width - 1))), 0)
  })
  return LINE_HEIGHT * Math.min(MOST_LINES, Math.max(1, ...lines)) + 3
}

/** In the width of a digit, of which a Han character has two. */
function widthOf(text: string): number {
  let wide = 0
  for (const letter of text) wide += (letter.codePointAt(0) ?? 0) < 0x2e80 ? 1 : 2
  return wide
}

const foot = (signers: readonly string[]): string =>
  [...signers.map(signer => `${signer}：                `), '日期：      年    月    日'].join('    ')

const SHEET = '台账'

/** What is printed, and the rows that stand at the head of every page, by the names the format reserves for them. */
const workbook = (columns: number, end: number): string =>
  `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets><sheet name="${SHEET}" sheetId="1" r:id="r1"/></sheets><definedNames><definedName name="_xlnm.Print_Area" localSheetId="0">${SHEET}!$A$1:$${columnLetters(columns - 1)}$${end}</definedName><definedName name="_xlnm.Print_Titles" localSheetId="0">${SHEET}!$${HEADING_ROW}:$${HEADING_ROW}</definedName></definedNames></workbook>`

const FIXED_PARTS: Readonly<Record<string, string>> = {
  'xl/styles.xml': ledgerStyles(),
  'xl/_rels/workbook.xml.rels': `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="r1" Type="${RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="${RELATIONS}/styles" Target="styles.xml"/></Relationships>`,
  '_rels/.rels': `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="r1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  '[Content_Types].xml': `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPES}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPES}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPES}.styles+xml"/></Types>`,
}
