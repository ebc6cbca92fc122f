import { DATE_START, dayOf, readPartAt, readPointAt, type DatePoint } from './points.ts'
import { quotedRanges } from './quotes.ts'
import type { ReadDay, Span } from './types.ts'

export type { DatePoint } from './points.ts'
export { dayOf, exists } from './points.ts'

export type DateShape = 'point' | 'range' | 'until' | 'since'

/** A date or a range as the text writes it; years that are not written stay null. */
export interface DateExpression extends Span {
  readonly shape: DateShape
  /** Null for 即日起至…, which begins on a day the text does not name. */
  readonly from: DatePoint | null
  readonly to: DatePoint | null
  /** 每年6月30日前 comes again, and is due on no single day. */
  readonly recurring: boolean
  /** Inside 《》: a date of another document. */
  readonly quoted: boolean
  /** 本月底: counted from the issue, so that the year is not one the text writes. */
  readonly counted: boolean
}

type BareExpression = Omit<DateExpression, 'quoted' | 'recurring' | 'counted'>

/** The year an expression writes itself, at its beginning or its end; null where it writes none. */
export const writtenYear = ({ from, to, counted }: DateExpression): number | null =>
  counted ? null : (from?.year ?? to?.year ?? null)

/** A weekday, a time of day between a date and what follows: (星期五), 上午9:00, 下班. */
const MOMENT =
  '(?:\\s*\\((?:含|周|星期|礼拜|农历)?[^()\\d]{0,6}(?:含|当日|当天)?\\))?\\s*(?:上午|下午|中午|晚上?|早上?|凌晨)?\\s*(?:\\d{1,2}\\s*(?:[:时点])\\s*(?:\\d{1,2}\\s*分?|半)?)?\\s*(?:整|止)?\\s*(?:下班|放学|上班|上课|开学|放假)?'
const DASH = new RegExp(
  `${MOMENT}\\s*(?:起|开始|启动)?\\s*[,、]?\\s*(?:至|到|-{1,3}|~{1,2}|一(?=\\s*\\d))\\s*(?:期间)?`,
  'y',
)
/** 9月20日开始,12月30日结束 */
const OPENED = /\s*(?:开始|起)\s*[,、]?\s*/y
const CLOSED = /^\s*(?:结束|截止|止|为止)/
const DAY_ONLY = /(\d{1,2})\s*[日号]/y
const MONTH_END = /月[底末]/y
const BEFORE = new RegExp(
  `${MOMENT}\\s*(?:之前|以前|前(?!期(?![末中])|提(?![交供出报醒])|进(?!行)|列(?![入出])|人(?!员)|台(?!账)|[后述来去往夕段景沿辈线端]|\\s*(?:[一二两三四五半几\\d]+\\s*个?(?:天|日|周|月|星期|礼拜|小时|工作日))))`,
  'y',
)
const SINCE = /\s*(?:起|开始|以来|之日起)/y
/** 即日起至6月30日, 从现在起到年底 */
const FROM_NOW =
  /(?:即日起?|现在起?|(?:印发|发文|下发|公布|发布)之日起?|之日起)\s*(?:开始)?\s*(?:[,、]?\s*(?:至|到|-{1,3}|~))?\s*$/
const EACH = /每\s*(?:年|月|学年|学期|个?季度?|周)?(?:的)?\s*$/
/** 9.20-9.30 in brackets is a stretch of days; elsewhere it may be anything. */
const SHORT_RANGE =
  /(?<=[(:]\s*)(\d{1,2})\.(\d{1,2})\s*(?:至|到|-{1,3}|~)\s*(\d{1,2})\.(\d{1,2})(?=\s*[),;。])/g
const YEAR_RANGE = /(?<!\d)(\d{4})\s*年?\s*(?:至|到|-{1,3}|~)\s*(\d{4})\s*年(?!\s*\d{1,2}\s*月)/g
/** 2024年:起步阶段 */
const YEAR_OF_PHASE = /(?<!\d)\d{4}\s*年度?(?=\s*[:,为是]\s*[^。,;:()\d]{2,12}阶段)/g
const YEAR_IN_BRACKETS = /\(\s*(?=\d{4}\s*年(?:度|全年)?\s*\))/g

