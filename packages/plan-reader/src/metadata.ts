import { dayOf, listDates } from './dates.ts'
import type { Line } from './lines.ts'
import type { ReadDay, Span } from './types.ts'

export interface Metadata {
  readonly title: string
  readonly issuer: string | null
  readonly documentNumber: string | null
  readonly issuedOn: ReadDay | null
  readonly addressees: string[]
}

const NUMBER =
  /^[（(]?([\u4e00-\u9fa5]{2,16})\s*[〔[【(]\s*(\d{4})\s*[〕\]】)]\s*第?\s*0*(\d{1,4})\s*号[）)]?$/
const KIND =
  /(?:方案|通知|计划|意见|办法|要点|通报|公告|决定|制度|预案|规定|细则|指南|总结|报告|请示|函|倡议书|公开信|安排|部署|责任书|清单)(?:\s*\([^)]*\))?$/
const ORGANISATION =
  /(?:局|厅|委|委员会|办公室|政府|学校|中学|小学|[一二三四五六七八九十]中|幼儿园|学院|大学|工会|支队|大队|中心|公司|领导小组|指挥部|党组|党委|团委|部|处|会|院|站|股|科)$/
const FULL_DATE =
  /^(?:\d{4}|[零一二三四五六七八九oO]{4})\s*年\s*[\d一二三四五六七八九十]{1,3}\s*月\s*[\d一二三四五六七八九十]{1,3}\s*日(?:\s*(?:印发|发布))?$/
const NUMERIC_DATE = /^\d{4}[./-]\d{1,2}[./-]\d{1,2}$/
const MAX_TITLE_LINE = 60

/** Reads who wrote what to whom and when; a part the document lacks stays empty. */
export function readMetadata(text: string, folded: string, lines: readonly Line[], preamble: Span): Metadata {
  const header = lines.filter(line => line.start < preamble.end)
  const original = (line: Line): string => text.slice(line.start, line.end).replace(/\s+/g, ' ')
  const numberLine = header.find(line => NUMBER.test(line.text)) ?? null
  const addresseeLine = findAddressees(header)
  const signed = findSignature(lines)
  const title = readTitle(header, addresseeLine, original)
  const issuer = signed?.organisation
    ? compact(original(signed.organisation))
    : issuerOf(header, title, original)
  return {
    title,
    issuer,
    documentNumber: numberLine ? documentNumber(numberLine.text) : null,
    issuedOn: signed?.date ? readDay(signed.date.text) : headerDate(header, folded),
    addressees: addresseeLine ? splitAddressees(original(addresseeLine)) : [],
  }
}

const compact = (text: string): string => text.replace(/\s/g, '')

function documentNumber(text: string): string | null {
  const match = NUMBER.exec(text)
  return match ? `${match[1] ?? ''}〔${match[2] ?? ''}〕${match[3] ?? ''}号` : null
}

function readDay(text: string): ReadDay | null {
  const [date] = listDates(text)
  return date?.to ? dayOf(date.to, 'to', null) : null
}

/** The line that greets its readers: before the first paragraph, ending in a colon. */
function findAddressees(header: readonly Line[]): Line | null {
  return (
    header.find(
      line =>
        line.text.endsWith(':') &&
        line.text.length <= 120 &&
        !/如下|通知如|方案如|附件|时间|地点|主题|[。;]/.test(line.text),
    ) ?? null
  )
}

const splitAddressees = (text: string): string[] =>
  text
    .replace(/[:：]\s*$/, '')
    .split(/[，,；;]/)
    .map(compact)
    .filter(part => part !== '')

/** Heading lines stand before the greeting or the first sentence; a title may run over several of them. */
function readTitle(
  header: readonly Line[],
  addressees: Line | null,
  original: (line: Line) => string,
): string {
  const heading: Line[] = []
  for (const line of header) {
    if (line === addressees || line.text.length > MAX_TITLE_LINE || /[。;:!]$/.test(line.text)) break
    if (NUMBER.test(line.text) || FULL_DATE.test(line.text) || NUMERIC_DATE.test(line.text)) continue
    if (
      /^\(.*\)$/.test(line.text) ||
      /^(?:签发人|来源|发布|作者|时间|日期|目录|第\s*\d+\s*页)/.test(line.text)
    )
      continue
    heading.push(line)
    if (KIND.test(line.text)) break
  }
  const last = heading.findLastIndex(line => KIND.test(line.text))
  if (last < 0) return ''
  return heading
    .slice(0, last + 1)
    .map(original)
    .map(compact)
    .join('')
}

/** Signature and date at the foot: the first date line after the beginning whose upper neighbour is an office. */
function findSignature(lines: readonly Line[]): { organisation: Line | null; date: Line | null } | null {
  const from = Math.min(3, Math.floor(lines.length / 2))
  const dates = lines.flatMap((line, index) => (index >= from && isDate(line) ? [index] : []))
  const signed = dates.find(index => isOrganisation(lines[index - 1])) ?? dates.at(-1)
  if (signed !== undefined) {
    const above = lines[signed - 1]
    return { organisation: isOrganisation(above) ? above : null, date: lines[signed] ?? null }
  }
  const last = lines.at(-1)
  return lines.length > 3 && isOrganisation(last) ? { organisation: last, date: null } : null
}

const isDate = (line: Line): boolean => FULL_DATE.test(line.text) || NUMERIC_DATE.test(line.text)

const isOrganisation = (line: Line | undefined): line is Line =>
  line !== undefined && line.text.length <= 40 && ORGANISATION.test(line.text) && !/[。:;,]/.test(line.text)

/** Without a signature the first line of the heading, or the title's own beginning, may name the office. */
function issuerOf(header: readonly Line[], title: string, original: (line: Line) => string): string | null {
  const first = header.find(line => isOrganisation(line))
  if (first && title.startsWith(compact(original(first)))) return compact(original(first))
  const match = /^(.{2,24}?(?:局|厅|委员会|办公室|政府|学校|中学|小学|幼儿园|工会))(?=关于|\d{4}年)/.exec(
    title,
  )
  return match?.[1] ?? null
}

function headerDate(header: readonly Line[], folded: string): ReadDay | null {
  const dated = header.find(line => isDate(line) || /^\((?:\d{4})\s*年.*日\)$/.test(line.text))
  if (dated) return readDay(dated.text)
  const printed = /((?:\d{4})\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日)\s*(?:印发|发布)/.exec(folded)
  return printed?.[1] ? readDay(printed[1]) : null
}
