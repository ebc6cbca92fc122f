import { writtenYear, type DateExpression } from './dates.ts'

/**
 * The year an expression without one inherits: from the last date to its left that has one, else from the
 * title, else from the date of issue. Null where the document names no year: none is invented.
 */
export function yearFor(
  expression: DateExpression,
  all: readonly DateExpression[],
  fallback: number | null,
): number | null {
  const left = all.filter(each => each.start < expression.start && writtenYear(each) !== null).at(-1)
  if (!left) return fallback
  const year = (left.to ?? left.from)?.year ?? left.from?.year ?? fallback
  const month = (left.to ?? left.from)?.month ?? 1
  const own = (expression.from ?? expression.to)?.month ?? 12
  // A plan that reaches from autumn into spring: 2021年11月 is followed by 1月, which is the next year's.
  return year !== null && month >= 9 && own <= 3 && own < month ? year + 1 : year
}

/** The year of a range's end: its own, or its beginning's, or the next when the months run backwards. */
export function endYear(expression: DateExpression, startYear: number | null): number | null {
  const { from, to } = expression
  if (!to) return startYear
  if (to.year !== null) return to.year
  return startYear !== null && from && to.month < from.month ? startYear + 1 : startYear
}
