import { z } from 'zod'
import type { Flow, Step } from '../kernel/flow.ts'
import type { Label } from '../kernel/label.ts'
import { SUPERVISION_KINDS, type MeasureCourse, type SupervisionKind } from './supervision-kind.ts'

export const MEASURE_STATES = {
  proposed: { zh: '待审批', en: 'Waiting for approval' },
  declined: { zh: '不予批准', en: 'Declined' },
  approved: { zh: '已批准，待发出', en: 'Approved, to be issued' },
  issued: { zh: '已发出，待签收', en: 'Issued, not yet received' },
  received: { zh: '已签收，办理中', en: 'Received, under way' },
  talked: { zh: '已约谈，待书面报告', en: 'Talk held, report due' },
  replied: { zh: '已反馈，待核验', en: 'Answered, to be verified' },
  appealed: { zh: '申诉办理中', en: 'Under appeal' },
  closed: { zh: '已办结', en: 'Closed' },
  withdrawn: { zh: '已撤销', en: 'Withdrawn' },
  superseded: { zh: '已升级办理', en: 'Taken further' },
} as const satisfies Record<string, Label>
export type MeasureState = keyof typeof MEASURE_STATES
export const MEASURE_STATE_IDS = Object.keys(MEASURE_STATES) as [MeasureState, ...MeasureState[]]
export const MeasureState = z.enum(MEASURE_STATE_IDS)

/** Before anything has gone out: the bureau's own affair. */
export const UNISSUED_STATES: readonly MeasureState[] = ['proposed', 'declined', 'approved']
/** Gone out and not settled. */
export const UNDERWAY_STATES: readonly MeasureState[] = [
  ...(['issued', 'received', 'talked', 'replied', 'appealed'] as const),
]
/** Nothing is left to be done. */
export const SETTLED_MEASURE_STATES: readonly MeasureState[] = [
  ...(['declined', 'closed', 'withdrawn', 'superseded'] as const),
]
/** The unit has its answer still to give. */
export const ANSWERING_STATES: readonly MeasureState[] = ['received', 'talked']

export const MEASURE_EVENTS = {
  revise: { zh: '修改', en: 'Change' },
  approve: { zh: '批准', en: 'Approve' },
  decline: { zh: '不予批准', en: 'Decline' },
  issue: { zh: '发出', en: 'Issue' },
  receive: { zh: '签收', en: 'Receive' },
  deliver: { zh: '登记送达', en: 'Record delivery' },
  hold: { zh: '登记约谈记录', en: 'Record the talk' },
  reply: { zh: '反馈办理情况', en: 'Answer' },
  verify: { zh: '核验办结', en: 'Verify and close' },
  return: { zh: '退回补办', en: 'Send back' },
  appeal: { zh: '提出申诉', en: 'Appeal' },
  uphold: { zh: '维持原决定', en: 'Uphold the decision' },
  lift: { zh: '申诉成立，撤销', en: 'Allow the appeal' },
  withdraw: { zh: '撤销', en: 'Withdraw' },
  supersede: { zh: '升级办理', en: 'Take further' },
} as const satisfies Record<string, Label>
export type MeasureEvent = keyof typeof MEASURE_EVENTS
export const MEASURE_EVENT_IDS = Object.keys(MEASURE_EVENTS) as [MeasureEvent, ...MeasureEvent[]]

const DESK = ['section-officer', 'bureau-leader', 'bureau-director'] as const
const LEADERS = ['bureau-leader', 'bureau-director'] as const
const DIRECTOR = ['bureau-director'] as const
const PROPOSERS = ['section-officer', 'bureau-leader', 'bureau-inspector'] as const
const VERIFIERS = ['section-officer', 'bureau-leader', 'bureau-director', 'bureau-inspector'] as const
const UNIT = ['principal', 'safety-officer', 'school-admin'] as const
const ANSWERERS = ['principal', 'safety-officer'] as const
const HEAD = ['principal'] as const

