import { z } from 'zod'
import type { Day, Instant } from '../kernel/day.ts'
import { dayOf, daysBetween } from '../kernel/day.ts'
import { findStep, type Flow } from '../kernel/flow.ts'
import type { Label } from '../kernel/label.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { isBlank } from '../kernel/human-text.ts'
import type { UnitId } from '../kernel/ids.ts'
import { admitStep, type StepRefusal } from '../organisation/admit-step.ts'
import type { Actor } from '../organisation/may.ts'
import type { RoleId } from '../organisation/role.ts'

export const ASSIGNMENT_STATES = {
  pending: { zh: '未签收', en: 'Not yet received' },
  received: { zh: '已签收', en: 'Received' },
  submitted: { zh: '待审核', en: 'Awaiting review' },
  returned: { zh: '已退回', en: 'Returned' },
  accepted: { zh: '已通过', en: 'Accepted' },
  excused: { zh: '不适用', en: 'Excused' },
} as const satisfies Record<string, Label>
export type AssignmentState = keyof typeof ASSIGNMENT_STATES
export const ASSIGNMENT_STATE_IDS = Object.keys(ASSIGNMENT_STATES) as [AssignmentState, ...AssignmentState[]]
export const AssignmentState = z.enum(ASSIGNMENT_STATE_IDS)

/** Whose turn it is in each state: the unit's own, that of whoever reviews it, or nobody's any more. */
const TURNS = {
  pending: 'unit',
  received: 'unit',
  submitted: 'reviewer',
  returned: 'unit',
  accepted: null,
  excused: null,
} as const satisfies Record<AssignmentState, 'unit' | 'reviewer' | null>

/** States in which the unit owes work. */
export const OWED_STATES: readonly AssignmentState[] = ASSIGNMENT_STATE_IDS.filter(
  state => TURNS[state] === 'unit',
)
/** States in which somebody still waits for somebody. */
export const OPEN_ASSIGNMENT_STATES: readonly AssignmentState[] = ASSIGNMENT_STATE_IDS.filter(
  state => TURNS[state] !== null,
)
/** States in which work is in hand, whose day of handing in counts. */
export const HANDED_IN_STATES: readonly AssignmentState[] = ASSIGNMENT_STATE_IDS.filter(
  state => state !== 'excused' && TURNS[state] !== 'unit',
)

export const ASSIGNMENT_EVENTS = {
  receive: { zh: '签收', en: 'Acknowledge' },
  submit: { zh: '提交材料', en: 'Hand in' },
  accept: { zh: '审核通过', en: 'Accept' },
  return: { zh: '退回', en: 'Return' },
  excuse: { zh: '标为不适用', en: 'Excuse' },
  reopen: { zh: '重新打开', en: 'Reopen' },
} as const satisfies Record<string, Label>
export type AssignmentEvent = keyof typeof ASSIGNMENT_EVENTS
export const AssignmentEvent = z.enum(
  Object.keys(ASSIGNMENT_EVENTS) as [AssignmentEvent, ...AssignmentEvent[]],
)

const DOES = ['principal', 'safety-officer', 'section-officer', 'bureau-leader'] as const
const REVIEWS = ['section-officer', 'bureau-leader', 'township-coordinator'] as const
const BUREAU = ['section-officer', 'bureau-leader'] as const

/** A task laid on one unit: from dispatch to acceptance. */
export const ASSIGNMENT_FLOW = {
  pending: {
    receive: { to: 'received', by: DOES },
    submit: { to: 'submitted', by: DOES },
    excuse: { to: 'excused', by: BUREAU },
  },
  received: { submit: { to: 'submitted', by: DOES }, excuse: { to: 'excused', by: BUREAU } },
  submitted: {
    accept: { to: 'accepted', by: REVIEWS },
    return: { to: 'returned', by: REVIEWS },
  },
  returned: { submit: { to: 'submitted', by: DOES }, excuse: { to: 'excused', by: BUREAU } },
  accepted: { reopen: { to: 'returned', by: BUREAU } },
  excused: { reopen: { to: 'pending', by: BUREAU } },
} as const satisfies Flow<AssignmentState, AssignmentEvent>

/** A township coordinator sits at one of the schools he reviews, and is nobody to judge its work. */
export const reviewsOwnUnit = (role: RoleId): boolean => role !== 'township-coordinator'

/** Events after which somebody has to know what is missing, or why nothing is. */
export const ASSIGNMENT_EVENTS_WITH_REASON: readonly AssignmentEvent[] = ['return', 'excuse', 'reopen']

export type AssignmentRefusal =
  StepRefusal<AssignmentState> | { code: 'reviews-own-work' } | { code: 'reason-required' }

/**
 * Decides whether an actor may raise an event on a unit's assignment and which state follows.
 * Work is handed in by the unit's own people; whoever handed in any version of it (`submitters`) does not review it, for a
 * later one is his work too; sending back, excusing and opening again need a reason.
 */
export function decideAssignment(
  before: { state: AssignmentState; unitId: UnitId; submitters: readonly string[] },
  event: AssignmentEvent,
  actor: Actor,
  reason: string | null,
): Result<AssignmentState, AssignmentRefusal> {
  const step = admitStep(
    findStep<AssignmentState, AssignmentEvent>(ASSIGNMENT_FLOW, before.state, event),
    before,
    actor,
  )
  if (!step.ok) return step
  const doing = event === 'submit' || event === 'receive'
  if (doing && actor.unitId !== before.unitId) return err({ code: 'outside-scope' })
  const judging = event === 'accept' || event === 'return'
  const own =
    before.submitters.includes(actor.accountId) ||
    (actor.unitId === before.unitId && !reviewsOwnUnit(actor.role))
  if (judging && own) return err({ code: 'reviews-own-work' })
  if (ASSIGNMENT_EVENTS_WITH_REASON.includes(event) && isBlank(reason))
    return err({ code: 'reason-required' })
  return ok(step.value.to)
}

export const TIMELINESS = {
  done: { zh: '按时提交', en: 'Handed in on time' },
  'done-late': { zh: '逾期提交', en: 'Handed in late' },
  overdue: { zh: '已逾期', en: 'Overdue' },
  'due-soon': { zh: '即将到期', en: 'Due soon' },
  'in-time': { zh: '未到期', en: 'Not yet due' },
  undated: { zh: '无期限', en: 'No deadline' },
  'not-owed': { zh: '无需办理', en: 'Not owed' },
} as const satisfies Record<string, Label>
export type Timeliness = keyof typeof TIMELINESS

/** Days before the deadline from which a duty counts as due soon. */
export const DUE_SOON_DAYS = 7

/**
 * How an assignment stands against its deadline on a day. The deadline day itself is in time
 * ("5月15日前" is read as the end of 15 May, FACTS 2). Work counts from its first hand-in that was not sent back;
 * a unit that was excused owes nothing and is neither in time nor late.
 */
export function timelinessOf(
  assignment: { state: AssignmentState; dueOn: Day | null; submittedAt: Instant | null },
  today: Day,
): Timeliness {
  const { state, dueOn, submittedAt } = assignment
  if (state === 'excused') return 'not-owed'
  if (HANDED_IN_STATES.includes(state))
    return dueOn !== null && submittedAt !== null && dayOf(submittedAt) > dueOn ? 'done-late' : 'done'
  if (dueOn === null) return 'undated'
  if (today > dueOn) return 'overdue'
  return daysBetween(today, dueOn) <= DUE_SOON_DAYS ? 'due-soon' : 'in-time'
}
