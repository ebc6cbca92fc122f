import { z } from 'zod'
import { dayOf, Day, type Instant } from '../kernel/day.ts'
import { findStep, type Flow } from '../kernel/flow.ts'
import { AccountId, DutyId, LetterId, UnitId } from '../kernel/ids.ts'
import type { Label } from '../kernel/label.ts'
import { err, ok, unreachable, type Result } from '../kernel/result.ts'
import { covers, type Actor } from '../organisation/may.ts'
import { PostId } from '../organisation/post.ts'
import type { Duty } from './duty.ts'

/** Between whom a letter of responsibility is signed (FACTS 1.2). */
export const LETTER_LEVELS = {
  'bureau-school': { zh: '局与学校', en: 'Bureau and school' },
  'school-department': { zh: '学校与部门、年级', en: 'School and department' },
  'school-staff': { zh: '学校与教职工', en: 'School and staff' },
  'school-parents': { zh: '学校与家长', en: 'School and parents' },
  'school-contractor': { zh: '学校与食堂、校车、保安等单位', en: 'School and contractor' },
} as const satisfies Record<string, Label>
export type LetterLevel = keyof typeof LETTER_LEVELS
export const LetterLevel = z.enum(Object.keys(LETTER_LEVELS) as [LetterLevel, ...LetterLevel[]])

export const LETTER_STATES = {
  draft: { zh: '草稿', en: 'Draft' },
  issued: { zh: '待签', en: 'To be signed' },
  signed: { zh: '已签', en: 'Signed' },
  withdrawn: { zh: '已撤回', en: 'Withdrawn' },
} as const satisfies Record<string, Label>
export type LetterState = keyof typeof LETTER_STATES
export const LetterState = z.enum(Object.keys(LETTER_STATES) as [LetterState, ...LetterState[]])

const ISSUES = ['section-officer', 'bureau-leader', 'bureau-director', 'principal', 'safety-officer'] as const
const SIGNS = [...ISSUES, 'school-admin', 'staff-member'] as const

export type LetterEvent = 'issue' | 'sign' | 'withdraw'

/** The life of a letter. That nobody signs for another no table can hold: see `decideLetter`. */
export const LETTER_FLOW = {
  draft: { issue: { to: 'issued', by: ISSUES }, withdraw: { to: 'withdrawn', by: ISSUES } },
  issued: { sign: { to: 'signed', by: SIGNS }, withdraw: { to: 'withdrawn', by: ISSUES } },
  signed: { withdraw: { to: 'withdrawn', by: ISSUES } },
  withdrawn: {},
} as const satisfies Flow<LetterState, LetterEvent>

/** A letter names the editions of the duties it is about; when one of them changes, it has to be signed anew. */
export const Letter = z.object({
  id: LetterId,
  level: LetterLevel,
  state: LetterState,
  unitId: UnitId,
  post: PostId,
  signerId: AccountId,
  issuedBy: AccountId.nullable(),
  duties: z.array(z.object({ id: DutyId, version: z.number().int().min(1) })).min(1),
  /** The year it holds for: 1 September to 31 August, or a calendar year. */
  from: Day,
  to: Day,
  issuedOn: Day.nullable(),
  signedOn: Day.nullable(),
})
export type Letter = z.infer<typeof Letter>

/** The school year a day lies in: September to August (FACTS 10). */
export function schoolYearOf(day: Day): { readonly from: Day; readonly to: Day } {
  const year = Number(day.slice(0, 4)) - (day.slice(5) < '09-01' ? 1 : 0)
  return { from: `${year}-09-01` as Day, to: `${year + 1}-08-31` as Day }
}

export type LetterRefusal =
  | { readonly code: 'event-not-allowed'; readonly state: LetterState }
  | { readonly code: 'role-not-allowed' }
  | { readonly code: 'outside-scope' }
  | { readonly code: 'signs-for-another' }
  | { readonly code: 'signs-own-letter' }
  | { readonly code: 'letter-over' }

/**
 * Decides an event on a letter. A letter is signed by the person it names and by nobody else, not by whoever
 * issued it, and not after its year.
 */
export function decideLetter(
  before: Letter,
  event: LetterEvent,
  { actor, now }: { readonly actor: Actor; readonly now: Instant },
): Result<Letter, LetterRefusal> {
  const step = findStep<LetterState, LetterEvent>(LETTER_FLOW, before.state, event)
  if (!step) return err({ code: 'event-not-allowed', state: before.state })
  if (!step.by.includes(actor.role)) return err({ code: 'role-not-allowed' })
  if (!covers(actor.scope, before.unitId)) return err({ code: 'outside-scope' })
  const today = dayOf(now)
  switch (event) {
    case 'issue':
      if (before.to < today) return err({ code: 'letter-over' })
      if (before.signerId === actor.accountId) return err({ code: 'signs-own-letter' })
      return ok({ ...before, state: step.to, issuedBy: AccountId.parse(actor.accountId), issuedOn: today })
    case 'sign':
      if (before.signerId !== actor.accountId) return err({ code: 'signs-for-another' })
      if (before.to < today) return err({ code: 'letter-over' })
      return ok({ ...before, state: step.to, signedOn: today })
    case 'withdraw':
      return ok({ ...before, state: step.to })
    default:
      return unreachable(event)
  }
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
