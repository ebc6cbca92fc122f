import { z } from 'zod'
import type { Flow } from '../../kernel/flow.ts'
import type { Label } from '../../kernel/label.ts'

export const VISIT_STATES = {
  planned: { zh: '待检查', en: 'Planned' },
  'on-site': { zh: '检查中', en: 'On site' },
  recorded: { zh: '待签字', en: 'Recorded' },
  signed: { zh: '已签字', en: 'Signed' },
  closed: { zh: '已办结', en: 'Closed' },
  cancelled: { zh: '已取消', en: 'Cancelled' },
} as const satisfies Record<string, Label>
export type VisitState = keyof typeof VISIT_STATES
export const VISIT_STATE_IDS = Object.keys(VISIT_STATES) as [VisitState, ...VisitState[]]
export const VisitState = z.enum(VISIT_STATE_IDS)

export const VISIT_EVENTS = {
  arrive: { zh: '到校', en: 'Arrive' },
  record: { zh: '填写检查记录', en: 'Write the record' },
  reopen: { zh: '退回补充', en: 'Go on inspecting' },
  sign: { zh: '签字确认', en: 'Sign' },
  object: { zh: '提出异议', en: 'Object' },
  close: { zh: '办结', en: 'Close' },
  cancel: { zh: '取消', en: 'Cancel' },
} as const satisfies Record<string, Label>
export type VisitEvent = keyof typeof VISIT_EVENTS
export const VISIT_EVENT_IDS = Object.keys(VISIT_EVENTS) as [VisitEvent, ...VisitEvent[]]
export const VisitEvent = z.enum(VISIT_EVENT_IDS)

const BUREAU = ['section-officer', 'bureau-leader', 'bureau-inspector'] as const
const SCHOOL_LEADS = ['principal', 'safety-officer'] as const
/** Whoever may be on a team; that he is on this one, no table can hold: see `decideVisit`. */
export const INSPECTORS = [...BUREAU, 'township-coordinator', ...SCHOOL_LEADS, 'staff-member'] as const
const PLANNERS = [...BUREAU, 'township-coordinator', ...SCHOOL_LEADS] as const

/** A visit from plan to close: 待检查 → 检查中 → 待签字 → 已签字 → 已办结. It is cancelled only with a reason. */
export const VISIT_FLOW = {
  planned: {
    arrive: { to: 'on-site', by: INSPECTORS },
    cancel: { to: 'cancelled', by: PLANNERS },
  },
  'on-site': {
    record: { to: 'recorded', by: INSPECTORS },
    cancel: { to: 'cancelled', by: PLANNERS },
  },
  recorded: {
    reopen: { to: 'on-site', by: INSPECTORS },
    sign: { to: 'signed', by: INSPECTORS },
    object: { to: 'recorded', by: SCHOOL_LEADS },
  },
  signed: {
    object: { to: 'signed', by: SCHOOL_LEADS },
    close: { to: 'closed', by: PLANNERS },
  },
  closed: {},
  cancelled: {},
} as const satisfies Flow<VisitState, VisitEvent>
