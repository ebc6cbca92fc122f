import {
  AlignmentType,
  BorderStyle,
  Document,
  DocumentGridType,
  Footer,
  ImageRun,
  LineRuleType,
  Packer,
  PageNumber,
  Paragraph,
  RelativeHorizontalPosition,
  RelativeVerticalPosition,
  Table,
  TableAnchorType,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
  type IParagraphOptions,
  type IRunOptions,
} from 'docx'
import JSZip from 'jszip'
import type { Paper, PaperBlock, PaperForm, PaperHeading, PaperSignatures, PaperTable } from './paper.ts'
import { CLOSER, FACES, FIELD_WIDTH, LETTER, LINE, PAGE, RED, SIZES } from './paper-page.ts'
import { UNWRITABLE } from './unwritable.ts'

type Part = Paragraph | Table
type Face = (typeof FACES)[keyof typeof FACES]

/** Beyond the basic plane, and extension A of it. */
const RARE = /([\u{20000}-\u{3FFFF}]+)|[\u{3400}-\u{4DBF}]+/gu

/** A text in a face; rare letters in it in the face that has them, so that no name shows an empty box. */
function runs(text: string, face: Face, options: Omit<IRunOptions, 'font' | 'text'> = {}): TextRun[] {
  const clean = text.replace(UNWRITABLE, '')
  const inFace = (part: string, name: Face): TextRun[] =>
    part === ''
      ? []
      : [
          new TextRun({
            size: SIZES.body,
            ...options,
            ...{ text: part, font: { ascii: name, hAnsi: name, eastAsia: name, cs: name } },
          }),
        ]
  const parts: TextRun[] = []
  let from = 0
  for (const found of clean.matchAll(RARE)) {
    parts.push(
      ...inFace(clean.slice(from, found.index), face),
      ...inFace(found[0], found[1] === undefined ? FACES.seldom : FACES.rare),
    )
    from = found.index + found[0].length
  }
  return [...parts, ...inFace(clean.slice(from), face)]
}

const EXACT = { line: LINE, lineRule: LineRuleType.EXACT } as const

/** One line of the page; nothing of it is kept from the page's foot, for every page has its 22 lines. */
const line = (
  children: readonly (TextRun | ImageRun)[],
  options: Omit<IParagraphOptions, 'children'> = {},
): Paragraph => new Paragraph({ spacing: EXACT, widowControl: false, ...options, children: [...children] })
const blank = (): Paragraph => line([])

const INDENTED = { indent: { firstLine: 2 * LETTER } } as const
const body = (text: string, face: Face = FACES.body, keepNext = false): Paragraph[] =>
  text
    .split(/\r?\n/)
    .map(part => line(runs(part, face, { characterSpacing: CLOSER }), { ...INDENTED, keepNext }))

const LEVEL_FACES = {
  1: FACES.first,
  2: FACES.second,
  3: FACES.body,
  4: FACES.body,
} as const satisfies Record<PaperHeading['level'], Face>

const NONE = { style: BorderStyle.NONE, size: 0, color: 'auto' } as const
const THIN = { style: BorderStyle.SINGLE, size: 4, color: '000000' } as const
/** 0.35 mm, in eighths of a point. */
const THICK = { style: BorderStyle.SINGLE, size: 8, color: '000000' } as const
const UNBORDERED = {
  ...{ top: NONE, bottom: NONE, left: NONE, right: NONE },
  ...{ insideHorizontal: NONE, insideVertical: NONE },
} as const

/** Widths that fill the field, by their shares. */
function widths(shares: readonly number[]): number[] {
  const all = shares.reduce((sum, share) => sum + share, 0)
  return shares.map(share => Math.floor((FIELD_WIDTH * share) / all))
}

const cell = (
  text: string,
  width: number,
  { face = FACES.body, center = false }: { face?: Face; center?: boolean } = {},
) =>
  new TableCell({
    width: { size: width, type: WidthType.DXA },
    margins: { top: 60, bottom: 60, left: 100, right: 100 },
    children: text.split(/\r?\n/).map(
      part =>
        new Paragraph({
          ...(center && { alignment: AlignmentType.CENTER }),
          children: runs(part, face, { size: SIZES.table }),
        }),
    ),
  })

