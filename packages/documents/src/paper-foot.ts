import {
  AlignmentType,
  ImageRun,
  LineRuleType,
  Paragraph,
  RelativeHorizontalPosition,
  RelativeVerticalPosition,
  Table,
  TableAnchorType,
  TableCell,
  TableRow,
  WidthType,
} from 'docx'
import { OffGridParagraph } from './off-grid.ts'
import { blank, runs, writeDay, type Part } from './paper-lines.ts'
import { FACES, FIELD_WIDTH, SIZES, SMALL_LINE } from './paper-page.ts'
import { NONE, THICK, THIN, UNBORDERED, widths } from './paper-tables.ts'
import type { Paper } from './paper.ts'

/** 版记 at the foot of the last page, wherever the text ends. */
export function writeRecord(record: Paper['record']): Part[] {
  if (record === null) return []
  const [left = 0, right = 0] = widths([1, 1])
  const part = (
    words: string,
    width: number,
    border: { readonly top: typeof THICK | typeof THIN; readonly bottom: typeof THICK | typeof THIN },
    alignment: (typeof AlignmentType)[keyof typeof AlignmentType] = AlignmentType.LEFT,
    columnSpan = 1,
  ) =>
    new TableCell({
      ...{
        width: { size: width, type: WidthType.DXA },
        columnSpan,
        borders: { ...border, left: NONE, right: NONE },
      },
      children: [
        new Paragraph({
          ...{ alignment, indent: { left: SIZES.record * 5, right: SIZES.record * 5 } },
          children: runs(words, FACES.body, { size: SIZES.record }),
        }),
      ],
    })
  const { copies, printer, day } = record
  const above = copies === null ? THICK : THIN
  const printed = new TableRow({
    cantSplit: true,
    children: [
      part(printer, left, { top: above, bottom: THICK }),
      part(`${writeDay(day)}印发`, right, { top: above, bottom: THICK }, AlignmentType.RIGHT),
    ],
  })
  const copied =
    copies === null
      ? []
      : [
          new TableRow({
            cantSplit: true,
            children: [
              part(`抄送：${copies}`, left + right, { top: THICK, bottom: THIN }, AlignmentType.LEFT, 2),
            ],
          }),
        ]
  return [
    new Table({
      ...{
        columnWidths: [left, right],
        width: { size: FIELD_WIDTH, type: WidthType.DXA },
        borders: UNBORDERED,
      },
      float: {
        ...{
          horizontalAnchor: TableAnchorType.MARGIN,
          relativeHorizontalPosition: RelativeHorizontalPosition.LEFT,
        },
        ...{
          verticalAnchor: TableAnchorType.MARGIN,
          relativeVerticalPosition: RelativeVerticalPosition.BOTTOM,
        },
      },
      rows: [...copied, printed],
    }),
    blank(),
  ]
}

/** An empty line of a height of its own. */
const low = (height: number, keepNext = false): Paragraph =>
  new OffGridParagraph({ spacing: { line: height, lineRule: LineRuleType.EXACT }, keepNext, children: [] })

/** By what the paper is verified: small, so that it seldom needs a page, and never alone on one. */
export function writeProof(proof: Paper['proof']): Part[] {
  if (proof === null) return []
  const [left = 0, right = 0] = widths([1, 4])
  const side = 76
  const picture =
    proof.picture === null
      ? []
      : [new ImageRun({ type: 'png', data: proof.picture, transformation: { width: side, height: side } })]
  const part = (width: number, children: Paragraph[]) =>
    new TableCell({ width: { size: width, type: WidthType.DXA }, verticalAlign: 'center', children })
  return [
    low(SMALL_LINE, true),
    new Table({
      ...{
        columnWidths: [left, right],
        width: { size: FIELD_WIDTH, type: WidthType.DXA },
        borders: UNBORDERED,
      },
      rows: [
        new TableRow({
          cantSplit: true,
          children: [
            part(left, [new Paragraph({ children: picture })]),
            part(
              right,
              proof.lines.map(
                text =>
                  new OffGridParagraph({
                    spacing: { line: SMALL_LINE, lineRule: LineRuleType.EXACT },
                    children: runs(text, FACES.page, { size: 18 }),
                  }),
              ),
            ),
          ],
        }),
      ],
    }),
    // A table is followed by a paragraph; a line of the usual height would open an empty page where this one is full.
    low(20),
  ]
}
