import type { DateExpression } from './dates.ts'
import { nodeAt, type FlatNode } from './outline.ts'
import type { ReadPhase } from './phases.ts'
import { sentenceSpan } from './sentences.ts'
import type { Deadline, ReadDay } from './types.ts'
import { daysOf, type Resolved } from './years.ts'

export interface DeadlineReading {
  readonly flat: readonly FlatNode[]
  readonly text: string
  readonly folded: string
  readonly dates: readonly DateExpression[]
  readonly resolved: Resolved
  readonly phases: readonly ReadPhase[]
  readonly issuedOn: ReadDay | null
  readonly bodyEnd: number
}

const CUT_OFF =
  /(?:截止|不晚于|不迟于|最迟|最晚)[^。;\n]{0,8}$|(?:报送|上报|提交|上交|申报)(?:材料|总结)?(?:的)?(?:时间|日期)\s*[:为是]?\s*$/
/** 完成时限:5月底, 整改期限 6月30日, 时限要求:…: what is named behind the label is the last day. */
const LABELLED =
  /(?:(?:完成|整改|办结|落实|报送|上报|提交|反馈|销号|到位|截止)(?:的)?(?:时间|期限|日期|节点)|(?<!活动|行动|专项)时限(?:要求)?|时间(?:节点|要求))\s*[:为是]?\s*$/
const CUT_OFF_BEHIND = /^[^。;,\n]{0,4}(?:截止|为限)/
/** 于9月20日交…, 请于3月1日将…报…: due on the day. */
const ON = /(?:于|在)\s*$/
const HANDED_IN =
  /^\s*(?:\([^()]{1,8}\)\s*)?(?:[^。;,\n]{0,4}将[^。;,\n]{0,24})?(?:报送?|上报|上交|交|提交|发送|反馈)/
/** 6月底完成改造: the end of a month by which it is done. */
const DONE_BY = /^\s*(?:全部|全面|基本)?(?:完成|到位|办结|报送|上报)/
/** What is told, not asked: 2020年底前已完成. */
const DONE = /^[^。;\n]{0,6}(?:已|曾)/
const LONG_AGO = 60 * 86_400_000

/** Duties due by a date: "…前", "截止…". Ends of ranges, a phase's own dates and what comes again each month are none. */
export function readDeadlines(reading: DeadlineReading): Deadline[] {
  const { flat, text, folded, dates, resolved, phases, issuedOn, bodyEnd } = reading
  const own = new Set(phases.flatMap(({ date }) => (date ? [date] : [])))
  return dates.flatMap((date): Deadline[] => {
    if (date.start >= bodyEnd || date.quoted || date.recurring || own.has(date) || !isDue(date, folded))
      return []
    const day = daysOf(resolved, date).to
    if (day === null || isPast(day, issuedOn)) return []
    const span = sentenceSpan(folded, date.start)
    const path = nodeAt(flat, date.start)?.path ?? ''
    return [{ date: day, path, quote: text.slice(span.start, span.end).trim(), span }]
  })
}

function isDue(date: DateExpression, folded: string): boolean {
  const before = folded.slice(Math.max(0, date.start - 16), date.start)
  const behind = folded.slice(date.end, date.end + 40)
  if (date.shape === 'until') return !DONE.test(behind)
  if (date.shape !== 'point') return false
  if (LABELLED.test(before)) return true
  if (date.from?.last.day === null && DONE_BY.test(behind)) return true
  if (date.from?.coarse) return false
  return CUT_OFF.test(before) || CUT_OFF_BEHIND.test(behind) || (ON.test(before) && HANDED_IN.test(behind))
}

/** A day long before the document was written is history. */
const isPast = (day: ReadDay, issuedOn: ReadDay | null): boolean =>
  issuedOn !== null && Date.parse(issuedOn) - Date.parse(day) > LONG_AGO
