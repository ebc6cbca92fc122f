import { z } from 'zod'
import { Day } from '../kernel/day.ts'
import { DocumentNumber, parseDocumentNumber } from '../organisation/codes/document-number.ts'
import { ChosenMeasures } from './proposal-desk.ts'

/** Several approved measures that go out in one act; each under a number of its own, and each received and answered by itself. */
export const ManyIssues = z.object({
  /** The number of the first; those behind it follow on. Null for what goes out without one. */
  firstNumber: DocumentNumber.nullable(),
  replyDueOn: Day.nullable(),
  items: ChosenMeasures,
})
export type ManyIssues = z.infer<typeof ManyIssues>

/** The document number that follows on a number, its serial raised by one; null for what is none. */
export function nextDocumentNumber(number: string): string | null {
  const parsed = parseDocumentNumber(number)
  if (!parsed.ok) return null
  const { office, year, serial } = parsed.value
  return `${office}〔${year}〕${serial + 1}号`
}