const tableOf = (columnWidths: readonly number[], rows: readonly TableRow[]): Table =>
  new Table({
    ...{ columnWidths: [...columnWidths], width: { size: FIELD_WIDTH, type: WidthType.DXA } },
    ...{ rows: [...rows], borders: { top: THIN, bottom: THIN, left: THIN, right: THIN } },
  })

function writeTable({ caption, columns, rows }: PaperTable): Part[] {
  const wide = widths(columns.map(({ share }) => share))
  const widthAt = (at: number): number => wide[at] ?? 0
  const head = new TableRow({
    tableHeader: true,
    cantSplit: true,
    children: columns.map(({ heading }, at) =>
      cell(heading, widthAt(at), { face: FACES.first, center: true }),
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

function writeForm({ rows }: PaperForm): Part[] {
  const [label = 0, text = 0] = widths([1, 4])
  return [
    tableOf(
      [label, text],
      rows.map(
        row =>
          new TableRow({
            children: [cell(row.label, label, { face: FACES.first, center: true }), cell(row.text, text)],
          }),
      ),
    ),
    blank(),
  ]
}

/** A day as an official paper writes it, without leading noughts; what is none, as a template's tag, as it stands. */
export function writeDay(day: string): string {
  if (!/^\d{4}-\d\d-\d\d$/.test(day)) return day
  const [year, month, date] = day.split('-').map(Number)
  return `${year}年${month}月${date}日`
}

function writeSignatures({ places }: PaperSignatures): Part[] {
  return places.flatMap(({ label, name, day }) => [
    line(runs(`${label}：${name ?? ''}`, FACES.body), { ...INDENTED, keepNext: true }),
    line(runs(day === null ? '      年    月    日' : writeDay(day), FACES.body), {
      ...{ alignment: AlignmentType.RIGHT, indent: { right: 4 * LETTER } },
    }),
  ])
}

function writeBlock(block: PaperBlock): Part[] {
  switch (block.kind) {
    case 'text':
      return body(block.text)
    case 'heading':
      return body(block.text, LEVEL_FACES[block.level], true)
    case 'table':
      return writeTable(block)
    case 'form':
      return writeForm(block)
    case 'signatures':
      return writeSignatures(block)
  }
}

/** 发文机关标志, 发文字号 and the red line below them. */
function writeHead({ mark, number }: Paper): Part[] {
  const centered = { alignment: AlignmentType.CENTER } as const
  if (mark === null)
    return number === null
      ? []
      : [line(runs(number, FACES.body), { alignment: AlignmentType.RIGHT }), blank()]
  return [
    new Paragraph({
      ...{ ...centered, spacing: { before: 2 * LINE, after: LINE } },
      children: runs(mark, FACES.title, { size: 72, color: RED }),
    }),
    line(runs(number ?? '', FACES.body), {
      ...centered,
      border: { bottom: { style: BorderStyle.SINGLE, size: 12, color: RED, space: 11 } },
    }),
    blank(),
  ]
}

const writeTitle = (title: string): Part[] => [
  blank(),
  ...title.split(/\r?\n/).map(
    part =>
      new Paragraph({
        ...{
          alignment: AlignmentType.CENTER,
          spacing: { line: 700, lineRule: LineRuleType.EXACT },
          keepNext: true,
        },
        children: runs(part, FACES.title, { size: SIZES.title }),
      }),
  ),
  blank(),
]

function writeAttachments(titles: readonly string[]): Part[] {
  if (titles.length === 0) return []
  const numbered = titles.length > 1
  return [
    blank(),
    ...titles.map((title, at) =>
      line(runs(`${at === 0 ? '附件：' : ''}${numbered ? `${at + 1}. ` : ''}${title}`, FACES.body), {
        indent: at === 0 ? { left: 5 * LETTER, hanging: 3 * LETTER } : { left: 5 * LETTER },
      }),
    ),
  ]
}

/** The day stands four letters from the right, and the issuer over its middle, where the seal goes. */
function writeSignature(signature: Paper['signature']): Part[] {
  if (signature === null) return []
  const day = signature.day === null ? '    年  月  日' : writeDay(signature.day)
  const wide = (text: string): number =>
    [...text].reduce((sum, letter) => sum + (letter.charCodeAt(0) < 128 ? LETTER / 2 : LETTER), 0)
  const right = Math.max(LETTER, 4 * LETTER - Math.round((wide(signature.issuer) - wide(day)) / 2))
  return [
    blank(),
    blank(),
    line(runs(signature.issuer, FACES.body), {
      alignment: AlignmentType.RIGHT,
      indent: { right },
      keepNext: true,
    }),
    line(runs(day, FACES.body), { alignment: AlignmentType.RIGHT, indent: { right: 4 * LETTER } }),
  ]
}

/** 版记 at the foot of the last page, wherever the text ends. */
function writeRecord(record: Paper['record']): Part[] {
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

function writeProof(proof: Paper['proof']): Part[] {
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
    blank(),
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
              proof.lines.map(text => new Paragraph({ children: runs(text, FACES.page, { size: 18 }) })),
            ),
          ],
        }),
      ],
    }),
  ]
}

