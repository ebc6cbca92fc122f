import { z } from 'zod'
import { Day, dayOf, Instant } from '../kernel/day.ts'
import { humanText } from '../kernel/human-text.ts'
import { AccountId, StudyRecordId, UnitId } from '../kernel/ids.ts'
import type { Label } from '../kernel/label.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { may, type Actor } from '../organisation/may.ts'

/** 党组（党委）理论学习、传达学习: in what form safety was studied. */
export const STUDY_KINDS = {
  'party-group': { zh: '党组（党委）理论学习', en: 'Party group study' },
  'school-party': { zh: '党组织（支部）学习', en: 'Party branch study' },
  relay: { zh: '会议传达学习', en: 'Relayed at a meeting' },
} as const satisfies Record<string, Label>
export type StudyKind = keyof typeof STUDY_KINDS
export const StudyKind = z.enum(Object.keys(STUDY_KINDS) as [StudyKind, ...StudyKind[]])

const Attendee = z.object({
  accountId: AccountId,
  name: z.string().min(1),
  present: z.boolean(),
  /** Who was absent reads the minutes later and says so. */
  caughtUpOn: Day.nullable(),
})
export type StudyAttendee = z.infer<typeof Attendee>

export const StudyContent = z.object({
  kind: StudyKind,
  heldOn: Day,
  topic: humanText(2, 120),
  documents: z.array(humanText(1, 160)).max(20),
  chairId: AccountId,
  minutes: humanText(4, 6000),
})
export type StudyContent = z.infer<typeof StudyContent>

export const StudyRecord = StudyContent.extend({
  id: StudyRecordId,
  unitId: UnitId,
  chairName: z.string().min(1),
  attendees: z.array(Attendee).min(1).max(300),
  madeByName: z.string(),
  madeAt: Instant,
  revision: z.number().int(),
})
export type StudyRecord = z.infer<typeof StudyRecord>

export type StudyRefusal =
  | { readonly code: 'outside-scope' }
  | { readonly code: 'held-in-the-future' }
  | { readonly code: 'chair-absent' }
  | { readonly code: 'attendee-unknown' }
  | { readonly code: 'not-to-catch-up' }

interface Invited {
  readonly accountId: AccountId
  readonly name: string
  readonly present: boolean
}

/** Decides what is recorded of a study: it has been held, and whoever chaired it was there. */
export function decideStudy(
  { actor, now }: { readonly actor: Actor; readonly now: Instant },
  content: StudyContent,
  { id, unitId, invited }: { id: StudyRecordId; unitId: UnitId; invited: readonly Invited[] },
): Result<StudyRecord, StudyRefusal> {
  if (!may(actor, 'study.record', unitId)) return err({ code: 'outside-scope' })
  if (content.heldOn > dayOf(now)) return err({ code: 'held-in-the-future' })
  const chair = invited.find(each => each.accountId === content.chairId)
  if (!chair?.present) return err({ code: 'chair-absent' })
  return ok({
    ...{ ...content, id, unitId, chairName: chair.name, madeByName: actor.name, madeAt: now, revision: 1 },
    attendees: invited.map(each => ({ ...each, caughtUpOn: null })),
  })
}

/** Somebody who was absent has read the minutes; he says so himself, once. */
export function decideCatchUp(
  before: StudyRecord,
  { actor, now }: { readonly actor: Actor; readonly now: Instant },
): Result<StudyRecord, StudyRefusal> {
  const missed = before.attendees.find(each => each.accountId === actor.accountId)
  if (!missed || missed.present || missed.caughtUpOn !== null) return err({ code: 'not-to-catch-up' })
  return ok({
    ...before,
    attendees: before.attendees.map(each => (each === missed ? { ...each, caughtUpOn: dayOf(now) } : each)),
    revision: before.revision + 1,
  })
}

/**
 * Whether somebody reads what was said at a study. No document names the readers, so it is for those who were to be there and
 * for whoever keeps the unit's records or oversees it: minutes of a party group are not for everybody who works in the house.
 */
export const readsMinutes = (actor: Actor, { unitId, attendees }: StudyRecord): boolean =>
  may(actor, 'study-minutes.read', unitId) || attendees.some(each => each.accountId === actor.accountId)

/** Who was absent and has not caught up. */
export const listMissing = ({ attendees }: Pick<StudyRecord, 'attendees'>): StudyAttendee[] =>
  attendees.filter(each => !each.present && each.caughtUpOn === null)
