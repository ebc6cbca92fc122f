import { readNumber, readYear } from './fold.ts'
import type { ReadDay } from './types.ts'

interface MonthDay {
  readonly month: number
  /** Null for the last day of the month. */
  readonly day: number | null
}

/** What a date names: one day, or a stretch from a first to a last one (上旬, 5月, 第一季度, 2021年). */
export interface DatePoint {
  readonly year: number | null
  /** 1 for 次年 and 明年: the year after the one that is meant otherwise. */
  readonly shift: 0 | 1
  readonly first: MonthDay
  readonly last: MonthDay
  /** True where a year or a part of it is named, and no month. */
  readonly coarse: boolean
}

export interface ReadPoint {
  readonly point: DatePoint
  readonly end: number
}

const N = '\\d{1,2}|[一二三四五六七八九十]{1,3}'
const Y = '(?:\\d[\\doO]{3}|[零一二三四五六七八九oO]{4})'
const SHIFT = '次年|翌年|明年|来年|今年|本年|当年|同年'
const PART = '上\\s*[、,]?\\s*中旬|中\\s*[、,]?\\s*下旬|上旬|中旬|下旬|底|末|初'

/** Where a date may begin; what does is told by the forms below. */
export const DATE_START = new RegExp(
  `(?<!\\d)${Y}(?=\\s*(?:年|[./-]\\s*\\d))|(?:${SHIFT})(?=\\s*(?:${N})\\s*月|\\s*年?底)|(?<!\\d)(?<!\\d{4}\\.)(?:${N})(?=\\s*月)|(?:今|本|明)?年(?=[底末终])|(?<!\\d|年\\s*|年度\\s*)第?[一二三四1-4]季度(?=[底末])`,
  'g',
)

const FULL = /(\d{4})\s*[./-]\s*(\d{1,2})\s*[./-]\s*(\d{1,2})(?!\d)/y
const YEAR_MONTH = /(\d{4})\s*[./]\s*(\d{1,2})(?![\d./%]|\s*[米万元倍个])/y
const WORDED = new RegExp(
  `(?:(${Y})\\s*年\\s*|(${SHIFT})\\s*)?(${N})\\s*月(?:份)?\\s*(?:(${N})\\s*[日号]|(${PART})?)`,
  'y',
)
const YEAR_PART = new RegExp(
  `(?:(${Y})\\s*年\\s*(?:度\\s*)?(上半年|下半年|第?[一二三四1-4]季度|全年)|(第?[一二三四1-4]季度)(?=[底末]))([底末])?`,
  'y',
)
const YEAR_END = new RegExp(`(?:(${Y})\\s*年?|(${SHIFT})|(今|本|明))?\\s*年[底末终]`, 'y')
const YEAR_BOTTOM = new RegExp(`(${Y}|${SHIFT})\\s*年?底`, 'y')
const YEAR_ONLY = new RegExp(`(${Y})\\s*年度?(?!\\s*(?:${N})\\s*月)`, 'y')

const shiftOf = (word: string | undefined): 0 | 1 => (word !== undefined && /次|翌|明|来/.test(word) ? 1 : 0)

const STARTS: Readonly<Record<string, number>> = { 上: 1, 中: 11, 下: 21, 初: 1 }
const ENDS: Readonly<Record<string, number | null>> = { 上: 10, 中: 20, 下: null, 初: 10 }
const YEAR_PARTS: Readonly<Record<string, readonly [number, number]>> = {
  上半年: [1, 6],
  下半年: [7, 12],
  全年: [1, 12],
}

const PART_ONLY = /上旬|中旬|下旬/y

/** 上旬至下旬: the end of a range that names only a part of the month it began in. */
export function readPartAt(folded: string, at: number, from: DatePoint): ReadPoint | null {
  PART_ONLY.lastIndex = at
  const match = PART_ONLY.exec(folded)
  return (
    match && { point: inMonth(from.year, from.shift, from.last.month, match[0]), end: at + match[0].length }
  )
}

type Draft = Omit<DatePoint, 'year' | 'shift' | 'coarse'> & Partial<DatePoint>
const point = (draft: Draft): DatePoint => ({ year: null, shift: 0, coarse: false, ...draft })
const day = (year: number | null, month: number, of: number, shift: 0 | 1 = 0): DatePoint =>
  point({ year, shift, first: { month, day: of }, last: { month, day: of } })

