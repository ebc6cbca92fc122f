import { dayOf, writtenYear, type DateExpression } from './dates.ts'
import type { FlatNode } from './outline.ts'
import { nodeAt } from './outline.ts'
import type { OutlineNode, Phase, ReadDay, Span } from './types.ts'
import { endYear, yearFor } from './years.ts'

export interface Dated {
  readonly from: ReadDay | null
  readonly to: ReadDay | null
}

/** The days an expression means, its missing years inherited. */
export function resolve(
  expression: DateExpression,
  all: readonly DateExpression[],
  fallback: number | null,
): Dated {
  const inherited = yearFor(expression, all, fallback)
  const startYear =
    expression.from?.year ?? (expression.from ? (inheritFromEnd(expression) ?? inherited) : inherited)
  const from = expression.from ? dayOf(expression.from, 'from', startYear) : null
  const to = expression.to ? dayOf(expression.to, 'to', endYear(expression, startYear)) : null
  return { from, to }
}

/** "5月15日至2021年10月15日": the year may stand behind the end alone. */
const inheritFromEnd = ({ from, to }: DateExpression): number | null =>
  from?.year === null && to !== null && to.year !== null && to !== from && from.month <= to.month
    ? to.year
    : null

const STEPS = /步骤|阶段|进度|时间安排|程序|实施安排|推进计划|日程/
const NOT_A_PHASE = /^(?:活动|行动|整治|实施|检查|排查|报名|培训)?时间$|^时间安排$/
/** A phase says its dates in its heading or at the very beginning of its text. */
const NEAR = 48

const stripDates = (title: string): string =>
  title
    .replace(/[（(][^（）()]*(?:\d|[一二三四五六七八九十]月|月)[^（）()]*[）)]?/g, '')
    .replace(/[:：].*$/, '')
    .replace(/\d{4}\s*年.*$/, '')
    .replace(/\d{1,2}\s*月.*$/, '')
    .replace(/[（(,，、\s]+$/, '')
    .trim()

/** The phases of a plan: headings with dates under a heading of steps, and whatever calls itself 阶段. */
export function readPhases(
  flat: readonly FlatNode[],
  folded: string,
  dates: readonly DateExpression[],
  fallback: number | null,
): Phase[] {
  const candidates = flat.filter(({ node, parent }) => mayBePhase(node, parent))
  const phases = candidates.flatMap(({ node, parent }): Phase[] => {
    const heading = headingDate(node, folded, dates)
    const staged = /阶段/.test(node.marker + node.title)
    if (!heading && !staged) return []
    if (!staged && !STEPS.test(parent?.title ?? '')) return []
    const name = nameOf(node)
    if (NOT_A_PHASE.test(name)) return []
    const known =
      heading && hasYear(heading, dates, fallback)
        ? resolve(heading, dates, fallback)
        : { from: null, to: null }
    return [{ name, ...known, path: node.path, span: node.own }]
  })
  return phases.length >= 2 || phases.some(phase => /阶段/.test(phase.name)) ? phases : []
}

const hasYear = (date: DateExpression, all: readonly DateExpression[], fallback: number | null): boolean =>
  writtenYear(date) !== null || yearFor(date, all, fallback) !== null

const mayBePhase = (node: OutlineNode, parent: OutlineNode | null): boolean =>
  node.kind !== 'nis' &&
  (node.kind === 'stage'
    ? node.marker.includes('阶段')
    : STEPS.test(parent?.title ?? '') || /阶段(?:[（(]|$)|^第.{1,2}阶段/.test(node.title))

function nameOf(node: OutlineNode): string {
  const name = stripDates(node.title)
  if (node.kind !== 'stage') return name
  return name === '' || /^[\d于从自]/.test(name) ? node.marker : `${node.marker} ${name}`
}

/** The date that is the phase's own: in its heading, or before its text has really begun. */
export function headingDate(
  node: OutlineNode,
  folded: string,
  dates: readonly DateExpression[],
): DateExpression | null {
  const { start, end } = node.own
  const line = folded.indexOf('\n', start)
  const firstLine = Math.min(line < 0 ? end : line, end)
  const stop = folded.indexOf('。', start)
  const reach = Math.min(firstLine, stop < 0 ? firstLine : stop, start + NEAR)
  const inHeading = dates.find(date => date.start >= start && date.start < reach)
  if (inHeading) return inHeading
  // 时间：… on a line of its own below the heading
  const below = folded.slice(firstLine, Math.min(end, firstLine + NEAR))
  if (!/^\s*[（(]?\s*(?:时间|起止时间|\d{4}\s*年)/.test(below)) return null
  return (
    dates.find(date => date.start >= firstLine && date.start < firstLine + NEAR && date.start < end) ?? null
  )
}

const WHOLE =
  /分(?:为|成)?\s*[\d一二三四五六七八九十]+\s*个?(?:阶段|步骤)|共\s*\d+\s*天|为期|起止|自.{0,30}起.{0,6}至/
const TIME_HEADING = /(?:活动|行动|整治|实施|开展|检查|排查|总体|起止)?时间(?:安排|节点)?$|工作期限/

/** The whole activity's range, where the text states it: never put together from phases. */
export function readWindow(
  flat: readonly FlatNode[],
  folded: string,
  dates: readonly DateExpression[],
  phases: readonly Phase[],
  fallback: number | null,
): (Dated & { span: Span }) | null {
  const found = dates.find(date => date.shape === 'range' && isWhole(date, flat, folded, dates, phases))
  if (!found || !hasYear(found, dates, fallback)) return null
  return { ...resolve(found, dates, fallback), span: { start: found.start, end: found.end } }
}

function isWhole(
  date: DateExpression,
  flat: readonly FlatNode[],
  folded: string,
  dates: readonly DateExpression[],
  phases: readonly Phase[],
): boolean {
  const node = nodeAt(flat, date.start)
  if (!node) return false
  if (phases.some(phase => phase.path === node.path) && headingDate(node, folded, dates) === date)
    return false
  if (node.kind === 'stage') return false
  const sentence = sentenceAround(folded, date.start)
  if (WHOLE.test(sentence)) return true
  return TIME_HEADING.test(node.title.replace(/[\d（(].*$/, '')) && firstIn(node, dates) === date
}

const firstIn = (node: OutlineNode, dates: readonly DateExpression[]): DateExpression | undefined =>
  dates.find(date => date.start >= node.own.start && date.start < node.own.end)

/** The sentence an offset stands in, on its own line. */
export function sentenceAround(folded: string, offset: number): string {
  const { start, end } = sentenceSpan(folded, offset)
  return folded.slice(start, end)
}

export function sentenceSpan(folded: string, offset: number): Span {
  let start = offset
  while (start > 0 && !/[。;!?\n]/.test(folded.charAt(start - 1))) start -= 1
  let end = offset
  while (end < folded.length && !/[。;!?\n]/.test(folded.charAt(end))) end += 1
  while (start < end && folded.charAt(start) === ' ') start += 1
  return { start, end: Math.min(end + 1, folded.length) }
}
