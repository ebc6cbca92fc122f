import { z } from 'zod'

/** A calendar day in Asia/Shanghai, `YYYY-MM-DD`. */
export type Day = `${number}-${number}-${number}`
/** A moment in UTC, ISO 8601 ending in `Z`. */
export type Instant = `${string}T${string}Z`

const MS_PER_DAY = 86_400_000
/** China has one time zone and no summer time since 1991, so the offset is a constant. */
const OFFSET_MS = 8 * 3_600_000

/** True when the text names a day that exists, of this century or one beside it: 2026-02-30 and 0026-02-03 are refused. */
export function isDay(text: string): text is Day {
  if (!/^(?:19|20|21)\d{2}-\d{2}-\d{2}$/.test(text)) return false
  const at = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(at) && fromMs(at) === text
}

export const Day = z.custom<Day>(value => typeof value === 'string' && isDay(value), { error: 'not-a-day' })
export const Instant = z.custom<Instant>(
  value =>
    typeof value === 'string' &&
    /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(value) &&
    !Number.isNaN(Date.parse(value)),
  { error: 'not-an-instant' },
)

/** A calendar has few days, and rules ask for the same ones over and over: a lifetime of them is remembered. */
const MOST_REMEMBERED = 40_000
const numbers = new Map<Day, number>()
const texts = new Map<number, Day>()

function toMs(day: Day): number {
  const known = numbers.get(day)
  if (known !== undefined) return known
  const ms = Date.parse(`${day}T00:00:00Z`)
  if (numbers.size < MOST_REMEMBERED) numbers.set(day, ms)
  return ms
}

function fromMs(ms: number): Day {
  const number = Math.floor(ms / MS_PER_DAY)
  const known = texts.get(number)
  if (known !== undefined) return known
  const day = new Date(ms).toISOString().slice(0, 10) as Day
  if (texts.size < MOST_REMEMBERED) texts.set(number, day)
  return day
}

/** The day `count` days later (earlier when negative). */
export const addDays = (day: Day, count: number): Day => fromMs(toMs(day) + count * MS_PER_DAY)

/** Whole days from `from` to `to`; negative when `to` lies before. */
export const daysBetween = (from: Day, to: Day): number => (toMs(to) - toMs(from)) / MS_PER_DAY

/** The same day of the month `count` months later, or that month's last day when it is shorter. */
export function addMonths(day: Day, count: number): Day {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number]
  const last = new Date(Date.UTC(year, month + count, 0)).getUTCDate()
  return fromMs(Date.UTC(year, month - 1 + count, Math.min(date, last)))
}

/** The Shanghai day on which a moment falls. */
export const dayOf = (at: Instant): Day => fromMs(Date.parse(at) + OFFSET_MS)

/** The last moment of a Shanghai day: "5月15日前" is due at 2021-05-15 23:59:59.999 (FACTS 2, editable practice). */
export const endOfDay = (day: Day): Instant =>
  new Date(toMs(day) + MS_PER_DAY - 1 - OFFSET_MS).toISOString() as Instant

/** The first moment of a Shanghai day. */
export const startOfDay = (day: Day): Instant => new Date(toMs(day) - OFFSET_MS).toISOString() as Instant

/** Monday is 1, Sunday is 7. */
export const weekdayOf = (day: Day): number => new Date(toMs(day)).getUTCDay() || 7

/** The Shanghai time of day, `HH:MM`. */
export const timeOf = (at: Instant): string =>
  new Date(Date.parse(at) + OFFSET_MS).toISOString().slice(11, 16)