/** A month, a day of it, or the part of it a word names. */
function inMonth(year: number | null, shift: 0 | 1, month: number, part: string | undefined): DatePoint {
  const word = part?.replace(/[\s、,]/g, '') ?? ''
  if (word === '底' || word === '末')
    return point({ year, shift, first: { month, day: null }, last: { month, day: null } })
  const letters = [...word].filter(letter => letter in STARTS)
  const [first = ''] = letters
  const last = letters.at(-1) ?? ''
  return point({
    ...{ year, shift, first: { month, day: STARTS[first] ?? 1 } },
    last: { month, day: word === '' ? null : (ENDS[last] ?? null) },
  })
}

const wholeYear = (year: number | null, from: number, to: number): DatePoint =>
  point({ year, coarse: true, first: { month: from, day: 1 }, last: { month: to, day: null } })
const endOfYear = (year: number | null, shift: 0 | 1): DatePoint =>
  point({ year, shift, coarse: true, first: { month: 12, day: null }, last: { month: 12, day: null } })

/** The date that begins at an offset, or null. `whole` also takes a bare year for what it spans. */
export function readPointAt(folded: string, at: number, whole = false): ReadPoint | null {
  const exec = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at
    return pattern.exec(folded)
  }
  const done = (match: RegExpExecArray, read: DatePoint): ReadPoint => ({
    point: read,
    end: at + match[0].length,
  })
  let match = exec(FULL)
  if (match) return done(match, day(readYear(match[1] ?? ''), Number(match[2]), Number(match[3])))
  match = exec(WORDED)
  if (match) {
    const month = readNumber(match[3] ?? '')
    if (month === null) return null
    const [year, shift] = [readYear(match[1] ?? ''), shiftOf(match[2])]
    const of = match[4] === undefined ? null : readNumber(match[4])
    return done(match, of === null ? inMonth(year, shift, month, match[5]) : day(year, month, of, shift))
  }
  match = exec(YEAR_MONTH)
  if (match && readYear(match[1] ?? '') !== null && Number(match[2]) <= 12 && Number(match[2]) > 0)
    return done(match, inMonth(readYear(match[1] ?? ''), 0, Number(match[2]), undefined))
  match = exec(YEAR_PART)
  if (match) {
    const [from, to] = monthsOf(match[2] ?? match[3] ?? '')
    return done(match, wholeYear(readYear(match[1] ?? ''), match[4] === undefined ? from : to, to))
  }
  match = exec(YEAR_END) ?? exec(YEAR_BOTTOM)
  if (match)
    return done(match, endOfYear(readYear(match[1] ?? ''), shiftOf(match[2] ?? match[3] ?? match[1])))
  match = whole ? exec(YEAR_ONLY) : null
  const year = match && readYear(match[1] ?? '')
  return match && year !== null ? done(match, wholeYear(year, 1, 12)) : null
}

function monthsOf(part: string): readonly [number, number] {
  const known = YEAR_PARTS[part]
  if (known) return known
  const quarter = readNumber(part.replace(/第|季度/g, '')) ?? 1
  return [quarter * 3 - 2, quarter * 3]
}

const lastDay = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate()
const pad = (number: number, width: number): string => String(number).padStart(width, '0')

/** True when there is such a month and, in a leap year at least, such a day. */
export const exists = ({ year, first, last }: DatePoint): boolean =>
  [first, last].every(
    ({ month, day: of }) =>
      month >= 1 && month <= 12 && (of === null || (of >= 1 && of <= lastDay(year ?? 2024, month))),
  )

/** The day a point means as the beginning or the end of something; null where no such day exists. */
export function dayOf(read: DatePoint, side: 'from' | 'to', year: number | null): ReadDay | null {
  if (!exists(read)) return null
  const written = read.year ?? year
  const { month, day: named } = side === 'from' ? read.first : read.last
  const last = lastDay(written ?? (named === null ? 2023 : 2024), month)
  const of = named ?? last
  if (of > last) return null
  return `${written === null ? '????' : pad(written, 4)}-${pad(month, 2)}-${pad(of, 2)}`
}
