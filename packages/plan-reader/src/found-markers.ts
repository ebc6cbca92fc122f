import type { Line } from './lines.ts'
import { RANKS, readMarker, type Marker } from './markers.ts'
import type { MarkerKind } from './types.ts'
import { placesWithin, type Place } from './within-line.ts'

export interface FoundMarker extends Marker {
  readonly start: number
  /** False where it stands in the middle of a line. */
  readonly atLineStart: boolean
  /** True for a first item that needs no second: right behind its heading, or behind 通知如下. */
  readonly announced: boolean
  /** Where its line begins. */
  readonly line: number
  /** True where nothing parts it from the words before it: …7月26日二、检查内容. Such a one only goes on with a series. */
  readonly runOn: boolean
}

/** Kinds that documents set within a paragraph; the others stand at the beginning of a line only. */
const WITHIN = new Set<MarkerKind>(['han', 'han-paren', 'arabic', 'stage'])
/** Letters that decide whether there is a marker, what follows it included. */
const LONGEST_MARKER = 24

/**
 * The markers of a text in its order. Those in the middle of a line, where a page lost its line ends or an author
 * ran his list on, count only as a series: 二、 behind 一、, and 一、 where 二、 comes next.
 */
export function listMarkers(lines: readonly Line[], text: string): FoundMarker[] {
  const candidates = lines.flatMap(line => candidatesOf(line, text))
  const accepted: FoundMarker[] = []
  /** The last number of each kind in the scope that is open. */
  const last = new Map<MarkerKind, number>()
  /** Headings found within the line that is being read: two of them show that it has lost its line ends. */
  let [line, headings] = [-1, 0]
  let heading: FoundMarker | null = null
  candidates.forEach((candidate, index) => {
    if (candidate.line !== line) [line, headings] = [candidate.line, 0]
    const lost = headings >= 2 && candidate.number === 1
    const certain = (candidate.atLineStart && !candidate.doubtful) || candidate.announced || lost
    const opens = !candidate.runOn && !last.has(candidate.kind) && begins(candidate, candidates, index)
    const lostIts = heading !== null && heading.line === candidate.line && !heading.atLineStart
    const goesOn = continues(candidate, last) && (!candidate.runOn || lostIts)
    const counts = certain || opens || goesOn
    if (!counts) return
    accepted.push(candidate)
    if (candidate.kind === 'han') {
      headings += candidate.announced ? 2 : 1
      heading = candidate
    }
    for (const kind of last.keys()) if (RANKS[kind] > RANKS[candidate.kind]) last.delete(kind)
    if (candidate.number !== null) last.set(candidate.kind, candidate.number)
  })
  return accepted
}

const continues = ({ kind, number }: FoundMarker, last: ReadonlyMap<MarkerKind, number>): boolean =>
  number !== null && number > 1 && last.get(kind) === number - 1

/** A first item in the middle of a line needs its second before anything closes the list. */
function begins(candidate: FoundMarker, all: readonly FoundMarker[], index: number): boolean {
  if (candidate.number !== 1 || candidate.decimal) return false
  for (let at = index + 1; at < all.length; at += 1) {
    const next = all[at]
    if (!next) return false
    if (next.kind === candidate.kind) return next.number === 2
    if (next.atLineStart && RANKS[next.kind] < RANKS[candidate.kind]) return false
    if (at - index > 200) return false
  }
  return false
}

function candidatesOf(line: Line, text: string): FoundMarker[] {
  const read = ({ offset, announced, runOn }: Place): FoundMarker[] => {
    const start = line.start + offset
    const marker = readMarker(
      line.text.slice(offset, offset + LONGEST_MARKER),
      text.slice(start, Math.min(line.end, start + LONGEST_MARKER)),
    )
    const atLineStart = offset === 0
    const counts = marker && (atLineStart || (WITHIN.has(marker.kind) && !marker.decimal))
    return counts
      ? [
          {
            ...{ ...marker, start, atLineStart, line: line.start, runOn },
            announced: announced && marker.number === 1,
          },
        ]
      : []
  }
  const found: FoundMarker[] = []
  let behind = 0
  for (const place of placesWithin(line.text)) {
    const { offset } = place
    if (offset < behind) continue
    const [marker] = read(place)
    if (!marker) continue
    found.push(marker)
    behind = offset + marker.length
  }
  return found
}
