import { findAddressees, splitAddressees } from './addressee-line.ts'
import { readDay } from './dates.ts'
import { isDocumentNumber, readDocumentNumber, splitAtNumber } from './document-number.ts'
import { readYear } from './fold.ts'
import { readHeaderFields } from './header-fields.ts'
import { lineAt, type Line } from './lines.ts'
import { findSignature } from './signature.ts'
import { isDateLine, isOrganisation } from './signature-lines.ts'
import { findTitle, runOnTitle } from './title.ts'
import type { ReadDay, Span } from './types.ts'

export interface Metadata {
  readonly title: string
  readonly issuer: string | null
  readonly documentNumber: string | null
  readonly issuedOn: ReadDay | null
  readonly addressees: string[]
  readonly titleLines: readonly Line[]
  /** The year of issue where no full date says it: of a signature with a month only, or of the document's number. */
  readonly issueYear: number | null
}

const compact = (text: string): string => text.replace(/\s/g, '')

/** Reads who wrote what to whom and when; a part the document lacks stays empty. */
export function readMetadata(
  text: string,
  folded: string,
  lines: readonly Line[],
  outside: Outside,
): Metadata {
  const whole = lines.filter(line => line.start < outside.preamble.end).flatMap(splitAtNumber)
  const numbers = whole.findIndex(line => !isDocumentNumber(line.text))
  const runOnHead = runOn(whole[numbers])
  const header = runOnHead ? [...whole.slice(0, numbers), runOnHead.rest, ...whole.slice(numbers + 1)] : whole
  const foot = lines.filter(line => line.start >= outside.tail.start)
  const fields = readHeaderFields(header)
  const document = lines.filter(line => !fields.lines.has(line))
  const cut = ({ start, end }: Span): string => compact(text.slice(start, end))
  const greeting = findAddressees(header.filter(line => !fields.lines.has(line)))
  const signature = findSignature(document)
  const titleLines = findTitle({ header, page: fields.lines, greeting: greeting?.lines ?? [] })
  const title = runOnHead ? cut(runOnHead.title) : titleLines.map(cut).join('') || (fields.title ?? '')
  const [first] = greeting?.lines ?? []
  const documentNumber = firstNumber([...aboveText(header, first), ...foot], fields.documentNumber)
  const dated =
    /^\S{4}(?=\s*年)/.exec(signature.date ?? '')?.[0] ?? /〔(\d{4})〕/.exec(documentNumber ?? '')?.[1]
  return {
    ...{
      title,
      titleLines: runOnHead ? [runOnHead.title] : titleLines,
      documentNumber,
      issueYear: dated === undefined ? null : readYear(dated),
    },
    issuer:
      signature.offices.flatMap(splitOffices).map(cut).join('、') ||
      headOffice(header, title, cut) ||
      fields.issuer,
    issuedOn: dayIn(signature.date) ?? headDate(header, folded) ?? dayIn(fields.issuedOn),
    addressees: first && greeting ? splitAddressees(text.slice(first.start, greeting.end)) : [],
  }
}

/** What stands above the greeting, or where there is none above the first sentence: numbers further down are others'. */
function aboveText(header: readonly Line[], greeting: Line | undefined): readonly Line[] {
  const until = greeting
    ? header.findIndex(line => line.start >= greeting.start)
    : header.findIndex(line => line.text.includes('。'))
  return until < 0 ? header : header.slice(0, until)
}

/** The stretches that are no node of the outline. */
export interface Outside {
  readonly preamble: Span
  readonly tail: Span
}

const dayIn = (folded: string | null): ReadDay | null => (folded === null ? null : readDay(folded))

/** Where a page lost its line ends: the title at the head of the first line, and the rest of that line. */
function runOn(first: Line | undefined): { title: Line; rest: Line } | null {
  const length = first ? (runOnTitle(first.text)?.length ?? 0) : 0
  if (!first || length === 0) return null
  const behind = first.text.slice(length)
  const start = first.start + length + (behind.length - behind.trimStart().length)
  return {
    title: { text: first.text.slice(0, length), start: first.start, end: first.start + length },
    rest: { text: behind.trim(), start, end: first.end },
  }
}

function firstNumber(lines: readonly Line[], field: string | null): string | null {
  for (const candidate of [...lines.map(line => line.text), field]) {
    const number = candidate === null ? null : readDocumentNumber(candidate)
    if (number !== null) return number
  }
  return null
}

/** An office whose name begins a title: 某县教育局关于…, 某县教育局2021年…. */
const OFFICE_OF_TITLE =
  /^(?!转发)([^《》“”、]{2,24}?(?:局|厅|委员会|办公室|办公厅|政府|学校|中学|小学|幼儿园|中心校|工会|领导小组|指挥部|教委|[一二三四五六七八九十附]中))(?=关于|印发|转发|\d{4}(?:年|\s*[-~]\s*\d{4}))/

/** Offices that sign side by side on one line; a name set wide is one. */
function splitOffices({ text, start }: Line): Span[] {
  const parts = [...text.matchAll(/\S+/g)].map(({ 0: part, index }) => lineAt(part, start + index))
  const several = parts.length > 1 && parts.every(part => part.text.length >= 4 && isOrganisation(part.text))
  return several ? parts : [{ start, end: start + text.length }]
}

/** Without a signature the head may name the office: the red heading, a line above the title, the title's beginning. */
function headOffice(header: readonly Line[], title: string, cut: (span: Span) => string): string | null {
  for (const line of header.slice(0, 4)) {
    const name = cut(line).replace(/^[-—]+|文件$/g, '')
    if (isOrganisation(name)) return name
  }
  const named = OFFICE_OF_TITLE.exec(title)?.[1] ?? null
  // 教育局 alone says what kind of office, and not which.
  return named !== null && named.length > 3 ? named : null
}

/** A date of its own line in the head, or the day the foot says it was printed. */
function headDate(header: readonly Line[], folded: string): ReadDay | null {
  const line = header.find(each => isDateLine(each.text) || /^\(\d{4}\s*年.*日\)$/.test(each.text))
  if (line) return readDay(line.text)
  const printed = /(\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日)\s*(?:印发|发布)/.exec(folded)
  return printed?.[1] ? readDay(printed[1]) : null
}
