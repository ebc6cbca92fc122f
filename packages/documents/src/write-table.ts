import { Readable } from 'node:stream'
import type { CellStyle, CellValue, ColumnDef } from 'hucre/xlsx'
import { writeXlsx, writeXlsxStream } from 'hucre/xlsx'
import { guardCell } from './guard-cell.ts'
import { columnLetters } from './sheet-xml.ts'

/** What a column of a written table holds: a day is written as a date, so that a spreadsheet sorts and filters it. */
export interface WrittenColumn {
  readonly heading: string
  /** In letters. */
  readonly width: number
  readonly shape: 'text' | 'number' | 'day'
}

export type WrittenRow = readonly (string | number | boolean | null)[]

const DAY_FORMAT = 'yyyy-mm-dd'
/** Everything else is text, so that no spreadsheet makes a date or a short number of what somebody types or sees. */
const FORMATS = { text: '@', number: 'General', day: DAY_FORMAT } as const
const DAY = /^\d{4}-\d\d-\d\d$/

/** A day as a date; a text that only looks like one, 2026-02-30, stays the text that somebody wrote. */
function toDate(cell: string | number | boolean | null): CellValue {
  if (typeof cell !== 'string' || !DAY.test(cell)) return cell
  const at = new Date(`${cell}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(cell) ? at : cell
}

/** A sheet's name has 31 letters at most, and not these. */
const nameOf = (text: string): string => text.replace(/[[\]:*?/\\']/g, ' ').slice(0, 31)

const columnOf = ({ heading, width, shape }: WrittenColumn): ColumnDef => ({
  ...{ header: heading, width, numFmt: FORMATS[shape] },
})

/**
 * Rows as an .xlsx, made while they come: what is being written is never held as a whole. A text is written as text,
 * whatever sign it begins with.
 */
export function writeWorkbook(
  sheet: string,
  columns: readonly WrittenColumn[],
  rows: AsyncIterable<WrittenRow>,
): ReadableStream<Uint8Array> {
  const isDay = columns.map(({ shape }) => shape === 'day')
  const cells = async function* (): AsyncGenerator<CellValue[]> {
    for await (const row of rows) yield row.map((cell, at) => (isDay[at] ? toDate(cell) : cell))
  }
  return writeXlsxStream(cells(), {
    ...{ name: nameOf(sheet), columns: columns.map(columnOf), freezePane: { rows: 1 } },
    maxRowsPerSheet: Infinity,
  })
}

/** Rows as .csv in UTF-8 with its mark, by which spreadsheets know it; no cell of it is a formula. */
export function writeCsv(
  columns: readonly Pick<WrittenColumn, 'heading'>[],
  rows: AsyncIterable<WrittenRow>,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  const lines = async function* (): AsyncGenerator<Uint8Array> {
    yield encoder.encode(`\ufeff${csvLine(columns.map(({ heading }) => heading))}`)
    let held = ''
    for await (const row of rows) {
      held += csvLine(row)
      if (held.length < 32_768) continue
      yield encoder.encode(held)
      held = ''
    }
    yield encoder.encode(held)
  }
  return Readable.toWeb(Readable.from(lines())) as ReadableStream<Uint8Array>
}

const csvLine = (row: WrittenRow): string => `${row.map(csvCell).join(',')}\r\n`

function csvCell(cell: string | number | boolean | null): string {
  const text = typeof cell === 'string' ? guardCell(cell) : cell === null ? '' : String(cell)
  return /[",;\r\n\t]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text
}

export interface TemplateColumn extends WrittenColumn {
  readonly isRequired: boolean
  /** What the column asks for, line by line. */
  readonly notes: readonly string[]
  /** What may be chosen; empty where anything may be written. */
  readonly choices: readonly string[]
  readonly sample: string | number | null
}

export interface TemplateWords {
  /** Names of the three sheets: what is filled in, what explains it, and the lists, which stay hidden. */
  readonly sheets: readonly [string, string, string]
  /** Headings of the explanation: column, what it asks for, example. */
  readonly explained: readonly [string, string, string]
  readonly pick: string
}

const HEADING: CellStyle = {
  ...{ font: { bold: true }, fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'DCE6F2' } } },
  alignment: { vertical: 'center', wrapText: true },
}
/** So many rows of a template know their drop-downs. */
const TEMPLATE_ROWS = 5_000
/** So many are laid out as text, numbers and days before anything stands in them. */
const FORMATTED_ROWS = 500

/**
 * An empty table to be filled in: headings with notes, drop-downs, formats, and a second sheet that explains each column
 * with an example. Nothing stands where rows are read from but the headings.
 */
export function writeTemplate(
  columns: readonly TemplateColumn[],
  { sheets, explained, pick }: TemplateWords,
): Promise<Uint8Array> {
  const [main = '', help = '', lists = ''] = sheets.map(nameOf)
  const offered = columns.flatMap((column, at) => (column.choices.length > 0 ? [{ ...column, at }] : []))
  const longest = Math.max(0, ...offered.map(({ choices }) => choices.length))
  const heading = ({ heading: text, isRequired }: TemplateColumn): string => (isRequired ? `*${text}` : text)
  return writeXlsx({
    sheets: [
      {
        name: main,
        columns: columns.map(column => ({ width: column.width, numFmt: FORMATS[column.shape] })),
        rows: [
          columns.map(heading),
          ...Array.from({ length: FORMATTED_ROWS }, () => columns.map(() => null)),
        ],
        cells: new Map(
          columns.map((column, at) => [
            `0,${at}`,
            { value: heading(column), style: HEADING, comment: { text: column.notes.join('\n') } },
          ]),
        ),
        freezePane: { rows: 1 },
        dataValidations: offered.map(({ choices, at }, place) => ({
          type: 'list',
          range: `${columnLetters(at)}2:${columnLetters(at)}${TEMPLATE_ROWS + 1}`,
          // By reference: a list inside a cell ends after 255 letters.
          formula1: `'${lists}'!$${columnLetters(place)}$1:$${columnLetters(place)}$${choices.length}`,
          ...{ allowBlank: true, showErrorMessage: true, errorStyle: 'stop', errorMessage: pick },
        })),
      },
      {
        name: help,
        columns: [{ width: 24 }, { width: 60 }, { width: 32 }],
        rows: [
          [...explained],
          ...columns.map(column => [
            heading(column),
            column.notes.join('\n'),
            column.sample === null ? null : String(column.sample),
          ]),
        ],
        cells: new Map(explained.map((text, at) => [`0,${at}`, { value: text, style: HEADING }] as const)),
        freezePane: { rows: 1 },
      },
      {
        name: lists,
        hidden: true,
        rows: Array.from({ length: longest }, (_, row) => offered.map(({ choices }) => choices[row] ?? null)),
      },
    ],
  })
}
