import { isDay, type Day, type Instant } from '../../kernel/day.ts'

const MS_PER_DAY = 86_400_000
/** Day 0 of a spreadsheet that counts from 1900, whose 29 February 1900 nobody has met since. */
const SPREADSHEET_ZERO = Date.UTC(1899, 11, 30)
/** 1954 to 2119: no other number of a day column is read as a count of days. */
const [FIRST_SERIAL, LAST_SERIAL] = [20_000, 80_000]

const FIGURES = '〇一二三四五六七八九'

/** A year in signs, 二〇二一. */
const yearOf = (text: string): number =>
  Number(Array.from(text.replace(/[零○Ｏ]/g, '〇'), sign => FIGURES.indexOf(sign)).join(''))

/** A number up to 39 in signs: 五, 十, 十二, 二十一, 廿一, 卅. */
function smallNumberOf(text: string): number {
  const written = text.replace('廿', '二十').replace('卅', '三十')
  const parts = /^([二三])?(十)?([一二三四五六七八九])?$/.exec(written)
  if (!parts || written === '') return NaN
  const [, tens, ten, ones] = parts
  // Two figures side by side without a ten are no number: 二三.
  if (tens !== undefined && ten === undefined) return ones === undefined ? FIGURES.indexOf(tens) : NaN
  return (
    (ten === undefined ? 0 : 10 * (tens === undefined ? 1 : FIGURES.indexOf(tens))) +
    FIGURES.indexOf(ones ?? '〇')
  )
}

const dayFrom = (year: number, month: number, date: number): Day | null => {
  const text = [String(year), String(month).padStart(2, '0'), String(date).padStart(2, '0')].join('-')
  return isDay(text) ? text : null
}

/** No day or moment is written with more signs; what is longer is not looked through for one. */
const LONGEST = 60

const tidy = (text: string): string => text.normalize('NFKC').replace(/[\u2010-\u2015\u2212]/g, '-')

/** A day as people write it, the year in full and first: 2021-5-1, 2021.5.1, 2021/5/1, 2021年5月1日, 20210501, 二〇二一年五月一日. */
function dayInWords(text: string): Day | null {
  const figures =
    /^(\d{4})([-./])(\d{1,2})\2(\d{1,2})$/.exec(text) ?? /^(\d{4})(年)(\d{1,2})月(\d{1,2})[日号]$/.exec(text)
  if (figures) return dayFrom(Number(figures[1]), Number(figures[3]), Number(figures[4]))
  const solid = /^(\d{4})(\d{2})(\d{2})$/.exec(text)
  if (solid) return dayFrom(Number(solid[1]), Number(solid[2]), Number(solid[3]))
  const signs =
    /^([〇零○一二三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十廿卅]{1,3})[日号]$/.exec(
      text,
    )
  if (!signs) return null
  const [, year = '', month = '', date = ''] = signs
  return dayFrom(yearOf(year), smallNumberOf(month), smallNumberOf(date))
}

/** The day a text surely names, or null. A midnight behind it is what a spreadsheet adds by itself. */
export function readDayText(text: string): Day | null {
  if (text.length > LONGEST) return null
  const plain = tidy(text)
    .trim()
    .replace(/[\sT]+0?0:00(:00(\.0+)?)?$/, '')
    .replace(/\s/g, '')
  if (/^\d{5}$/.test(plain)) return readDayNumber(Number(plain))
  return dayInWords(plain)
}

/** What a count of days from 1904 is behind one from 1900. */
const DAYS_TO_1904 = 1462

/** A number out of a workbook that counts from 1904, as the usual count has it; any other number stays what it is. */
export const from1904To1900 = (number: number): number =>
  number + DAYS_TO_1904 >= FIRST_SERIAL && number + DAYS_TO_1904 <= LAST_SERIAL
    ? number + DAYS_TO_1904
    : number

/** The day of a number in a day column: a spreadsheet's count of days, or 20210501. */
export function readDayNumber(number: number): Day | null {
  if (number >= FIRST_SERIAL && number <= LAST_SERIAL)
    return new Date(SPREADSHEET_ZERO + Math.floor(number) * MS_PER_DAY).toISOString().slice(0, 10) as Day
  return Number.isInteger(number) ? dayInWords(String(number)) : null
}

/** The moment that a Shanghai clock shows. */
const instantFrom = (day: Day, time: string): Instant | null => {
  const at = new Date(`${day}T${time}+08:00`)
  return Number.isNaN(at.getTime()) ? null : (at.toISOString() as Instant)
}

/** The moment a text surely names by China's clock; a text that names a day alone lacks its time. */
export function readInstantText(text: string): Instant | 'time-missing' | null {
  if (text.length > LONGEST) return null
  const plain = tidy(text).trim()
  if (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(plain)) return plain as Instant
  if (readDayText(plain) !== null && !/\d:\d/.test(plain)) return 'time-missing'
  const parts =
    /^(.*?)[\sT]*(?<!\d)(\d{1,2})(?::|时|点)(\d{1,2})(?:(?::|分)(\d{1,2})(\.\d{1,3})?)?[分秒]?$/.exec(plain)
  const day = parts && dayInWords((parts[1] ?? '').replace(/\s/g, ''))
  if (!parts || !day) return null
  const two = (figure: string | undefined): string => (figure ?? '0').padStart(2, '0')
  return instantFrom(day, `${two(parts[2])}:${two(parts[3])}:${two(parts[4])}${parts[5] ?? ''}`)
}

/** The moment of a number in such a column: a count of days with a part of one. */
export function readInstantNumber(number: number): Instant | 'time-missing' | null {
  const day = readDayNumber(Math.floor(number))
  if (day === null || number > LAST_SERIAL) return day === null ? null : 'time-missing'
  if (Number.isInteger(number)) return 'time-missing'
  // A spreadsheet keeps a time as a fraction: to the second it is what somebody typed.
  const seconds = Math.round((number - Math.floor(number)) * 86_400)
  return new Date(Date.parse(`${day}T00:00:00+08:00`) + seconds * 1000).toISOString() as Instant
}

/** The same of a date cell. */
export const readInstantCell = (at: string): Instant | null => {
  const [day = '', time = ''] = at.split('T')
  return isDay(day) ? instantFrom(day, time) : null
}

/** A moment as a cell shows it, by China's clock; what its schema kept of it comes back when it is read. */
export function writeInstant(at: Instant): string {
  const local = new Date(Date.parse(at) + 8 * 3_600_000).toISOString()
  const [day, time = ''] = local.slice(0, -1).split('T')
  return `${day} ${time.replace(/\.000$/, '').replace(/^(\d\d:\d\d):00$/, '$1')}`
}
