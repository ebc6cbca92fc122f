import type { Span } from './types.ts'

/** A line with where its words begin and end, blanks around them left out. */
export interface Line extends Span {
  readonly text: string
}

/** The words that begin at an offset, without the blanks around them. */
export function lineAt(raw: string, offset: number): Line {
  const text = raw.trim()
  const start = offset + raw.length - raw.trimStart().length
  return { text, start, end: start + text.length }
}

/** The lines of a folded text; empty ones are left out. */
export function splitLines(folded: string): Line[] {
  const lines: Line[] = []
  let start = 0
  while (start <= folded.length) {
    const found = folded.indexOf('\n', start)
    const end = found < 0 ? folded.length : found
    const line = lineAt(folded.slice(start, end), start)
    if (line.text !== '') lines.push(line)
    start = end + 1
  }
  return lines
}
