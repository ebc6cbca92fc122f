import { AlignmentType, BorderStyle, LineRuleType, Table, TableCell, TableRow, WidthType } from 'docx'
import { OffGridParagraph } from './off-grid.ts'
import { blank, line, runs, type Face, type Part } from './paper-lines.ts'
import type { PaperForm, PaperTable } from './paper.ts'
import { FACES, FIELD_WIDTH, SIZES, TABLE_LINE } from './paper-page.ts'

export const NONE = { style: BorderStyle.NONE, size: 0, color: 'auto' } as const
export const THIN = { style: BorderStyle.SINGLE, size: 4, color: '000000' } as const
/** 0.35 mm, in eighths of a point. */
export const THICK = { style: BorderStyle.SINGLE, size: 8, color: '000000' } as const
export const UNBORDERED = {
  ...{ top: NONE, bottom: NONE, left: NONE, right: NONE },
  ...{ insideHorizontal: NONE, insideVertical: NONE },
} as const

/** Widths that fill the field, by their shares. */
export function widths(shares: readonly number[]): number[] {
  const all = shares.reduce((sum, share) => sum + share, 0)
  return shares.map(share => Math.floor((FIELD_WIDTH * share) / all))
}

interface CellLook {
  readonly face?: Face
  readonly center?: boolean
  readonly keepNext?: boolean
}

const TABLE_SPACING = { line: TABLE_LINE, lineRule: LineRuleType.EXACT } as const

const cell = (
  text: string,
  width: number,
  { face = FACES.body, center = false, keepNext = false }: CellLook = {},
) =>
  new TableCell({
    width: { size: width, type: WidthType.DXA },
    margins: { top: 60, bottom: 60, left: 100, right: 100 },
    children: text.split(/\r?\n/).map(
      part =>
        new OffGridParagraph({
          ...{ ...(center && { alignment: AlignmentType.CENTER }), spacing: TABLE_SPACING, keepNext },
          children: runs(part, face, { size: SIZES.table }),
        }),
    ),
  })

const tableOf = (columnWidths: readonly number[], rows: readonly TableRow[]): Table =>
  new Table({
    ...{ columnWidths: [...columnWidths], width: { size: FIELD_WIDTH, type: WidthType.DXA } },
    ...{ rows: [...rows], borders: { top: THIN, bottom: THIN, left: THIN, right: THIN } },
  })

export function writeTable({ caption, columns, rows }: PaperTable): Part[] {
  const wide = widths(columns.map(({ share }) => share))
  const widthAt = (at: number): number => wide[at] ?? 0
  const head = new TableRow({
    tableHeader: true,
    cantSplit: true,
    children: columns.map(({ heading }, at) =>
      cell(heading, widthAt(at), { face: FACES.first, center: true, keepNext: true }),
    ),
  })
  const lines = rows.map(
    row => new TableRow({ cantSplit: true, children: row.map((text, at) => cell(text, widthAt(at))) }),
  )
  const title =
    caption === null
      ? []
      : [line(runs(caption, FACES.first), { alignment: AlignmentType.CENTER, keepNext: true })]
  return [...title, tableOf(wide, [head, ...lines]), blank()]
}

/** A field of a form that would leave half a page empty if it had to stay whole. */
const LONG_TEXT = 300

export function writeForm({ rows }: PaperForm): Part[] {
  const [label = 0, text = 0] = widths([1, 4])
  return [
    tableOf(
      [label, text],
      rows.map(
        row =>
          new TableRow({
            cantSplit: row.text.length < LONG_TEXT,
            children: [cell(row.label, label, { face: FACES.first, center: true }), cell(row.text, text)],
          }),
      ),
    ),
    blank(),
  ]
}
