import {
  AlignmentType,
  BorderStyle,
  Document,
  DocumentGridType,
  Footer,
  LineRuleType,
  Packer,
  PageNumber,
  Paragraph,
  Tab,
  TabStopType,
  TextRun,
} from 'docx'
import JSZip from 'jszip'
import { writeProof, writeRecord } from './paper-foot.ts'
import { blank, body, INDENTED, line, runs, writeDay, type Face, type Part } from './paper-lines.ts'
import { CLOSER, FACES, FIELD_WIDTH, LETTER, LINE, PAGE, RED, SIZES, twips } from './paper-page.ts'
import { writeForm, writeTable } from './paper-tables.ts'
import type { Paper, PaperBlock, PaperHeading, PaperSignatures } from './paper.ts'
import { UNWRITABLE } from './unwritable.ts'

const LEVEL_FACES = {
  1: FACES.first,
  2: FACES.second,
  3: FACES.body,
  4: FACES.body,
} as const satisfies Record<PaperHeading['level'], Face>

/** Who signs and when, on one line; a long name takes the day to the next. */
function writeSignatures({ places }: PaperSignatures, keepNext: boolean): Part[] {
  return places.map(({ label, name, day }, at) =>
    line(
      [
        ...runs(`${label}：${name ?? ''}`, FACES.body),
        new TextRun({ children: [new Tab()] }),
        ...runs(day === null ? '      年    月    日' : writeDay(day), FACES.body),
      ],
      {
        ...{ ...INDENTED, tabStops: [{ type: TabStopType.RIGHT, position: FIELD_WIDTH - LETTER }] },
        keepNext: keepNext || at < places.length - 1,
      },
    ),
  )
}

/** `keepNext`: its last line stays on the page of what follows it. */
function writeBlock(block: PaperBlock, keepNext = false): Part[] {
  switch (block.kind) {
    case 'text':
      return body(block.text, FACES.body, keepNext)
    case 'heading':
      return body(block.text, LEVEL_FACES[block.level], true)
    case 'table':
      return writeTable(block)
    case 'form':
      return writeForm(block)
    case 'signatures':
      return writeSignatures(block, keepNext)
  }
}

const MARK_LINE = { line: 800, lineRule: LineRuleType.EXACT } as const
/** The line is two points higher than its letters, above and below. */
const MARK_BEFORE = twips(35) - 40

/** 发文机关标志, 发文字号 and the red line below them. */
function writeHead({ mark, number }: Paper): Part[] {
  const centered = { alignment: AlignmentType.CENTER } as const
  if (mark === null)
    return number === null
      ? []
      : [line(runs(number, FACES.body), { alignment: AlignmentType.RIGHT }), blank()]
  if (!mark.endsWith('文件')) return writeLetterHead(mark, number)
  return [
    new Paragraph({
      // 35 mm from the field's edge, and two lines above the number.
      ...{ ...centered, spacing: { ...MARK_LINE, before: MARK_BEFORE, after: 2 * LINE } },
      children: runs(mark, FACES.title, { size: 72, color: RED }),
    }),
    line(runs(number ?? '', FACES.body), {
      ...centered,
      border: { bottom: { style: BorderStyle.SINGLE, size: 12, color: RED, space: 11 } },
    }),
    blank(),
  ]
}

/** 信函格式: the office's name over a double line, and the number below it at the right. */
const writeLetterHead = (mark: string, number: string | null): Part[] => [
  new Paragraph({
    ...{ alignment: AlignmentType.CENTER, spacing: { ...MARK_LINE, after: LINE } },
    children: runs(mark, FACES.title, { size: 72, color: RED }),
    border: { bottom: { style: BorderStyle.THICK_THIN_SMALL_GAP, size: 24, color: RED, space: 11 } },
  }),
  line(runs(number ?? '', FACES.body), { alignment: AlignmentType.RIGHT }),
]

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
function writeSignature(signature: Paper['signature'], keepNext: boolean): Part[] {
  if (signature === null) return []
  const day = signature.day === null ? '    年  月  日' : writeDay(signature.day)
  const wide = (text: string): number =>
    [...text].reduce((sum, letter) => sum + (letter.charCodeAt(0) < 128 ? LETTER / 2 : LETTER), 0)
  const right = Math.max(LETTER, 4 * LETTER - Math.round((wide(signature.issuer) - wide(day)) / 2))
  return [
    blank(true),
    blank(true),
    line(runs(signature.issuer, FACES.body), {
      alignment: AlignmentType.RIGHT,
      indent: { right },
      keepNext: true,
    }),
    line(runs(day, FACES.body), {
      ...{ alignment: AlignmentType.RIGHT, indent: { right: 4 * LETTER } },
      keepNext,
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
  const document = new Document({ sections: [{ children: body.flatMap(block => writeBlock(block)) }] })
  const zip = await JSZip.loadAsync(await Packer.toBuffer(document))
  const xml = (await zip.file('word/document.xml')?.async('string')) ?? ''
  return /<w:body>([^]*?)<w:sectPr/.exec(xml)?.[1] ?? ''
}

/**
 * An official paper as .docx, laid out by GB/T 9704-2012. It can be edited in any word processor; where a machine lacks a
 * face (方正小标宋), its program takes another.
 */
export async function writePaper(paper: Paper): Promise<Uint8Array> {
  // Neither the signature nor what the paper is verified by stands on a page that holds nothing of the text.
  const isProven = paper.proof !== null
  const isClosed = (isProven || paper.signature !== null) && paper.attachments.length === 0
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
          ...paper.body.flatMap((block, at) => writeBlock(block, isClosed && at === paper.body.length - 1)),
          ...writeAttachments(paper.attachments),
          ...writeSignature(paper.signature, isProven),
          ...(paper.note === null ? [] : body(`（${paper.note}）`, FACES.body, isProven)),
          ...writeProof(paper.proof),
          ...writeRecord(paper.record),
        ],
      },
    ],
  })
  return Packer.toBuffer(document)
}
