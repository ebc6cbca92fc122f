import { z } from 'zod'
import { Day } from '../kernel/day.ts'
import { humanText } from '../kernel/human-text.ts'
import { AccountId, DutyId, LetterBatchId, LetterId, LetterTemplateId, UnitId } from '../kernel/ids.ts'
import { PostId } from '../organisation/post.ts'
import type { Duty } from './duty.ts'
import { LetterLevel, LetterState } from './letter-flow.ts'

/** One thing promised, and who sees to it. */
export const LetterClause = z.object({
  text: humanText(2, 1000),
  owner: humanText(1, 60).nullable(),
})
export type LetterClause = z.infer<typeof LetterClause>

/** What a letter says. It is frozen when it goes out, and written anew when it goes out again: what was read is what is signed. */
export const LetterWording = z.object({
  title: humanText(4, 100),
  preamble: humanText(0, 2000),
  clauses: z.array(LetterClause).min(1).max(120),
  closing: humanText(0, 2000),
})
export type LetterWording = z.infer<typeof LetterWording>

/** A letter names the editions of the duties it is about; when one of them changes, it has to be signed anew. */
export const Letter = z.object({
  id: LetterId,
  level: LetterLevel,
  state: LetterState,
  /** The unit of whoever signs. */
  unitId: UnitId,
  /** What the signer signs as; null for parents and contractors. */
  post: PostId.nullable(),
  /** Null for whoever has no account and signs on paper. */
  signerId: AccountId.nullable(),
  signerName: humanText(1, 60),
  issuedBy: AccountId.nullable(),
  issuerName: humanText(1, 80),
  batchId: LetterBatchId,
  /** Its 发文字号, where its batch was numbered; a letter that goes out again gets a new one. */
  documentNumber: z.string().nullable(),
  duties: z.array(z.object({ id: DutyId, version: z.number().int().min(1) })),
  text: LetterWording,
  /** What it was written from: null is the template the house begins with. Letters of before it was noted have none. */
  templateId: LetterTemplateId.nullable().optional(),
  /** The year it holds for: 1 September to 31 August, or a calendar year. */
  from: Day,
  to: Day,
  issuedOn: Day.nullable(),
  signedOn: Day.nullable(),
  /** On screen by the signer, or on paper, which the issuing side entered with its scan. */
  signedBy: z
    .object({ how: z.enum(['screen', 'paper']), name: z.string(), enteredBy: z.string().nullable() })
    .nullable(),
  refusal: z.object({ reason: humanText(2, 500), on: Day }).nullable(),
  /** What the issuing side said to the refusal. */
  answer: humanText(0, 500).nullable(),
  withdrawal: humanText(2, 500).nullable(),
  /** The letter of the year before. */
  renews: LetterId.nullable(),
  revision: z.number().int().min(1),
})
export type Letter = z.infer<typeof Letter>

/** The school year a day lies in: September to August (FACTS 10). */
export function schoolYearOf(day: Day): { readonly from: Day; readonly to: Day } {
  const year = Number(day.slice(0, 4)) - (day.slice(5) < '09-01' ? 1 : 0)
  return { from: `${year}-09-01` as Day, to: `${year + 1}-08-31` as Day }
}

/** True when the letter binds on that day: signed by then, not withdrawn, inside its year. */
export const isLetterValid = (letter: Letter, on: Day): boolean =>
  letter.state === 'signed' &&
  letter.signedOn !== null &&
  letter.signedOn <= on &&
  letter.from <= on &&
  on <= letter.to

/** Duties in force that the letter does not hold in their present edition: what it must be signed anew for. */
export const listUncovered = (letter: Letter, duties: readonly Duty[]): Duty[] =>
  duties.filter(duty => !letter.duties.some(({ id, version }) => id === duty.id && version === duty.version))
