import type { FoundMarker } from './found-markers.ts'
import type { Line } from './lines.ts'
import { RANKS } from './markers.ts'
import { isDateLine, isMonthLine, isOrganisation, isSignedDate } from './signature-lines.ts'

const ATTACHMENT = /^附\s*(?:件|表|录|图)?\s*(?:[:\d一二三四五六七八九十.]|$)/
/** The foot of a printed document: whom a copy went to, the words for the archive. */
const FOOT = /^(?:抄\s*[送报]|抄|分送|主题词|关键词)\s*:/
const TIME = /时间|日期|时限|期限/

/**
 * Where the body ends: at the list of attachments, at the signature with its date, or at the foot. A date or the
 * word 附件 in the middle of the body ends nothing: the numbering goes on behind it.
 */
export function findTail(lines: readonly Line[], markers: readonly FoundMarker[], length: number): number {
  const [first] = markers
  if (!first) return length
  const numbering = outermost(markers)
  let goesOnUntil = first.start + 1
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index]
    if (!line || line.start < goesOnUntil || !mayEnd(line, lines[index - 1])) continue
    const next = numbering.nextAfter(line.start)
    if (next === null) return withSignature(lines, index, first.start)
    goesOnUntil = next
  }
  const last = lines.at(-1)
  const signed = last !== undefined && isOrganisation(last.text) && last.start > first.start
  return signed && !markers.some(marker => marker.start === last.start) ? last.start : length
}

const mayEnd = ({ text }: Line, above: Line | undefined): boolean =>
  ATTACHMENT.test(text) ||
  FOOT.test(text) ||
  isSignedDate(text) ||
  (isDateLine(text) && !TIME.test(above?.text ?? '')) ||
  (isMonthLine(text) && isOrganisation(above?.text ?? ''))

/** Follows the outermost numbering: `nextAfter` is where it goes on behind a place (五、 behind 四、), or null. */
function outermost(markers: readonly FoundMarker[]): { nextAfter(offset: number): number | null } {
  const numbered = markers.filter(marker => marker.kind !== 'stage' && marker.number !== null)
  let at = 0
  let open: FoundMarker | null = null
  return {
    nextAfter(offset) {
      for (let each = numbered[at]; each && each.start < offset; each = numbered[at]) {
        if (!open || RANKS[each.kind] <= RANKS[open.kind]) open = each
        at += 1
      }
      const rank = open ? RANKS[open.kind] : Number.POSITIVE_INFINITY
      let ahead = at
      while (ahead < numbered.length && RANKS[numbered[ahead]?.kind ?? 'chapter'] > rank) ahead += 1
      const next = numbered[ahead]
      return next && open && next.kind === open.kind && next.number === (open.number ?? 0) + 1
        ? next.start
        : null
    },
  }
}

/** The signature above a date belongs to the tail, not to the last paragraph. */
function withSignature(lines: readonly Line[], index: number, first: number): number {
  let at = index
  for (
    let above = lines[at - 1];
    above && above.start > first && isOrganisation(above.text);
    above = lines[at - 1]
  )
    at -= 1
  return lines[at]?.start ?? 0
}
