import { z } from 'zod'
import type { Flow } from '../../kernel/flow.ts'
import type { Label } from '../../kernel/label.ts'

export const PILOT_STATES = {
  applied: { zh: '已申报，待确定', en: 'Applied, to be decided' },
  building: { zh: '建设中', en: 'Being built up' },
  assessed: { zh: '已自评，待验收', en: 'Self-assessed, to be accepted' },
  accepted: { zh: '验收合格', en: 'Accepted' },
  demonstration: { zh: '示范学校', en: 'Demonstration school' },
  declined: { zh: '未列入试点', en: 'Not taken on' },
  withdrawn: { zh: '已退出', en: 'Withdrawn' },
  revoked: { zh: '已撤销', en: 'Revoked' },
} as const satisfies Record<string, Label>
export type PilotState = keyof typeof PILOT_STATES
export const PILOT_STATE_IDS = Object.keys(PILOT_STATES) as [PilotState, ...PilotState[]]
export const PilotState = z.enum(PILOT_STATE_IDS)

/** Nothing is left to be done; the school may be named anew. */
export const SETTLED_PILOT_STATES = [
  'declined',
  'withdrawn',
  'revoked',
] as const satisfies readonly PilotState[]
/** The stages of the way, in their order. */
export const PILOT_STAGES = [
  'applied',
  'building',
  'assessed',
  'accepted',
  'demonstration',
] as const satisfies readonly PilotState[]
/** The school has shown what it built, and is looked at again after a while. */
export const RECHECKED_PILOT_STATES = ['accepted', 'demonstration'] as const satisfies readonly PilotState[]

export const PILOT_EVENTS = {
  name: { zh: '确定为试点', en: 'Name as a pilot' },
  decline: { zh: '不列入试点', en: 'Do not take on' },
  extend: { zh: '调整完成期限', en: 'Move the target day' },
  assess: { zh: '提交自评', en: 'Hand in the self-assessment' },
  accept: { zh: '验收合格', en: 'Accept' },
  return: { zh: '退回整改', en: 'Send back' },
  promote: { zh: '命名为示范学校', en: 'Make a demonstration school' },
  confirm: { zh: '复核合格', en: 'Confirm after a re-check' },
  lapse: { zh: '复核不合格，重新建设', en: 'Failed the re-check' },
  withdraw: { zh: '退出试点', en: 'Withdraw' },
  revoke: { zh: '撤销', en: 'Revoke' },
} as const satisfies Record<string, Label>
export type PilotEvent = keyof typeof PILOT_EVENTS
/** Everything the line of what happened to a pilot tells: its events, how it began, and whom it helps. */
export const PILOT_HAPPENINGS = {
  apply: { zh: '申报试点', en: 'Apply as a pilot' },
  ...PILOT_EVENTS,
  pair: { zh: '结对帮扶', en: 'Pair with a school it helps' },
  'end-pairing': { zh: '结束结对', en: 'End a pairing' },
} as const satisfies Record<string, Label>
export type PilotHappening = keyof typeof PILOT_HAPPENINGS

export const PILOT_EVENT_IDS = Object.keys(PILOT_EVENTS) as [PilotEvent, ...PilotEvent[]]

const DESK = ['section-officer', 'bureau-leader'] as const
const REVIEWERS = ['section-officer', 'bureau-leader', 'bureau-inspector'] as const
const LEADERS = ['bureau-leader', 'bureau-director'] as const
const SCHOOL = ['principal', 'safety-officer'] as const
const HEAD = ['principal'] as const

const withdraw = { withdraw: { to: 'withdrawn', by: HEAD } } as const
const revoke = { revoke: { to: 'revoked', by: LEADERS } } as const
const lapse = { lapse: { to: 'building', by: REVIEWERS } } as const

/**
 * The way of a pilot school. The bureau names it, or it applies; it builds, looks at itself, is accepted, and may become a
 * demonstration school. Whoever was accepted is looked at again after a period, and builds anew where it no longer holds.
 */
export const PILOT_FLOW = {
  applied: {
    name: { to: 'building', by: DESK },
    decline: { to: 'declined', by: DESK },
    ...withdraw,
  },
  building: {
    assess: { to: 'assessed', by: SCHOOL },
    extend: { to: 'building', by: DESK },
    ...withdraw,
    ...revoke,
  },
  assessed: {
    accept: { to: 'accepted', by: REVIEWERS },
    return: { to: 'building', by: REVIEWERS },
    ...withdraw,
    ...revoke,
  },
  accepted: {
    promote: { to: 'demonstration', by: LEADERS },
    confirm: { to: 'accepted', by: REVIEWERS },
    ...lapse,
    ...withdraw,
    ...revoke,
  },
  demonstration: {
    confirm: { to: 'demonstration', by: REVIEWERS },
    ...lapse,
    ...withdraw,
    ...revoke,
  },
  declined: {},
  withdrawn: {},
  revoked: {},
} as const satisfies Flow<PilotState, PilotEvent>