/** The page's number between two dashes, one letter from the outer edge: right on odd pages, left on even ones. */
function footer(side: 'left' | 'right'): Footer {
  return new Footer({
    children: [
      new Paragraph({
        ...{ alignment: side === 'right' ? AlignmentType.RIGHT : AlignmentType.LEFT },
        indent: { [side]: SIZES.record * 10 },
        children: [
          new TextRun({
            ...{ size: SIZES.record, font: FACES.page },
            children: ['— ', PageNumber.CURRENT, ' —'],
          }),
        ],
      }),
    ],
  })
}

/**
 * The body of a paper as XML of its own, to be put into a page that somebody else laid out. Only what the standard says of
 * paragraphs and tables is in it, by no style of a document.
 */
export async function writeBodyXml(body: Paper['body']): Promise<string> {
  const document = new Document({ sections: [{ children: body.flatMap(writeBlock) }] })
  const zip = await JSZip.loadAsync(await Packer.toBuffer(document))
  const xml = (await zip.file('word/document.xml')?.async('string')) ?? ''
  return /<w:body>([^]*?)<w:sectPr/.exec(xml)?.[1] ?? ''
}

/**
 * An official paper as .docx, laid out by GB/T 9704-2012. It can be edited in any word processor; where a machine lacks a
 * face (方正小标宋), its program takes another.
 */
export async function writePaper(paper: Paper): Promise<Uint8Array> {
  const document = new Document({
    ...{ title: paper.title.replace(UNWRITABLE, ''), creator: '安澜', evenAndOddHeaderAndFooters: true },
    styles: {
      default: {
        document: {
          run: { font: { ascii: FACES.body, hAnsi: FACES.body, eastAsia: FACES.body }, size: SIZES.body },
        },
      },
    },
    sections: [
      {
        properties: {
          page: { size: PAGE.size, margin: PAGE.margin },
          grid: { type: DocumentGridType.LINES, linePitch: LINE },
        },
        footers: { default: footer('right'), even: footer('left') },
        children: [
          ...writeHead(paper),
          ...writeTitle(paper.title),
          ...(paper.addressee === null
            ? []
            : [line(runs(`${paper.addressee}：`, FACES.body, { characterSpacing: CLOSER }))]),
          ...paper.body.flatMap(writeBlock),
          ...writeAttachments(paper.attachments),
          ...writeSignature(paper.signature),
          ...(paper.note === null ? [] : body(`（${paper.note}）`)),
          ...writeProof(paper.proof),
          ...writeRecord(paper.record),
        ],
      },
    ],
  })
  return Packer.toBuffer(document)
}
