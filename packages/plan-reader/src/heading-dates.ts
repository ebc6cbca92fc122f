import type { DateExpression } from './dates.ts'
import type { FlatNode } from './outline.ts'

/** A phase says its dates in its heading or at the very beginning of its text. */
const NEAR = 60
const BELOW = 48
/** What may stand between a phase's name and its date. */
const LEAD = /^\s*(?:从|自|于|在|为|是|定于|时间|起止时间|时间安排|时限|时间节点|计划)*\s*[:：]?\s*$/
/** A name that runs into its date without a sign between. */
const NAME = /(?:阶段|期|步|时间|安排|\s)(?:为|是|从|自|于)?\s*$/
/** (第一阶段,3月1日… */
const IN_BRACKETS = 16
const LABELLED = /^\s*\(?\s*(?:[\u4e00-\u9fa5]{0,4}(?:时间|时限|期限)(?:安排|节点)?\s*[:为]|\d{4}\s*年)/

/** Finds the dates that are a heading's own; built once over the dates of a text. */
export interface HeadingDates {
  of(node: FlatNode): DateExpression | null
}

export function headingDates(folded: string, dates: readonly DateExpression[]): HeadingDates {
  const usable = dates.filter(date => !date.quoted && !date.recurring)
  return {
    of: ({ node, bodyStart }) => {
      const { end } = node.own
      const line = folded.indexOf('\n', bodyStart)
      const lineEnd = Math.min(line < 0 ? end : line, end)
      const inHeading = firstFrom(usable, node.own.start)
      if (inHeading && inHeading.start < Math.min(lineEnd, bodyStart + NEAR)) {
        const before = folded.slice(bodyStart, Math.max(bodyStart, inHeading.start))
        if (inHeading.shape === 'until' ? isLeadOfEnd(before) : isLead(before)) return inHeading
      }
      // 时间：… on a line of its own below the heading
      const below = folded.slice(lineEnd, Math.min(end, lineEnd + BELOW))
      if (!LABELLED.test(below)) return null
      const beneath = firstFrom(usable, lineEnd)
      return beneath && beneath.start < Math.min(end, lineEnd + BELOW) ? beneath : null
    },
  }
}

/** The first date at or behind an offset. */
export function firstFrom(sorted: readonly DateExpression[], offset: number): DateExpression | null {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle]?.start ?? 0) < offset) low = middle + 1
    else high = middle
  }
  return sorted[low] ?? null
}

/** …前 behind a comma or a full stop is a duty of the text: 初审。3月25日前…; a stage says it so of itself. */
const isLeadOfEnd = (before: string): boolean =>
  isLead(before) && (!/[。,]/.test(before) || /阶段[^。,]{0,8}[。,]\s*$/.test(before))

/** True when nothing but the name stands before the date: 安排部署(, 自查阶段:从, and not 自查,并于. */
function isLead(before: string): boolean {
  if (before.includes('。')) return /^[^。]{2,24}。\s*\(?\s*(?:时间\s*[:为])?\s*$/.test(before)
  const open = before.lastIndexOf('(')
  if (open > before.lastIndexOf(')')) return before.length - open <= IN_BRACKETS && !before.includes(';')
  const parts = before.split(/[:,]/)
  if (parts.length === 1) return before === '' || LEAD.test(before) || NAME.test(before)
  return parts.length <= 3 && before.length <= 40 && LEAD.test(parts.at(-1) ?? '')
}
