import { dayOf, writtenYear, type DateExpression } from './dates.ts'
import type { HeadingDates } from './heading-dates.ts'
import type { FlatNode } from './outline.ts'
import { listPhaseLines, listPhaseRun, type PhaseLine } from './phase-lines.ts'
import { phaseName } from './phase-names.ts'
import type { OutlineNode, Phase, ReadDay } from './types.ts'
import { daysOf, type Dated, type Resolved } from './years.ts'

export interface PhaseReading {
  readonly flat: readonly FlatNode[]
  readonly folded: string
  readonly dates: readonly DateExpression[]
  readonly resolved: Resolved
  readonly headings: HeadingDates
}

/** A phase, and the date that is its own and therefore no deadline. */
export interface ReadPhase {
  readonly phase: Phase
  readonly date: DateExpression | null
}

/** Headings whose items are the phases themselves, with days or without. */
const STEPS = /步骤|阶段/
/** Headings below which lines without numbers may be phases. */
const LISTED = /步骤|阶段|进度|时间安排/
const IN_PARTS = /分(?:为|成)?\s*[\d０-９一二两三四五六七八九十]+\s*个?(?:阶段|步骤)/
const STEPS_AND_MORE = /要求|措施|内容|任务|保障/
/** Headings whose items are phases where they have days of their own. */
const SCHEDULE = /步骤|阶段|进度|程序|日程|时间|安排|推进计划|实施计划/
const NOT_A_PHASE = /时间(?:安排|节点)?$|^(?:对象|范围|内容|地点|要求|方式|主题)/
const CALLED_PHASE = /^[^。；;：:\n]{0,20}阶段(?:[（(。；;：:，,\s]|$)/
/** Stages of schooling, and of nothing in particular. */
const OTHER_STAGE = /(?:教育|小学|初中|高中|中学|学前|现|目前|下一|新|本|各|每个|这一)阶段/
const LONGEST_HEADING = 24

/** The phases of a plan: items of a heading of steps, and whatever calls itself 阶段. */
export function readPhases(reading: PhaseReading): ReadPhase[] {
  const { flat, headings, folded } = reading
  const own = new Map(flat.map(each => [each.node, headings.of(each)] as const))
  const phases = new Set<OutlineNode>()
  const found = flat.flatMap((each): ReadPhase[] => {
    const { node, parent, bodyStart } = each
    if (parent && phases.has(parent)) return []
    const run = listPhaseRun(folded, { start: bodyStart, end: node.own.end }, reading.dates)
    if (run.length > 0) phases.add(node)
    if (run.length > 0) return run.map(line => toPhase(line, node, reading))
    const date = own.get(node) ?? null
    if (!isPhase(node, parent, own)) return []
    const name = phaseName(node, date, folded, bodyStart)
    if (NOT_A_PHASE.test(name)) return []
    phases.add(node)
    return [{ phase: { name, ...known(date, reading), path: node.path, span: node.own }, date }]
  })
  const all = [...found, ...unnumbered(reading, phases)].toSorted(
    (a, b) => a.phase.span.start - b.phase.span.start,
  )
  return all.length >= 2 || all.some(({ phase }) => phase.name.includes('阶段')) ? inOrder(all) : []
}

type OwnDates = ReadonlyMap<OutlineNode, DateExpression | null>

function isPhase(node: OutlineNode, parent: OutlineNode | null, own: OwnDates): boolean {
  if (node.kind === 'attachment') return false
  const date = own.get(node) ?? null
  const under = parent?.title.replace(/\s/g, '') ?? ''
  if (node.kind === 'nis')
    return date !== null && isCalledPhase(node) && (STEPS.test(under) || IN_PARTS.test(parent?.text ?? ''))
  if (node.kind === 'stage') return node.marker.includes('阶段') || (date !== null && STEPS.test(under))
  if (isCalledPhase(node))
    return date !== null || SCHEDULE.test(under) || (parent?.children.filter(isCalledPhase).length ?? 0) >= 2
  const siblings = parent?.children ?? []
  const steps = (STEPS.test(under) && !STEPS_AND_MORE.test(under)) || IN_PARTS.test(parent?.text ?? '')
  if (steps) return date !== null || siblings.length >= 2
  const dated = siblings.filter(sibling => own.get(sibling)).length
  return date !== null && !isSingleDay(date) && SCHEDULE.test(under) && dated >= 2
}

const isSingleDay = ({ shape, from }: DateExpression): boolean =>
  shape === 'point' && from !== null && from.first.day === from.last.day

const isCalledPhase = ({ text }: OutlineNode): boolean =>
  CALLED_PHASE.test(text) && !OTHER_STAGE.test(text.slice(0, LONGEST_HEADING))

/** The days a date means; none where the document names no year, for a year is never invented. */
function known(date: DateExpression | null, { resolved }: Pick<PhaseReading, 'resolved'>): Dated {
  const days = date ? daysOf(resolved, date) : { from: null, to: null }
  return (days.from ?? days.to)?.startsWith('?') ? { from: null, to: null } : days
}

/** Phases listed as lines of a paragraph under a heading of steps. */
function unnumbered(reading: PhaseReading, phases: ReadonlySet<OutlineNode>): ReadPhase[] {
  return reading.flat.flatMap(({ node, bodyStart, parent }) => {
    const opening = reading.folded.slice(bodyStart, Math.min(node.own.end, bodyStart + 120))
    if (
      phases.has(node) ||
      !LISTED.test(opening.replace(/\s/g, '')) ||
      node.children.some(child => phases.has(child))
    )
      return []
    if (parent && phases.has(parent)) return []
    return listPhaseLines(reading.folded, { start: bodyStart, end: node.own.end }, reading.dates).map(line =>
      toPhase(line, node, reading),
    )
  })
}

const toPhase = (
  { name, date, span }: PhaseLine,
  { path }: OutlineNode,
  reading: PhaseReading,
): ReadPhase => ({
  phase: { name, ...known(date, reading), path, span },
  date,
})

const LONG_BEFORE = 60 * 86_400_000

/** Phases follow each other: one that would begin long before the one above it is the next year's, unless it writes its year. */
function inOrder(phases: readonly ReadPhase[]): ReadPhase[] {
  let last: ReadDay | null = null
  return phases.map(({ phase, date }) => {
    const start = phase.from ?? phase.to
    const before = start !== null && last !== null && Date.parse(last) - Date.parse(start) > LONG_BEFORE
    const year = before && date && writtenYear(date) === null ? Number(start.slice(0, 4)) + 1 : null
    const days =
      year === null || !date
        ? { from: phase.from, to: phase.to }
        : {
            from: date.from && date.shape !== 'until' ? dayOf(date.from, 'from', year) : null,
            to: date.to ? dayOf(date.to, 'to', year) : null,
          }
    last = days.from ?? days.to ?? last
    return { phase: { ...phase, ...days }, date }
  })
}
