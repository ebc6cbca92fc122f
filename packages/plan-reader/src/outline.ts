import { splitLines, type Line } from './lines.ts'
import { listRunIns, RANKS, readMarker } from './markers.ts'
import type { MarkerKind, OutlineNode, Span } from './types.ts'

/** A node while the tree grows. */
interface Growing {
  readonly marker: string
  readonly kind: MarkerKind
  readonly number: number | null
  readonly rank: number
  readonly start: number
  readonly bodyStart: number
  end: number
  readonly parent: Growing | null
}

export interface FlatNode {
  readonly node: OutlineNode
  readonly number: number | null
  readonly parent: OutlineNode | null
}

export interface Outline {
  readonly roots: OutlineNode[]
  /** Every node in the text's order. */
  readonly flat: FlatNode[]
  readonly preamble: Span
  readonly tail: Span
}

const ATTACHMENT = /^附(?:件|表|录)?\s*(?:[:\d一二三四五六七八九十.]|$)/
const DATE_LINE =
  /^(?:\d{4}|[零一二三四五六七八九oO]{4})\s*年\s*[\d一二三四五六七八九十]{1,3}\s*月\s*[\d一二三四五六七八九十]{1,3}\s*日$/
const SIGNATURE =
  /(?:局|厅|委|委员会|办公室|政府|学校|中学|小学|一中|二中|幼儿园|学院|大学|工会|支队|大队|中心|公司|领导小组|指挥部|党组|党委|团委)$/

/** Reads the tree of headings; every letter of the text falls to exactly one node, the preamble or the tail. */
export function readOutline(text: string, folded: string): Outline {
  const lines = splitLines(folded)
  const bodyEnd = findTail(lines, folded.length)
  const growing: Growing[] = []
  let top: Growing | null = null
  for (const line of lines) {
    if (line.start >= bodyEnd) break
    const marker = readMarker(line.text, text.slice(line.start, line.end))
    if (!marker) continue
    const rank = rankOf(marker.kind, top)
    while (top && top.rank >= rank) top = top.parent
    top = {
      ...{
        marker: marker.text,
        kind: marker.kind,
        number: marker.number,
        rank,
        parent: top,
        start: line.start,
      },
      ...{ bodyStart: line.start + marker.length, end: bodyEnd },
    }
    growing.push(top)
  }
  const whole = withRunIns(closeEnds(growing, bodyEnd), folded)
  return {
    ...build(whole, text),
    preamble: { start: 0, end: whole[0]?.start ?? bodyEnd },
    tail: { start: bodyEnd, end: text.length },
  }
}

/** 第一阶段 has no rank of its own: it stands below whatever heading it is found under. */
function rankOf(kind: MarkerKind, top: Growing | null): number {
  if (kind !== 'stage') return RANKS[kind]
  let heading = top
  while (heading && heading.kind === 'stage') heading = heading.parent
  return heading ? heading.rank + 0.5 : RANKS.stage
}

/** Where the body ends: at the list of attachments, or at the signature with its date. */
function findTail(lines: readonly Line[], length: number): number {
  const first = lines.findIndex(line => readMarker(line.text, line.text) !== null)
  if (first < 0) return length
  for (let index = first + 1; index < lines.length; index += 1) {
    const line = lines[index]
    if (!line) continue
    if (ATTACHMENT.test(line.text)) return withSignature(lines, index, first)
    if (DATE_LINE.test(line.text)) return withSignature(lines, index, first)
  }
  const last = lines.at(-1)
  return last && isSignature(last) && lines.length - 1 > first ? last.start : length
}

const isSignature = (line: Line): boolean =>
  line.text.length <= 30 && SIGNATURE.test(line.text) && !/[。:;,]/.test(line.text)

/** The signature above a date belongs to the tail, not to the last paragraph. */
function withSignature(lines: readonly Line[], index: number, first: number): number {
  let at = index
  for (let above = lines[at - 1]; at - 1 > first && above && isSignature(above); above = lines[at - 1])
    at -= 1
  return lines[at]?.start ?? 0
}

function closeEnds(growing: Growing[], bodyEnd: number): Growing[] {
  growing.forEach((node, index) => (node.end = growing[index + 1]?.start ?? bodyEnd))
  return growing
}

/** Cuts 一是…二是… out of the paragraphs they stand in; their parent keeps what comes before the first. */
function withRunIns(nodes: readonly Growing[], folded: string): Growing[] {
  return nodes.flatMap(node => {
    const items = listRunIns(folded.slice(node.bodyStart, node.end))
    if (items.length === 0) return [node]
    const cut = items.map((item, index): Growing => {
      const start = node.bodyStart + item.start
      const next = items[index + 1]
      return {
        ...{ marker: item.text, kind: 'nis', number: item.number, rank: RANKS.nis, parent: node, start },
        ...{ bodyStart: start + item.text.length, end: next ? node.bodyStart + next.start : node.end },
      }
    })
    node.end = cut[0]?.start ?? node.end
    return [node, ...cut]
  })
}

function build(whole: readonly Growing[], text: string): Pick<Outline, 'roots' | 'flat'> {
  const built = new Map<Growing, OutlineNode>()
  const roots: OutlineNode[] = []
  const flat: FlatNode[] = []
  for (const each of whole) {
    const parent = each.parent ? (built.get(each.parent) ?? null) : null
    const body = text.slice(each.bodyStart, each.end).trim()
    const node: OutlineNode = {
      ...{ marker: each.marker, kind: each.kind, title: titleOf(body), text: body, children: [] },
      level: each.kind === 'nis' ? (parent?.level ?? 0) + 1 : Math.ceil(each.rank),
      path: parent ? `${parent.path}/${each.marker}` : each.marker,
      own: { start: each.start, end: each.end },
    }
    built.set(each, node)
    ;(parent?.children ?? roots).push(node)
    flat.push({ node, number: each.number, parent })
  }
  return { roots, flat }
}

const MAX_TITLE = 60

/** The heading: up to the first full stop or colon of the first line, punctuation behind it left out. */
function titleOf(body: string): string {
  const line = body.split('\n', 1)[0]?.trim() ?? ''
  const sentence = /^[^。：:；;！!？?]*/.exec(line)?.[0].trim() ?? ''
  return sentence.slice(0, MAX_TITLE)
}

/** The innermost node whose own stretch holds the offset, or null outside every node. */
export const nodeAt = (flat: readonly FlatNode[], offset: number): OutlineNode | null =>
  flat.find(({ node }) => node.own.start <= offset && offset < node.own.end)?.node ?? null