/** 本月底, 本月25日, 下月10日: counted from the day the document was issued. */
const NEAR_MONTH = /(?<!每)(本|下个?|次)月(?:份)?\s*(底|末|初|上旬|中旬|下旬|\d{1,2}\s*[日号])/g
/** Labels behind which 年底 alone is a day. */
const DUE_LABEL = /(?:时限|期限|时间|日期|节点)\s*[:为]?\s*$/

/** Every date, range and deadline of a folded text, in order. Numbers that are no date are left alone. */
export function listDates(folded: string, issuedOn: ReadDay | null = null): DateExpression[] {
  const quoted = quotedRanges(folded)
  const found: DateExpression[] = []
  const add = (each: BareExpression, counted = false): void => {
    const before = folded.slice(Math.max(0, each.start - 8), each.start)
    found.push({ ...each, recurring: EACH.test(before), quoted: quoted(each.start), counted })
  }
  let from = 0
  for (const match of folded.matchAll(DATE_START)) {
    if (match.index < from) continue
    const first = readPointAt(folded, match.index)
    if (!first) continue
    const expression = complete(folded, match.index, first.end, first.point)
    if (expression === null) continue
    add(expression)
    from = expression.end
  }
  for (const each of listWide(folded)) add(each)
  for (const each of listMonthEnds(folded)) add(each)
  if (issuedOn !== null) for (const each of listNearMonths(folded, issuedOn)) add(each, true)
  return listedTogether(withoutOverlaps(found.toSorted((a, b) => a.start - b.start || b.end - a.end)), folded)
}

const AND = /^\s*(?:、|和|及|与|,)\s*$/

/** 6月20日、12月20日前: what stands beside a date binds as that one does. */
function listedTogether(dates: readonly DateExpression[], folded: string): DateExpression[] {
  let next: DateExpression | null = null
  return dates
    .toReversed()
    .map(date => {
      const joined: boolean =
        next?.shape === 'until' &&
        date.shape === 'point' &&
        date.from?.coarse === false &&
        AND.test(folded.slice(date.end, next.start))
      next = joined ? { ...date, shape: 'until', from: null } : date
      return next
    })
    .toReversed()
}

function complete(folded: string, start: number, firstEnd: number, first: DatePoint): BareExpression | null {
  const second = readSecond(folded, firstEnd, first)
  if (second) return { shape: 'range', from: first, to: second.point, start, end: second.end }
  const until = endOf(BEFORE, folded, firstEnd)
  const now = FROM_NOW.exec(folded.slice(Math.max(0, start - 16), start))
  if (now)
    return { shape: 'range', from: null, to: first, start: start - now[0].length, end: until ?? firstEnd }
  if (until !== null) return { shape: 'until', from: null, to: first, start, end: until }
  // 年底 alone is a time of the year that much is said about; only 年底前 binds anybody.
  const yearEnd = /年\s*[底末终]$/.test(folded.slice(start, firstEnd)) && first.year === null
  if (yearEnd && !DUE_LABEL.test(folded.slice(Math.max(0, start - 12), start))) return null
  const since = endOf(SINCE, folded, firstEnd)
  if (since !== null) return { shape: 'since', from: first, to: null, start, end: since }
  return { shape: 'point', from: first, to: first, start, end: firstEnd }
}

const endOf = (pattern: RegExp, folded: string, at: number): number | null => {
  pattern.lastIndex = at
  const match = pattern.exec(folded)
  return match ? at + match[0].length : null
}

