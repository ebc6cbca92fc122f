import { lineAt, type Line } from './lines.ts'
import { isDateLine, isMonthLine, isOrganisation, splitSignedDate } from './signature-lines.ts'

/** Who signed and when, as the lines say it; offsets into the folded text. */
export interface Signature {
  readonly offices: readonly Line[]
  readonly date: string | null
}

/**
 * The signature: the first date whose upper neighbour is an office, on one line or on two; else the last date there
 * is; else an office alone at the foot. Dates among the first lines belong to the head.
 */
export function findSignature(lines: readonly Line[]): Signature {
  const from = Math.min(3, Math.floor(lines.length / 2))
  let dated: Line | null = null
  for (let index = from; index < lines.length; index += 1) {
    const line = lines[index]
    if (!line) continue
    const both = splitSignedDate(line.text)
    if (both) {
      const office = lineAt(both.office, line.start)
      return { offices: [...officesAbove(lines, index), office], date: both.date }
    }
    if (!isDateLine(line.text) && !isMonthLine(line.text)) continue
    const offices = officesAbove(lines, index)
    if (offices.length > 0) return { offices, date: line.text }
    dated = line
  }
  const last = lines.at(-1)
  const foot = lines.length > 3 && last && isOrganisation(last.text) ? [last] : []
  return { offices: foot, date: dated?.text ?? null }
}

/** An order that several offices issue together is signed by all of them, one below the other. */
function officesAbove(lines: readonly Line[], index: number): Line[] {
  const offices: Line[] = []
  for (let at = index - 1; at > 0; at -= 1) {
    const line = lines[at]
    if (!line || !isOrganisation(line.text)) break
    offices.unshift(line)
  }
  return offices
}
