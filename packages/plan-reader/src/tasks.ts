import { readAddressees, readOwner } from './addressees.ts'
import { areasIn } from './areas.ts'
import type { FlatNode } from './outline.ts'
import { sentenceSpan } from './sentences.ts'
import type { Area, AreaMention, Deadline, OutlineNode, Phase, Span, TaskCandidate } from './types.ts'

/** Sections that tell why and for whom, and lay nothing on anybody. */
const CONTEXT =
  /指导思想|总体要求|总体目标|工作目标|目标任务要求|基本原则|工作原则|活动主题|组织领导|组织机构|适用范围|对象|名额|条件|附则/
const LONGEST_TITLE = 40

interface Reading {
  readonly text: string
  readonly folded: string
  readonly flat: readonly FlatNode[]
  readonly phases: readonly Phase[]
  readonly deadlines: readonly Deadline[]
  readonly areas: readonly AreaMention[]
}

/** Obligations of the plan: its leaves, and in a phase's paragraph each sentence that addresses somebody else. */
export function readTasks(reading: Reading): TaskCandidate[] {
  return reading.flat
    .filter(({ node }) => node.children.length === 0 && !isContext(node, reading.flat))
    .flatMap(({ node }) => cut(node, reading).map(span => toTask(node, span, reading)))
    .filter(task => task.title.length >= 2)
}

function isContext(node: OutlineNode, flat: readonly FlatNode[]): boolean {
  const path = node.path.split('/')
  return path.some((_, index) => {
    const above = flat.find(each => each.node.path === path.slice(0, index + 1).join('/'))
    return above !== undefined && CONTEXT.test(above.node.title)
  })
}

/** The node's stretch without the blanks behind it. */
const bodyOf = ({ own }: OutlineNode, { folded }: Reading): Span => ({
  start: own.start,
  end: own.start + folded.slice(own.start, own.end).trimEnd().length,
})

/** A phase's paragraph may hold several duties for several readers; any other leaf is one duty. */
function cut(node: OutlineNode, reading: Reading): Span[] {
  const whole = bodyOf(node, reading)
  if (!reading.phases.some(phase => phase.path === node.path)) return [whole]
  const sentences: Span[] = []
  for (let at = whole.start; at < whole.end;) {
    const span = sentenceSpan(reading.folded, at, Number.POSITIVE_INFINITY)
    const end = Math.min(span.end, whole.end)
    sentences.push({ start: Math.max(at, span.start), end })
    at = Math.max(end, at + 1)
  }
  const [heading, ...rest] = sentences
  const duties = rest.filter(
    span => readAddressees(slice(reading.folded, span), slice(reading.text, span)) !== null,
  )
  return duties.length > 0
    ? duties
    : rest.length > 0
      ? [{ start: rest[0]?.start ?? whole.start, end: whole.end }]
      : heading
        ? [heading]
        : []
}

const slice = (text: string, { start, end }: Span): string => text.slice(start, end).trim()

function toTask(node: OutlineNode, span: Span, reading: Reading): TaskCandidate {
  const { text, folded, deadlines, phases } = reading
  const quote = text.slice(span.start, span.end)
  const inside = deadlines.find(each => each.span.start < span.end && span.start < each.span.end)
  const phase = phases.findIndex(each => each.path === node.path)
  const whole = span.start === node.own.start
  const sentence = slice(
    folded,
    whole
      ? {
          start: span.start + (folded.slice(span.start, span.end).indexOf(node.title.charAt(0)) || 0),
          end: span.end,
        }
      : span,
  )
  return {
    path: node.path,
    title: titleFor(
      whole && node.kind !== 'nis' ? node.title : quote.replace(/^\s*[一二三四五六七八九十]是/, ''),
    ),
    ...{ quote, span },
    area: areaOf(node, reading),
    addressees: readAddressees(sentence, sentence) ?? firstAddressees(folded, span),
    owner: readOwner(quote),
    dueOn: inside?.date ?? (phase >= 0 && phases[phase]?.from === null ? (phases[phase]?.to ?? null) : null),
    phase: phase >= 0 ? phase : null,
  }
}

/** The first sentence of the stretch that begins with a group. */
function firstAddressees(folded: string, span: Span): ReturnType<typeof readAddressees> {
  for (const sentence of folded.slice(span.start, span.end).split(/[。;:]/)) {
    const found = readAddressees(sentence.trim(), sentence.trim())
    if (found) return found
  }
  return null
}

const titleFor = (text: string): string => {
  const clause = /^[^。；;！!？?\n]*/.exec(text.trim())?.[0] ?? ''
  if (clause.length <= LONGEST_TITLE) return clause
  const part = clause.split(/[，,]/)[0] ?? clause
  return part.slice(0, LONGEST_TITLE)
}

/** The area of the nearest heading that names one. */
function areaOf(node: OutlineNode, { areas, flat }: Reading): Area | null {
  const own = areasIn(node.title)
  if (node.kind === 'nis' && own.length === 1) return own[0] ?? null
  const parts = node.path.split('/')
  for (let length = parts.length; length > 0; length -= 1) {
    const path = parts.slice(0, length).join('/')
    const named = areas.filter(each => each.path === path)
    if (named.length === 1) return named[0]?.area ?? null
    if (named.length > 1) return flat.find(each => each.node.path === path) ? (named[0]?.area ?? null) : null
  }
  return null
}
