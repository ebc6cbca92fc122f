export interface Marked {
  readonly key: string
  readonly kind: 'task' | 'question'
  readonly start: number
  readonly end: number
}

export interface TextPart {
  readonly text: string
  /** What this stretch belongs to; several tasks may share a sentence. */
  readonly marks: readonly Marked[]
  /** The marks that begin here: the place to scroll to. */
  readonly begins: readonly string[]
}

/** A stretch as the eye wants it: no empty page before the first line, no more than one empty line between two. */
export const forReading = (text: string, isFirst: boolean): string =>
  (isFirst ? text.trimStart() : text).replace(/\n(?:[^\S\n]*\n){2,}/g, '\n\n')

/** Cuts a text where marks begin or end. The parts in order are the text again. */
export function cutText(text: string, marks: readonly Marked[]): TextPart[] {
  const cuts = new Set([0, text.length])
  for (const mark of marks) {
    cuts.add(Math.min(mark.start, text.length))
    cuts.add(Math.min(mark.end, text.length))
  }
  const at = [...cuts].toSorted((a, b) => a - b)
  return at.slice(0, -1).map((start, index) => {
    const end = at[index + 1] ?? text.length
    return {
      text: text.slice(start, end),
      marks: marks.filter(mark => mark.start <= start && end <= mark.end),
      begins: marks.filter(mark => mark.start === start).map(mark => mark.key),
    }
  })
}
