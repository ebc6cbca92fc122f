import { z } from 'zod'
import { dayOf, Day, Instant } from '../kernel/day.ts'
import { findStep, type Flow } from '../kernel/flow.ts'
import { humanText, isBlank } from '../kernel/human-text.ts'
import { AccountId, TrainingId, TrainingSessionId, UnitId } from '../kernel/ids.ts'
import type { Label } from '../kernel/label.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { admitStep, type StepRefusal } from '../organisation/admit-step.ts'
import { covers, mayRole, type Actor } from '../organisation/may.ts'
import { listHolders, type Appointment } from '../organisation/post.ts'
import type { Training } from './training.ts'

export const TRAINING_SESSION_STATES = {
  planned: { zh: '未开始', en: 'Planned' },
  open: { zh: '签到中', en: 'Signing in' },
  closed: { zh: '已结束', en: 'Closed' },
  cancelled: { zh: '已取消', en: 'Cancelled' },
} as const satisfies Record<string, Label>
export type TrainingSessionState = keyof typeof TRAINING_SESSION_STATES
export const TrainingSessionState = z.enum(
  Object.keys(TRAINING_SESSION_STATES) as [TrainingSessionState, ...TrainingSessionState[]],
)

export const TRAINING_SESSION_EVENTS = {
  open: { zh: '开始签到', en: 'Begin to sign in' },
  close: { zh: '结束签到', en: 'Close' },
  reopen: { zh: '重新开放签到', en: 'Open again' },
  cancel: { zh: '取消', en: 'Cancel' },
} as const satisfies Record<string, Label>
export type TrainingSessionEvent = keyof typeof TRAINING_SESSION_EVENTS

const LEADS = [
  'section-officer',
  'bureau-leader',
  'township-coordinator',
  'principal',
  'safety-officer',
] as const

export const TRAINING_SESSION_FLOW = {
  planned: { open: { to: 'open', by: LEADS }, cancel: { to: 'cancelled', by: LEADS } },
  open: { close: { to: 'closed', by: LEADS } },
  // Closed by mistake with people still at the door: the record keeps both.
  closed: { reopen: { to: 'open', by: LEADS } },
  cancelled: {},
} as const satisfies Flow<TrainingSessionState, TrainingSessionEvent>

/** When a batch begins, on the clock of the county. */
export const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)

/** A batch as it is planned. */
export const NewSession = z.object({
  id: TrainingSessionId,
  trainingId: TrainingId,
  heldOn: Day,
  begins: TimeOfDay,
  place: humanText(1, 120),
})
export type NewSession = z.infer<typeof NewSession>

/** One batch (批次) of a training, on one day at one place. */
export const TrainingSession = z.object({
  id: TrainingSessionId,
  trainingId: TrainingId,
  /** The unit that holds it. */
  unitId: UnitId,
  batch: z.number().int().min(1),
  /** For those whom the other batches missed. */
  isMakeUp: z.boolean(),
  /** Whose people it is for: of the training's units those that whoever planned it reaches. */
  units: z.array(UnitId).min(1).max(2000),
  heldOn: Day,
  begins: TimeOfDay,
  place: humanText(1, 120),
  state: TrainingSessionState,
  revision: z.number().int().min(1),
})
export type TrainingSession = z.infer<typeof TrainingSession>

export type SessionRefusal =
  | StepRefusal<TrainingSessionState>
  | { readonly code: 'not-its-day'; readonly heldOn: Day }
  | { readonly code: 'reason-required' }

/** Decides a batch: of a training that asks people of units within the planner's reach. */
export function decideNewSession(
  actor: Actor,
  training: Pick<Training, 'units'>,
  session: NewSession,
  { batch, isMakeUp }: Pick<TrainingSession, 'batch' | 'isMakeUp'>,
): Result<TrainingSession, SessionRefusal> {
  if (!mayRole(actor.role, 'training.manage')) return err({ code: 'role-not-allowed' })
  const units = training.units.filter(id => covers(actor.scope, id))
  if (units.length === 0) return err({ code: 'outside-scope' })
  return ok({ ...session, unitId: actor.unitId, batch, isMakeUp, units, state: 'planned', revision: 1 })
}

/**
 * Decides an event on a batch. Nobody signs in ahead: it opens on its day or, when the list is entered afterwards, later.
 * To open again and to cancel need a reason.
 */
export function decideSession(
  before: TrainingSession,
  event: TrainingSessionEvent,
  { actor, now, reason }: { readonly actor: Actor; readonly now: Instant; readonly reason: string | null },
): Result<TrainingSession, SessionRefusal> {
  const step = admitStep(
    findStep<TrainingSessionState, TrainingSessionEvent>(TRAINING_SESSION_FLOW, before.state, event),
    before,
    actor,
  )
  if (!step.ok) return step
  if (event === 'open' && dayOf(now) < before.heldOn)
    return err({ code: 'not-its-day', heldOn: before.heldOn })
  if ((event === 'reopen' || event === 'cancel') && isBlank(reason)) return err({ code: 'reason-required' })
  return ok({ ...before, state: step.value.to, revision: before.revision + 1 })
}

export const SIGN_IN_MEANS = {
  kiosk: { zh: '签到屏', en: 'Kiosk' },
  qr: { zh: '扫码', en: 'QR code' },
  list: { zh: '名单登记', en: 'From the list' },
} as const satisfies Record<string, Label>
export type SignInMeans = keyof typeof SIGN_IN_MEANS
export const SignInMeans = z.enum(Object.keys(SIGN_IN_MEANS) as [SignInMeans, ...SignInMeans[]])

/** That somebody was there. A person signs in to a batch once; a second time finds the first. */
export const SignIn = z.object({
  sessionId: TrainingSessionId,
  accountId: AccountId,
  at: Instant,
  means: SignInMeans,
})
export type SignIn = z.infer<typeof SignIn>

export type SignInRefusal =
  | { readonly code: 'session-not-open' }
  | { readonly code: 'session-closed' }
  | { readonly code: 'not-asked' }
  | { readonly code: 'signed-in-already'; readonly at: Instant }

/** What a sign-in is decided by: the batch as it stands, and the appointments of whoever signs in. */
export interface SignInOccasion {
  readonly training: Pick<Training, 'posts'>
  readonly session: Pick<TrainingSession, 'id' | 'units' | 'state' | 'heldOn'>
  readonly appointments: readonly Appointment[]
  /** Of this batch. */
  readonly signIns: readonly SignIn[]
}

/**
 * Decides a sign-in: of somebody who on the batch's day holds a post that is asked, at a unit that is, while the batch is
 * open, and once.
 */
export function decideSignIn(
  { training, session, appointments, signIns }: SignInOccasion,
  { accountId, at, means }: Pick<SignIn, 'accountId' | 'at' | 'means'>,
): Result<SignIn, SignInRefusal> {
  const known = signIns.find(each => each.accountId === accountId && each.sessionId === session.id)
  if (known) return err({ code: 'signed-in-already', at: known.at })
  if (session.state === 'closed') return err({ code: 'session-closed' })
  if (session.state !== 'open') return err({ code: 'session-not-open' })
  const isAsked = listHolders(appointments, session.heldOn).some(
    each =>
      each.accountId === accountId &&
      training.posts.includes(each.post) &&
      session.units.includes(each.unitId),
  )
  return isAsked ? ok({ sessionId: session.id, accountId, at, means }) : err({ code: 'not-asked' })
}
