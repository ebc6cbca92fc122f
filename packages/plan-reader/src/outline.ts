import { findBodies, type Enclosure } from './enclosures.ts'
import { listMarkers, type FoundMarker } from './found-markers.ts'
import { splitLines } from './lines.ts'
import { listRunIns, RANKS } from './markers.ts'
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
  /** Where the words behind the marker begin. */
  readonly bodyStart: number
}

export interface Outline {
  readonly roots: OutlineNode[]
  /** Every node in the text's order. */
  readonly flat: FlatNode[]
  readonly preamble: Span
  readonly tail: Span
}

/** Reads the tree of headings; every letter of the text falls to exactly one node, the preamble or the tail. */
export function readOutline(text: string, folded: string): Outline {
  const lines = splitLines(folded)
  const markers = listMarkers(lines, text)
  const bodies = findBodies(lines, markers, text)
  const bodyEnd = bodies.end
  const growing = grow(
    [...bodies.markers, ...bodies.enclosures.flatMap(each => [headOf(each), ...each.markers])],
    bodyEnd,
  )
  const whole = withRunIns(growing, folded)
  return {
    ...build(whole, text),
    preamble: { start: 0, end: whole[0]?.start ?? bodyEnd },
    tail: { start: bodyEnd, end: text.length },
  }
}

/** An enclosed document stands beside the headings of its letter, and its own stand below it. */
const headOf = ({ marker, start, title }: Enclosure): Heading => ({
  ...{ text: marker, kind: 'attachment', number: null, start, length: title - start },
})

type Heading = Pick<FoundMarker, 'text' | 'kind' | 'number' | 'start' | 'length'>

/** Each marker under the nearest one above it that stands less deep. */
function grow(markers: readonly Heading[], bodyEnd: number): Growing[] {
  let top: Growing | null = null
  return markers.map((marker, index) => {
    const rank = rankOf(marker.kind, top)
    while (top && top.rank >= rank) top = top.parent
    top = {
      ...{ marker: marker.text, kind: marker.kind, number: marker.number, rank, parent: top },
      ...{ start: marker.start, bodyStart: marker.start + marker.length },
      end: markers[index + 1]?.start ?? bodyEnd,
    }
    return top
  })
}

/** 第一阶段 has no rank of its own: it stands below whatever heading it is found under, beside the stages before it. */
function rankOf(kind: MarkerKind, top: Growing | null): number {
  if (kind !== 'stage') return RANKS[kind]
  for (let above = top; above; above = above.parent) if (above.kind === 'stage') return above.rank
  return top ? top.rank + 0.5 : RANKS.stage
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
        ...{ bodyStart: start + item.length, end: next ? node.bodyStart + next.start : node.end },
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
      level: each.kind === 'nis' ? (parent?.level ?? 0) + 1 : Math.max(0, Math.ceil(each.rank)),
      path: parent ? `${parent.path}/${each.marker}` : each.marker,
      own: { start: each.start, end: each.end },
    }
    built.set(each, node)
    ;(parent?.children ?? roots).push(node)
    flat.push({ node, number: each.number, parent, bodyStart: each.bodyStart })
  }
  return { roots, flat }
}

const MAX_TITLE = 60
/** Where a page lost its line ends, the heading ends at the blank: 一、总体目标 坚持…. */
const HEADING_THEN_TEXT = /^(\S{2,20})\s+\S.{30,}/

/** The heading: up to the first full stop or colon of the first line, punctuation behind it left out. */
function titleOf(body: string): string {
  const line = body.split(/[\n\r\v\f\u0085\u2028\u2029]/, 1)[0]?.trim() ?? ''
  const heading = HEADING_THEN_TEXT.exec(line)?.[1] ?? line
  const sentence = /^(?:[^。：:；;！!？?]|(?<=[\d０-９])[:：](?=[\d０-９]))*/.exec(heading)?.[0].trim() ?? ''
  return sentence.slice(0, MAX_TITLE)
}

/** The innermost node whose own stretch holds the offset, or null outside every node. */
export function nodeAt(flat: readonly FlatNode[], offset: number): OutlineNode | null {
  let [low, high] = [0, flat.length - 1]
  while (low <= high) {
    const middle = (low + high) >> 1
    const { own } = flat[middle]?.node ?? { own: { start: 0, end: 0 } }
    if (offset < own.start) high = middle - 1
    else if (offset >= own.end) low = middle + 1
    else return flat[middle]?.node ?? null
  }
  return null
}
