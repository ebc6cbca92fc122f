import type { FoundMarker } from './found-markers.ts'
import type { Line } from './lines.ts'
import { findTail } from './tail.ts'

/** 附件 or 附件2 alone on its line: here the enclosed document begins. */
const ALONE = /^附\s*件?\s*(?:[\d一二三四五六七八九十]{1,2})?\s*:?$/
/** What is sent round with a letter and orders something; forms and lists of names are none. */
const KIND =
  /(?:方案|计划|预案|办法|细则|意见|要点|安排|部署|规定|制度|规程|规范|通知|措施|行动)(?:\([^()]*\))?》?$/
const LONGEST_TITLE = 80
/** Lines between the title and the first heading: reasons, the office, the day. */
const REACH = 20
/** No letter has more; a text that seems to is not searched to its end for each. */
const MOST = 20

/** A document behind a letter's signature, with the numbering of its own. */
export interface Enclosure {
  /** 附件 or 附件1 as written, and 附件 where the page does not write it. */
  readonly marker: string
  /** From the end of the letter's body on, its signature included. */
  readonly start: number
  /** Where its title begins. */
  readonly title: number
  readonly markers: readonly FoundMarker[]
}

export interface Bodies {
  /** Markers of the letter or plan itself. */
  readonly markers: readonly FoundMarker[]
  readonly enclosures: readonly Enclosure[]
  /** Where the tail begins: behind the last body. */
  readonly end: number
}

/**
 * Parts a text into its body and the documents enclosed with it, each with a title and headings that begin again at
 * one. What stands between two bodies, a signature above all, belongs to the second.
 */
export function findBodies(lines: readonly Line[], found: readonly FoundMarker[], text: string): Bodies {
  const markers = withoutList(lines, found)
  let end = findTail(lines, markers, text.length)
  const own = markers.filter(marker => marker.start < end)
  const enclosures: Enclosure[] = []
  let tried = 0
  for (let from = own.length; from < markers.length && tried < MOST; tried += 1) {
    const first = firstHeading(markers, from)
    if (first === null) break
    const head = headAbove(lines, end, markers[first]?.start ?? 0)
    if (!head) {
      from = first + 1
      continue
    }
    const rest = markers.slice(first)
    const bodyEnd = findTail(
      lines.filter(line => line.start >= (rest[0]?.start ?? 0)),
      rest,
      text.length,
    )
    const inside = rest.filter(marker => marker.start < bodyEnd)
    const marker = head.alone ? text.slice(head.alone.start, head.alone.end) : '附件'
    enclosures.push({
      marker: marker.replace(/[\s:：]/g, ''),
      ...{ start: end, title: head.title.start, markers: inside },
    })
    end = bodyEnd
    from = first + inside.length
  }
  return { markers: own, enclosures, end }
}

const LIST = /^附\s*件?\s*[:1]/
const ITEM = /^\d{1,2}\s*[.、]/

/** A letter without numbering may list its attachments, which are numbered and no headings: 附:1、…/2、… */
function withoutList(lines: readonly Line[], markers: readonly FoundMarker[]): readonly FoundMarker[] {
  const [first] = markers
  const at = first ? lines.findIndex(line => line.end > first.start) : -1
  const head = [lines[at], lines[at - 1]].find(line => line && LIST.test(line.text))
  if (!first || !head || first.kind !== 'arabic') return markers
  let last = lines.indexOf(head)
  while (ITEM.test(lines[last + 1]?.text ?? '')) last += 1
  const end = lines[last]?.end ?? 0
  return markers.filter(marker => marker.start >= end)
}

/** The next 一、 that a 二、 follows before another 一、, or 第一条. */
function firstHeading(markers: readonly FoundMarker[], from: number): number | null {
  let open: number | null = null
  for (let at = from; at < markers.length; at += 1) {
    const marker = markers[at]
    if (!marker?.atLineStart || (marker.kind !== 'han' && marker.kind !== 'article')) continue
    if (marker.number === 1) open = at
    else if (marker.number === 2 && open !== null && markers[open]?.kind === marker.kind) return open
  }
  return null
}

/** The title above a first heading, and the line 附件 above that. */
function headAbove(
  lines: readonly Line[],
  from: number,
  heading: number,
): { title: Line; alone: Line | null } | null {
  const above = lines.filter(line => line.start >= from && line.start < heading).slice(-REACH)
  const ends = above.findLastIndex(
    ({ text }) => KIND.test(text) && text.length <= LONGEST_TITLE && !/^附.*[:.]|[。;!?]/.test(text),
  )
  if (ends < 0) return null
  const before = above.slice(0, ends)
  const alone = before.findLastIndex(({ text }) => ALONE.test(text))
  const title = alone >= 0 && ends - alone <= 4 ? above[alone + 1] : above[ends]
  return title ? { title, alone: before[alone] ?? null } : null
}