const declined = {}
const closed = {}
const withdrawn = {}
const superseded = {}
const approved = {
  issue: { to: 'issued', by: DESK },
  withdraw: { to: 'withdrawn', by: PROPOSERS },
} as const
/** On its way: it may be taken back by a leader, or give way to the next rung. */
const leaving = {
  withdraw: { to: 'withdrawn', by: LEADERS },
  supersede: { to: 'superseded', by: DESK },
} as const
const issued = {
  receive: { to: 'received', by: UNIT },
  deliver: { to: 'received', by: ['section-officer'] },
  ...leaving,
} as const
const appeal = { appeal: { to: 'appealed', by: HEAD } } as const
const appealed = {
  uphold: { to: 'received', by: LEADERS },
  lift: { to: 'withdrawn', by: LEADERS },
} as const
const approveBy = <const Roles extends readonly ('bureau-leader' | 'bureau-director')[]>(roles: Roles) =>
  ({
    revise: { to: 'proposed', by: PROPOSERS },
    approve: { to: 'approved', by: roles },
    decline: { to: 'declined', by: roles },
    withdraw: { to: 'withdrawn', by: PROPOSERS },
  }) as const
const replied = {
  verify: { to: 'closed', by: VERIFIERS },
  ...leaving,
} as const

/** Reminder, supervision notice, circular, warning: received, answered, verified. */
export const ANSWERED_FLOW = {
  ...{ proposed: approveBy(LEADERS), declined, approved, issued },
  received: { reply: { to: 'replied', by: ANSWERERS }, ...appeal, ...leaving },
  replied: { return: { to: 'received', by: VERIFIERS }, ...replied },
  ...{ appealed, closed, withdrawn, superseded },
} as const satisfies Flow<Exclude<MeasureState, 'talked'>, MeasureEvent>

/** An admonition talk: without its record there is no answer to it, and so no closing (FACTS 6). */
export const TALKED_FLOW = {
  ...{ proposed: approveBy(DIRECTOR), declined, approved, issued },
  received: { hold: { to: 'talked', by: VERIFIERS }, ...appeal, ...leaving },
  talked: { reply: { to: 'replied', by: ANSWERERS }, ...leaving },
  replied: { return: { to: 'talked', by: VERIFIERS }, ...replied },
  ...{ appealed, closed, withdrawn, superseded },
} as const satisfies Flow<MeasureState, MeasureEvent>

/** Handed over to discipline inspection or personnel: the unit is told, the outcome closes it. The last rung gives way to none. */
export const HANDED_OVER_FLOW = {
  ...{ proposed: approveBy(DIRECTOR), declined, approved },
  issued: { receive: issued.receive, deliver: issued.deliver, withdraw: issued.withdraw },
  received: { verify: { to: 'closed', by: LEADERS }, ...appeal, withdraw: leaving.withdraw },
  ...{ appealed, closed, withdrawn },
} as const satisfies Flow<Exclude<MeasureState, 'talked' | 'replied' | 'superseded'>, MeasureEvent>

/** Praise and highlights: seen by all schools once issued, and done with when the unit has received it. */
export const HONOUR_FLOW = {
  ...{ proposed: approveBy(LEADERS), declined, approved },
  issued: {
    receive: { to: 'closed', by: UNIT },
    deliver: { to: 'closed', by: ['section-officer'] },
    withdraw: { to: 'withdrawn', by: LEADERS },
  },
  ...{ closed, withdrawn },
} as const satisfies Flow<
  'proposed' | 'declined' | 'approved' | 'issued' | 'closed' | 'withdrawn',
  MeasureEvent
>

/** The flow of each course; a state that a course does not have gives no event in it. */
export const MEASURE_FLOWS: Readonly<
  Record<MeasureCourse, Readonly<Record<string, Readonly<Record<string, Step<MeasureState>>>>>>
> = {
  answered: ANSWERED_FLOW,
  talked: TALKED_FLOW,
  'handed-over': HANDED_OVER_FLOW,
  honour: HONOUR_FLOW,
}

/** The arrow an event takes for a measure of that kind, or nothing where there is none. */
export const findMeasureStep = (
  kind: SupervisionKind,
  state: MeasureState,
  event: MeasureEvent,
): Step<MeasureState> | undefined => MEASURE_FLOWS[SUPERVISION_KINDS[kind].course][state]?.[event]