/** The end of a range; it may leave out year and month (5月15日至20日), or close another way (…开始,…结束). */
function readSecond(folded: string, at: number, first: DatePoint): { point: DatePoint; end: number } | null {
  const behind = endOf(DASH, folded, at)
  if (behind !== null) {
    const point = readPointAt(folded, behind, true) ?? readPartAt(folded, behind, first)
    if (point) return point
    DAY_ONLY.lastIndex = behind
    const day = DAY_ONLY.exec(folded)
    if (day) {
      const last = { month: first.last.month, day: Number(day[1]) }
      return { point: { ...first, first: last, last }, end: behind + day[0].length }
    }
    const monthEnd = endOf(MONTH_END, folded, behind)
    const last = { month: first.last.month, day: null }
    return monthEnd === null ? null : { point: { ...first, first: last, last }, end: monthEnd }
  }
  const opened = endOf(OPENED, folded, at)
  const closing = opened === null ? null : readPointAt(folded, opened)
  return closing && CLOSED.test(folded.slice(closing.end, closing.end + 6)) ? closing : null
}

const MONTH_LINE_OR_END =
  /(?<=^|\n)[ ]*(?:\d{4}\s*年\s*)?(\d{1,2}|[一二三四五六七八九十]{1,3})\s*月(?:份)?\s*[:、]?[ ]*(?=\n)|(?<![\d一二三四五六七八九十本下次上每当各整全]\s*)月[底末](?=\s*(?:之?前|以前|完成))/g

/** 月底前 below a line that says the month: 三月份: / 1.…,月底前完成. */
function* listMonthEnds(folded: string): Generator<BareExpression> {
  let month: string | null = null
  for (const { 0: words, 1: named, index } of folded.matchAll(MONTH_LINE_OR_END)) {
    if (named !== undefined) {
      month = named
      continue
    }
    const meant = month === null ? null : readPointAt(`${month}${words}`, 0)
    const each = meant && complete(folded, index, index + words.length, meant.point)
    if (each) yield each
  }
}

function* listNearMonths(folded: string, issuedOn: ReadDay): Generator<BareExpression> {
  const [year = 0, month = 0] = issuedOn.split('-').map(Number)
  for (const { 0: words, 1: which, 2: part = '', index } of folded.matchAll(NEAR_MONTH)) {
    const months = year * 12 + month - 1 + (which === '本' ? 0 : 1)
    const meant = readPointAt(`${Math.floor(months / 12)}年${(months % 12) + 1}月${part}`, 0)
    const each = meant && complete(folded, index, index + words.length, meant.point)
    if (each) yield each
  }
}

/** Ranges that need their surroundings to be dates: 2020年至2022年, (2021年), (9.20-9.30). */
function* listWide(folded: string): Generator<BareExpression> {
  for (const match of folded.matchAll(YEAR_RANGE)) {
    const [from, to] = [
      readPointAt(`${match[1] ?? ''}年`, 0, true),
      readPointAt(`${match[2] ?? ''}年`, 0, true),
    ]
    if (from && to)
      yield {
        ...{ shape: 'range', from: from.point, to: to.point },
        ...{ start: match.index, end: match.index + match[0].length },
      }
  }
  for (const match of folded.matchAll(YEAR_IN_BRACKETS)) {
    const start = match.index + match[0].length
    const year = readPointAt(folded, start, true)
    if (year) yield { shape: 'point', from: year.point, to: year.point, start, end: year.end }
  }
  for (const { 0: words, index: start } of folded.matchAll(YEAR_OF_PHASE)) {
    const year = readPointAt(folded, start, true)
    if (year) yield { shape: 'point', from: year.point, to: year.point, start, end: start + words.length }
  }
  for (const match of folded.matchAll(SHORT_RANGE)) {
    const from = readPointAt(`${match[1] ?? ''}月${match[2] ?? ''}日`, 0)
    const to = readPointAt(`${match[3] ?? ''}月${match[4] ?? ''}日`, 0)
    if (from && to)
      yield {
        ...{ shape: 'range', from: from.point, to: to.point },
        ...{ start: match.index, end: match.index + match[0].length },
      }
  }
}

function withoutOverlaps(sorted: readonly DateExpression[]): DateExpression[] {
  let end = 0
  return sorted.filter(each => {
    if (each.start < end) return false
    end = each.end
    return true
  })
}

/** The day a folded line names, with the year it writes; null where it names none. */
export function readDay(folded: string): ReadDay | null {
  const [date] = listDates(folded)
  if (!date?.to || date.to.first.day === null || date.to.first.day !== date.to.last.day) return null
  return dayOf(date.to, 'to', null)
}
