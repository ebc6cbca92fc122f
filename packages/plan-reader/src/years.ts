import { dayOf, writtenYear, type DateExpression, type DatePoint } from './dates.ts'
import { nodeAt, type FlatNode } from './outline.ts'
import type { ReadDay } from './types.ts'

export interface Dated {
  readonly from: ReadDay | null
  readonly to: ReadDay | null
}

/** What the head of a document says of its time. */
export interface Anchor {
  /** The one year its title names; a title that names several has none. */
  readonly titleYear: number | null
  readonly issuedOn: ReadDay | null
  /** The year in which the school year of its title begins: 2024 for 2024—2025学年 and for 2024学年. */
  readonly schoolYear: number | null
  /** The year in the document's number, or of a signature that names only the month. */
  readonly issueYear: number | null
}

/** The days each expression means, its missing years inherited; an unreadable one means none. */
export type Resolved = ReadonlyMap<DateExpression, Dated>

const NO_DAYS: Dated = { from: null, to: null }
export const daysOf = (resolved: Resolved, date: DateExpression): Dated => resolved.get(date) ?? NO_DAYS

/**
 * Gives every expression its days. A year that is not written is inherited from what stands to the left in the same
 * section, else from the title or the date of issue, else from whatever the document wrote last: none is invented,
 * and without any the days read `????-05-15`.
 */
export function resolveDates(
  dates: readonly DateExpression[],
  flat: readonly FlatNode[],
  anchor: Anchor,
): Resolved {
  const resolved = new Map<DateExpression, Dated>()
  const head = anchor.titleYear ?? yearOf(anchor.issuedOn) ?? anchor.issueYear
  let left: Left | null = null
  for (const date of dates) {
    const section = sectionOf(nodeAt(flat, date.start)?.path ?? null)
    const near = left !== null && left.section === section && (head === null || left.year >= head)
    const inherited =
      left !== null && (near || head === null) ? following(left, date) : headYear(date, head, anchor)
    const days = resolve(date, inherited)
    resolved.set(date, days)
    const year = yearOf(days.to) ?? yearOf(days.from)
    if (writtenYear(date) !== null && year !== null && !date.quoted && !isTarget(date))
      left = { date, days, year, section }
  }
  return resolved
}

/** The outermost heading of a path, within the document that is enclosed. */
const sectionOf = (path: string | null): string | null =>
  path === null ? null : (/^(?:附件?[^/]*\/)?[^/]*/.exec(path)?.[0] ?? null)

interface Left {
  readonly date: DateExpression
  readonly days: Dated
  readonly year: number
  /** The outermost heading it stands under. */
  readonly section: string | null
}

/** 到2024年底 is an aim: what follows need not lie in that year. */
const isTarget = ({ from, shape }: DateExpression): boolean =>
  shape === 'point' && from !== null && from.coarse && from.first.month === 12

const yearOf = (day: ReadDay | null): number | null =>
  day && !day.startsWith('?') ? Number(day.slice(0, 4)) : null

const beginning = ({ from, to }: DateExpression): number => (from ?? to)?.first.month ?? 12
const ending = ({ from, to }: DateExpression): number => (to ?? from)?.last.month ?? 1

/**
 * The year of what follows a date: the one that puts it inside that date's range; else the same, unless the plan
 * reaches from autumn into spring (2021年11月 is followed by 1月, which is the next year's).
 */
function following(left: Left, date: DateExpression): number {
  const point = date.to ?? date.from
  for (const year of point ? [left.year, left.year - 1] : []) {
    const day = point && dayOf(point, 'to', year)
    if (day && left.days.from && left.days.to && left.days.from <= day && day <= left.days.to) return year
  }
  const [month, own] = [ending(left.date), beginning(date)]
  return (month >= 9 && own <= 3) || (month >= 11 && own <= 6) ? left.year + 1 : left.year
}

const LONG_BEFORE = 90 * 86_400_000
const SOON_AFTER = 250 * 86_400_000
/** Plans for a school year are made in August. */
const SCHOOL_BEGINS = 8

/**
 * The head's year; a day long before the issue that comes again soon after it is the next year's (issued in December,
 * due in January). A stretch over the turn of the year is judged by its beginning.
 */
function headYear(
  date: DateExpression,
  head: number | null,
  { issuedOn, schoolYear }: Anchor,
): number | null {
  if (schoolYear !== null) return beginning(date) >= SCHOOL_BEGINS ? schoolYear : schoolYear + 1
  const issued = issuedOn === null ? Number.NaN : Date.parse(issuedOn)
  const turns = date.from !== null && date.to !== null && date.to.last.month < date.from.first.month
  const point = turns ? date.from : (date.to ?? date.from)
  if (head === null || point === null || head !== yearOf(issuedOn)) return head
  const [same, next] = [dayOf(point, 'to', head), dayOf(point, 'to', head + 1)]
  if (same === null || next === null) return head
  const past = issued - Date.parse(same) > LONG_BEFORE
  return past && Date.parse(next) - issued < SOON_AFTER ? head + 1 : head
}

function resolve(date: DateExpression, inherited: number | null): Dated {
  const { from, to, shape } = date
  if (shape === 'point' && from) {
    const year = from.year ?? shifted(from, inherited)
    return { from: dayOf(from, 'from', year), to: dayOf(from, 'to', year) }
  }
  const startYear = from ? (from.year ?? fromEnd(from, to) ?? shifted(from, inherited)) : inherited
  const endYear = to ? (to.year ?? ends(from, to, startYear)) : null
  return {
    from: from ? dayOf(from, 'from', startYear) : null,
    to: to ? dayOf(to, 'to', endYear) : null,
  }
}

const shifted = ({ shift }: DatePoint, year: number | null): number | null =>
  year === null ? null : year + shift

/** 5月15日至2021年10月15日: the year may stand behind the end alone. */
const fromEnd = (from: DatePoint, to: DatePoint | null): number | null =>
  to === null || to.year === null || to === from
    ? null
    : from.first.month <= to.last.month
      ? to.year
      : to.year - 1

/** The year of a range's end: its beginning's, or the next when it says so or the months run backwards. */
const ends = (from: DatePoint | null, to: DatePoint, startYear: number | null): number | null =>
  startYear === null
    ? null
    : from && (to.shift === 1 || to.last.month < from.first.month)
      ? startYear + 1
      : startYear + (from ? 0 : to.shift)
