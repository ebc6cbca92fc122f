import {
  LineRuleType,
  Paragraph,
  TextRun,
  type ImageRun,
  type IParagraphOptions,
  type IRunOptions,
  type Table,
} from 'docx'
import { CLOSER, FACES, LETTER, LINE, SIZES } from './paper-page.ts'
import { UNWRITABLE } from './unwritable.ts'

export type Part = Paragraph | Table
export type Face = (typeof FACES)[keyof typeof FACES]

/** The planes beyond the basic one, and extension A of it. */
const RARE = /([\u{20000}-\u{2FFFF}]+)|([\u{30000}-\u{3FFFF}]+)|[\u{3400}-\u{4DBF}]+/gu

/** A text in a face; rare letters in it in the face that has them, so that no name shows an empty box. */
export function runs(text: string, face: Face, options: Omit<IRunOptions, 'font' | 'text'> = {}): TextRun[] {
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
      ...inFace(found[0], found[1] ? FACES.rare : found[2] ? FACES.rarest : FACES.seldom),
    )
    from = found.index + found[0].length
  }
  return [...parts, ...inFace(clean.slice(from), face)]
}

export const EXACT = { line: LINE, lineRule: LineRuleType.EXACT } as const

/** One line of the page; nothing of it is kept from the page's foot, for every page has its 22 lines. */
export const line = (
  children: readonly (TextRun | ImageRun)[],
  options: Omit<IParagraphOptions, 'children'> = {},
): Paragraph => new Paragraph({ spacing: EXACT, widowControl: false, ...options, children: [...children] })
export const blank = (keepNext = false): Paragraph => line([], { keepNext })

export const INDENTED = { indent: { firstLine: 2 * LETTER } } as const
/** `keepNext`: the last paragraph stays on the page of what follows. */
export const body = (text: string, face: Face = FACES.body, keepNext = false): Paragraph[] =>
  text.split(/\r?\n/).map((part, at, all) =>
    line(runs(part, face, { characterSpacing: CLOSER }), {
      ...{ ...INDENTED, keepNext: keepNext && at === all.length - 1 },
    }),
  )

/** A day as an official paper writes it, without leading noughts; what is none, as a template's tag, as it stands. */
export function writeDay(day: string): string {
  if (!/^\d{4}-\d\d-\d\d$/.test(day)) return day
  const [year, month, date] = day.split('-').map(Number)
  return `${year}年${month}月${date}日`
}
