import type { DateExpression } from '../dates.ts'
import type { HeadingDates } from '../heading-dates.ts'
import { nodeAt, type Outline } from '../outline.ts'
import type { ParsedPlan, Question, QuestionCode, Span } from '../types.ts'
import type { Resolved } from '../years.ts'

/** Everything that was read, for those who ask about it. */
export interface Reading {
  readonly text: string
  readonly folded: string
  readonly outline: Outline
  readonly dates: readonly DateExpression[]
  readonly resolved: Resolved
  readonly headings: HeadingDates
  /** Division code of the county that reads, when known. */
  readonly countyCode: string | null
  readonly plan: Omit<ParsedPlan, 'questions'>
}

/** What a question points at: a node and the words it is about. */
export type Place = Pick<Question, 'path' | 'quote' | 'span'>

export const ask = (code: QuestionCode, place: Place, zh: string, en: string): Question => ({
  ...{ code, ...place },
  message: { zh, en },
})

/** For what the document as a whole lacks. */
export const NOWHERE: Place = { path: null, quote: '', span: null }

export const placeOf = (
  { text, outline }: Pick<Reading, 'text' | 'outline'>,
  { start, end }: Span,
): Place => ({
  path: nodeAt(outline.flat, start)?.path ?? null,
  quote: text.slice(start, end),
  span: { start, end },
})

export const daysApart = (a: string, b: string): number => (Date.parse(b) - Date.parse(a)) / 86_400_000

const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
)

/** A day as the question writes it: 2021年5月15日, 15 May 2021. A year that is not known is left out. */
export function sayDay(day: string): { zh: string; en: string } {
  const [year = '', month, date] = day.split('-')
  const known = /^\d+$/.test(year)
  return {
    zh: `${known ? `${year}年` : ''}${Number(month)}月${Number(date)}日`,
    en: `${Number(date)} ${MONTHS[Number(month) - 1] ?? ''}${known ? ` ${year}` : ''}`,
  }
}
