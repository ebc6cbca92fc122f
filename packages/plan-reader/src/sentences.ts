import type { Span } from './types.ts'

const END = new Set('。;!?\n')
/** No sentence is longer; a text without any full stop must not be searched to its end again and again. */
const REACH = 300

/** The sentence an offset stands in, on its own line. */
export function sentenceSpan(folded: string, offset: number, reach = REACH): Span {
  const [lowest, highest] = [Math.max(0, offset - reach), Math.min(folded.length, offset + reach)]
  let start = offset
  while (start > lowest && !END.has(folded.charAt(start - 1))) start -= 1
  let end = offset
  while (end < highest && !END.has(folded.charAt(end))) end += 1
  while (start < end && folded.charAt(start) === ' ') start += 1
  return { start, end: Math.min(end + 1, folded.length) }
}

export function sentenceAround(folded: string, offset: number): string {
  const { start, end } = sentenceSpan(folded, offset)
  return folded.slice(start, end)
}
