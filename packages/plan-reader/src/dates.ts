import { readHanYear, readNumber } from './fold.ts'
import type { ReadDay, Span } from './types.ts'

/** Part of a month that an expression names instead of a day. */
type Part = 'early' | 'middle' | 'late' | 'end' | 'month'

export interface DatePoint {
  readonly year: number | null
  readonly month: number
  readonly day: number | null
  readonly part: Part
}

export type DateShape = 'point' | 'range' | 'until' | 'since'

/** The year an expression writes itself, at its beginning or its end; null where it writes none. */
export const writtenYear = ({ from, to }: DateExpression): number | null => from?.year ?? to?.year ?? null

/** A date or a range as the text writes it; years that are not written stay null. */
export interface DateExpression extends Span {
  readonly shape: DateShape
  readonly from: DatePoint | null
  readonly to: DatePoint | null
  readonly text: string
}

const NUMBER = '\\d{1,2}|[一二三四五六七八九十]{1,3}'
const YEAR = '(\\d{4}|[零一二三四五六七八九oO]{4})'
const POINT = `(?:${YEAR}\\s*年\\s*)?(${NUMBER})\\s*月\\s*(?:(${NUMBER})\\s*[日号]|(上旬|中旬|下旬|底|末|份|初)?)`
const DOTTED = `(\\d{4})\\s*[./-]\\s*(\\d{1,2})\\s*[./-]\\s*(\\d{1,2})(?!\\d)`
const DASH = '\\s*(?:至|到|-{1,2}|~|一(?=\\s*\\d)|开始\\s*[,、]?\\s*(?:到|至)?)\\s*'
/** The second half of a range may leave out month or year: 5月15日至20日. */
const SECOND = `(?:${POINT}|(\\d{1,2})\\s*[日号])`
const SCAN = new RegExp(`${DOTTED}|${POINT}`, 'g')
const REST = new RegExp(`^(?:\\s*\\([^()]{1,6}\\))?${DASH}(?:${DOTTED}|${SECOND})`)
const BEFORE = /^\s*(?:之前|以前|前(?!期|后|述|来|去|往|夕|段))/
const SINCE = /^\s*(?:起|开始)/
const YEAR_END = new RegExp(`(?:${YEAR}\\s*|今|本)?年底(?=\\s*(?:之|以)?前)`, 'g')

const PARTS: Record<string, Part> = {
  上旬: 'early',
  中旬: 'middle',
  下旬: 'late',
  底: 'end',
  末: 'end',
  初: 'early',
}

const yearOf = (text: string | undefined): number | null => {
  if (!text) return null
  const year = /^\d{4}$/.test(text) ? Number(text) : readHanYear(text)
  return year !== null && year >= 1900 && year <= 2100 ? year : null
}

function dotted(match: RegExpMatchArray, at: number): DatePoint | null {
  if (match[at] === undefined) return null
  return { year: yearOf(match[at]), month: Number(match[at + 1]), day: Number(match[at + 2]), part: 'month' }
}

function worded(match: RegExpMatchArray, at: number): DatePoint | null {
  const month = readNumber(match[at + 1] ?? '')
  if (month === null) return null
  const day = match[at + 2] === undefined ? null : readNumber(match[at + 2] ?? '')
  return { year: yearOf(match[at]), month, day, part: PARTS[match[at + 3] ?? ''] ?? 'month' }
}

/** Every date, range and deadline of a folded text, in order. Numbers that are no date are left alone. */
export function listDates(folded: string): DateExpression[] {
  const found: DateExpression[] = []
  let from = 0
  for (const match of folded.matchAll(SCAN)) {
    const start = match.index
    if (start < from) continue
    const first = dotted(match, 1) ?? worded(match, 4)
    if (!first) continue
    const expression = complete(folded, start, start + match[0].length, first)
    found.push(expression)
    from = expression.end
  }
  for (const match of folded.matchAll(YEAR_END)) {
    const to: DatePoint = { year: yearOf(match[1]), month: 12, day: null, part: 'end' }
    const before = BEFORE.exec(folded.slice(match.index + match[0].length))
    const end = match.index + match[0].length + (before?.[0].length ?? 0)
    found.push({
      shape: 'until',
      from: null,
      to,
      start: match.index,
      end,
      text: folded.slice(match.index, end),
    })
  }
  return found.sort((a, b) => a.start - b.start)
}

function complete(folded: string, start: number, firstEnd: number, first: DatePoint): DateExpression {
  const behind = folded.slice(firstEnd, firstEnd + 60)
  const rest = REST.exec(behind)
  let [end, to] = [firstEnd, null as DatePoint | null]
  if (rest) {
    to = dotted(rest, 1) ?? worded(rest, 4) ?? dayOnly(rest[8], first)
    if (to) end = firstEnd + rest[0].length
  }
  const tail = folded.slice(end, end + 6)
  const before = BEFORE.exec(tail)
  const cut = (until: number): Span & { text: string } => ({
    start,
    end: until,
    text: folded.slice(start, until),
  })
  if (to) return { shape: 'range', from: first, to, ...cut(end) }
  if (before) return { shape: 'until', from: null, to: first, ...cut(end + before[0].length) }
  const since = SINCE.exec(tail)
  if (since) return { shape: 'since', from: first, to: null, ...cut(end + since[0].length) }
  return { shape: 'point', from: first, to: first, ...cut(end) }
}

const dayOnly = (text: string | undefined, first: DatePoint): DatePoint | null =>
  text === undefined ? null : { ...first, day: Number(text), part: 'month' }

const lastDay = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate()

const pad = (number: number, width: number): string => String(number).padStart(width, '0')

/** True when there is such a month and, in a leap year at least, such a day. */
export const exists = ({ year, month, day }: DatePoint): boolean =>
  month >= 1 && month <= 12 && (day === null || (day >= 1 && day <= lastDay(year ?? 2024, month)))

/** The day a point means as the beginning or the end of something; null where no such day exists. */
export function dayOf(point: DatePoint, side: 'from' | 'to', year: number | null): ReadDay | null {
  if (!exists(point)) return null
  const written = point.year ?? year
  const last = lastDay(written ?? 2023, point.month)
  const starts: Record<Part, number> = { early: 1, middle: 11, late: 21, end: last, month: 1 }
  const ends: Record<Part, number> = { early: 10, middle: 20, late: last, end: last, month: last }
  const day = point.day ?? (side === 'from' ? starts : ends)[point.part]
  if (day > last) return null
  return `${written === null ? '????' : pad(written, 4)}-${pad(point.month, 2)}-${pad(day, 2)}`
}
