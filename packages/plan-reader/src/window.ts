import type { DateExpression } from './dates.ts'
import { firstFrom } from './heading-dates.ts'
import type { Line } from './lines.ts'
import { nodeAt, type FlatNode } from './outline.ts'
import type { ReadPhase } from './phases.ts'
import { sentenceAround } from './sentences.ts'
import type { Span } from './types.ts'
import { daysOf, type Dated, type Resolved } from './years.ts'

export interface WindowReading {
  readonly flat: readonly FlatNode[]
  readonly folded: string
  readonly dates: readonly DateExpression[]
  readonly resolved: Resolved
  readonly phases: readonly ReadPhase[]
  readonly preamble: Span
  readonly titleLines: readonly Line[]
}

const PARTS = '分(?:为|成)?\\s*[\\d一二两三四五六七八九十]+\\s*个?(?:阶段|步骤|步)'
/** A sentence about the whole of it: 分三个阶段, 共100天, 为期三个月. */
const WHOLE = new RegExp(
  `${PARTS}|[共历]\\s*(?:计|时)?\\s*[\\d一二两三四五六七八九十]+\\s*(?:天|个月)|为期|起止`,
)
const THEN_PARTS = new RegExp(`^(?:结束|止|为止|截止)?[。,;:]?\\s*(?:共|具体|主要|整个活动)?\\s*${PARTS}`)
/** Headings that say when: 活动时间, 活动主题、时间, 时间步骤. */
const TIME_HEADING = /时间|期限|时限/
/** 3月:动员部署 is one line of a schedule. */
const BEGINS_LINE = /\n[ ]*$/
/** …; 活动时间:6月1日至…. */
const TIME_LABEL =
  /(?:活动|行动|整治|检查|排查|开展|实施|专项|督查|起止|总体|工作|治理|攻坚)?(?:起止)?时间(?:安排)?\s*[:为是]\s*(?:从|自)?\s*$/
/** (责任人:…;时间:… : the time of one duty. */
const ASIDE = /\([^()]*(?<!动|作|体)时间\s*[:为是]\s*(?:从|自)?\s*$/
/** 决定于3月1日至6月30日在全县开展…行动: the first paragraph says when it is done. */
const CARRIED_OUT =
  /^[^。;]{0,24}(?:开展|组织|集中|进行|实施)[^。;]{0,40}(?:行动|活动|整治|检查|排查|治理|攻坚|教育)/

/** The whole activity's stretch, where the text states it: never put together from phases. */
export function readWindow(reading: WindowReading): (Dated & { span: Span }) | null {
  const own = new Set(reading.phases.flatMap(({ date }) => (date ? [date] : [])))
  const usable = reading.dates.filter(date => !date.quoted && !date.recurring && !own.has(date))
  const found =
    usable.find(date => isStretch(date) && isWhole(date, usable, reading)) ??
    usable.find(date => isStretch(date) && inTitle(date, reading))
  const days = found && daysOf(reading.resolved, found)
  if (!days || (days.from ?? days.to ?? '?').startsWith('?')) return null
  return { from: days.from, to: days.to, span: { start: found.start, end: found.end } }
}

/** A range, or a month or a part of one; a single day is an event. */
const isStretch = ({ shape, from, to }: DateExpression): boolean =>
  shape === 'range' ||
  (shape === 'point' && from !== null && from === to && (from.first.day !== from.last.day || from.coarse))

function isWhole(date: DateExpression, usable: readonly DateExpression[], reading: WindowReading): boolean {
  const { flat, folded, preamble } = reading
  const before = folded.slice(Math.max(0, date.start - 24), date.start)
  if (TIME_LABEL.test(before) && !ASIDE.test(before)) return true
  const node = nodeAt(flat, date.start)
  if (date.shape === 'range') {
    if (WHOLE.test(sentenceAround(folded, date.start))) return true
    if (THEN_PARTS.test(folded.slice(date.end, date.end + 40))) return true
    const opening = date.start < preamble.end || node?.kind === 'attachment'
    if (opening && CARRIED_OUT.test(folded.slice(date.end, date.end + 90))) return true
  }
  if (BEGINS_LINE.test(folded.slice(Math.max(0, date.start - 12), date.start)) && folded[date.end] === ':')
    return false
  if (!node || node.kind === 'stage' || node.kind === 'nis' || node.kind === 'attachment') return false
  const under = node.title.replace(/[\d０-９（(].*$|\s/g, '')
  return TIME_HEADING.test(under) && under.length <= 16 && firstFrom(usable, node.own.start) === date
}

/** …三年行动方案（2024—2026年） */
const inTitle = (date: DateExpression, { titleLines }: WindowReading): boolean =>
  date.shape === 'range' && titleLines.some(line => line.start <= date.start && date.start < line.end)
