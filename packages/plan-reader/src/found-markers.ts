import type { Line } from './lines.ts'
import { RANKS, readMarker, type Marker } from './markers.ts'
import type { MarkerKind } from './types.ts'

export interface FoundMarker extends Marker {
  readonly start: number
  /** False where it stands in the middle of a line. */
  readonly atLineStart: boolean
  /** True for a first item that needs no second: right behind its heading, or behind 通知如下. */
  readonly announced: boolean
  /** Where its line begins. */
  readonly line: number
}

/** Kinds that documents set within a paragraph; the others stand at the beginning of a line only. */
const WITHIN = new Set<MarkerKind>(['han', 'han-paren', 'arabic', 'stage'])
/** A number in the middle of a line begins behind the end of a sentence, or behind a blank where line ends were lost. */
const INSIDE =
  /(?<=[。;!?:)\]】”"\s])(?:[一二三四五六七八九十]{1,3}\s*[、.]|\(\s*[一二三四五六七八九十]{1,3}\s*\)|\d{1,2}\s*[、.]|第[一二三四五六七八九十]{1,3}(?:阶段|步))/g
/** 四、工作要求(一)加强领导…: the first item may follow its heading without any sign between them. */
const BEHIND_HEADING =
  /(?<=^|[。;!?:)\s])[一二三四五六七八九十]{1,3}\s*、\s*[^。;!?,:]{2,24}?(?=\(\s*一\s*\))/g
/** …通知如下: 一、…: what is announced begins, even if nothing follows it. */
const ANNOUNCED = /如下\s*[:。]\s*$/
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
  candidates.forEach((candidate, index) => {
    if (candidate.line !== line) [line, headings] = [candidate.line, 0]
    const lost = headings >= 2 && candidate.number === 1
    const certain = (candidate.atLineStart && !candidate.doubtful) || candidate.announced || lost
    const opens = !last.has(candidate.kind) && begins(candidate, candidates, index)
    const counts = certain || opens || continues(candidate, last)
    if (!counts) return
    accepted.push(candidate)
    if (candidate.kind === 'han') headings += candidate.announced ? 2 : 1
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
  const read = (offset: number, announced: boolean): FoundMarker[] => {
    const start = line.start + offset
    const marker = readMarker(
      line.text.slice(offset, offset + LONGEST_MARKER),
      text.slice(start, Math.min(line.end, start + LONGEST_MARKER)),
    )
    const atLineStart = offset === 0
    const counts = marker && (atLineStart || (WITHIN.has(marker.kind) && !marker.decimal))
    return counts
      ? [{ ...marker, start, atLineStart, announced: announced && marker.number === 1, line: line.start }]
      : []
  }
  const inside = new Map<number, boolean>([[0, false]])
  for (const { index } of line.text.matchAll(INSIDE))
    inside.set(index, ANNOUNCED.test(line.text.slice(Math.max(0, index - 8), index)))
  for (const { 0: heading, index } of line.text.matchAll(BEHIND_HEADING))
    inside.set(index + heading.length, true)
  const found: FoundMarker[] = []
  let behind = 0
  for (const [offset, announced] of [...inside].toSorted(([a], [b]) => a - b)) {
    if (offset < behind) continue
    const [marker] = read(offset, announced)
    if (!marker) continue
    found.push(marker)
    behind = offset + marker.length
  }
  return found
}
