import { z } from 'zod'
import { Day, Instant } from '../../kernel/day.ts'
import { humanText } from '../../kernel/human-text.ts'
import { AccountId, HazardId, ReferralId, UnitId } from '../../kernel/ids.ts'
import type { Label } from '../../kernel/label.ts'
import { DocumentNumber } from '../../organisation/codes/document-number.ts'
import { Department } from '../../organisation/department.ts'
import { Deed } from '../measure.ts'
import { ReferralState, WAITING_REFERRAL_STATES, type LinkEvent } from './referral-flow.ts'

export const REPLY_OUTCOMES = {
  accepted: { zh: '受理，正在办理', en: 'Accepted, under way' },
  declined: { zh: '不予受理', en: 'Declined' },
  'dealt-with': { zh: '已处理', en: 'Dealt with' },
} as const satisfies Record<string, Label>
export type ReplyOutcome = keyof typeof REPLY_OUTCOMES
export const ReplyOutcome = z.enum(Object.keys(REPLY_OUTCOMES) as [ReplyOutcome, ...ReplyOutcome[]])

/** What a letter says, and to whom; its drafter may change it until it is approved. */
export const LetterText = z.object({
  department: Department,
  /** The office as the letter addresses it, e.g. 安澜县水利局. */
  addressee: humanText(2, 60),
  title: humanText(4, 120),
  matter: humanText(10, 4000),
  evidence: humanText(2, 2000),
  basis: humanText(2, 500),
  /** What the school does to keep people safe until it is settled (FACTS 8). */
  interimControl: humanText(2, 500),
})
export type LetterText = z.infer<typeof LetterText>

/** What an officer writes to draft a letter to another department. */
export const NewReferral = LetterText.extend({ unitId: UnitId, hazardId: HazardId.nullable() })
export type NewReferral = z.infer<typeof NewReferral>

/** A department's answer. */
export const ReferralReply = z.object({
  outcome: ReplyOutcome,
  number: DocumentNumber.nullable(),
  text: humanText(4, 4000),
  name: humanText(2, 60),
  phone: humanText(0, 30),
})
export type ReferralReply = z.infer<typeof ReferralReply>

/** Who did what by the department's link, or on whose behalf an officer put it on record. */
const Received = z.object({ name: z.string(), at: Instant, recordedBy: AccountId.nullable() })

/** A letter about one matter of one unit to one department. */
export const Referral = NewReferral.extend({
  id: ReferralId,
  number: z.string(),
  state: ReferralState,
  /** The letter before it, where the matter was referred again. */
  previousId: ReferralId.nullable(),
  drafted: Deed,
  approved: Deed.nullable(),
  sent: Deed.extend({ documentNumber: z.string() }).nullable(),
  dueOn: Day.nullable(),
  received: Received.nullable(),
  urged: z.array(Deed.extend({ note: z.string() })),
  reply: Received.extend({ answer: ReferralReply }).nullable(),
  /** The report to the county committee: what it is asked, under which number. */
  committee: Deed.extend({ note: z.string(), documentNumber: z.string().nullable() }).nullable(),
  verified: Deed.extend({ note: z.string() }).nullable(),
  ended: Deed.extend({ note: z.string() }).nullable(),
  revision: z.number().int().min(1),
})
export type Referral = z.infer<typeof Referral>

/** True when the department owes an answer and its last day has passed. */
export const isReferralLate = (referral: Pick<Referral, 'state' | 'dueOn'>, today: Day): boolean =>
  WAITING_REFERRAL_STATES.includes(referral.state) && referral.dueOn !== null && referral.dueOn < today

/** The letter as its department reads it: the letter and nothing besides. */
export interface ReferralLetter {
  readonly documentNumber: string
  readonly addressee: string
  readonly title: string
  readonly unit: string
  readonly bureau: string
  readonly matter: string
  readonly evidence: string
  readonly basis: string
  readonly interimControl: string
  readonly sentAt: string
  readonly dueOn: Day | null
  /** What the letter shows as evidence; opened with the letter’s own link. */
  readonly files: readonly { readonly id: string; readonly name: string; readonly width: number | null }[]
  readonly urged: readonly { readonly at: string; readonly note: string }[]
  readonly receivedBy: string | null
  readonly events: LinkEvent[]
}
