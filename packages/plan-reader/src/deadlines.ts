import type { DateExpression } from './dates.ts'
import type { FlatNode } from './outline.ts'
import { nodeAt } from './outline.ts'
import { headingDate, resolve, sentenceSpan } from './phases.ts'
import type { Deadline, Phase } from './types.ts'

const CUT_OFF = /(?:截止|截至|不晚于|不迟于|最迟)[^。;\n]{0,8}$/
const CUT_OFF_BEHIND = /^[^。;\n]{0,4}(?:截止|为限)/
/** What is told, not asked: 2020年底前已完成. */
const DONE = /^[^。;\n]{0,6}(?:已|曾)/

/** Duties due by a date: "…前", "截止…". Ends of ranges and a phase's own dates are none. */
export function readDeadlines(
  flat: readonly FlatNode[],
  text: string,
  folded: string,
  dates: readonly DateExpression[],
  phases: readonly Phase[],
  fallback: number | null,
  bodyEnd: number,
): Deadline[] {
  const own = new Set(
    phases
      .map(phase => flat.find(({ node }) => node.path === phase.path)?.node)
      .map(node => (node ? headingDate(node, folded, dates) : null)),
  )
  return dates.flatMap((date): Deadline[] => {
    if (date.start >= bodyEnd || own.has(date) || !isDue(date, folded)) return []
    const day = resolve(date, dates, fallback).to
    if (day === null) return []
    const span = sentenceSpan(folded, date.start)
    return [
      {
        date: day,
        path: nodeAt(flat, date.start)?.path ?? '',
        quote: text.slice(span.start, span.end).trim(),
        span,
      },
    ]
  })
}

function isDue(date: DateExpression, folded: string): boolean {
  const before = folded.slice(Math.max(0, date.start - 16), date.start)
  const behind = folded.slice(date.end, date.end + 16)
  if (date.shape === 'until') return !DONE.test(behind)
  return date.shape === 'point' && (CUT_OFF.test(before) || CUT_OFF_BEHIND.test(behind))
}
