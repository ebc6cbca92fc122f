import type { Span } from './types.ts'

/** A line with where its words begin and end, blanks around them left out. */
export interface Line extends Span {
  readonly text: string
}

/** The lines of a folded text; empty ones are left out. */
export function splitLines(folded: string): Line[] {
  const lines: Line[] = []
  let start = 0
  while (start <= folded.length) {
    const found = folded.indexOf('\n', start)
    const end = found < 0 ? folded.length : found
    const raw = folded.slice(start, end)
    const text = raw.trim()
    if (text !== '') {
      const from = start + raw.indexOf(text)
      lines.push({ text, start: from, end: from + text.length })
    }
    start = end + 1
  }
  return lines
}
