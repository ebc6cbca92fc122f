import { z } from 'zod'
import type { Flow } from '../../kernel/flow.ts'
import type { Label } from '../../kernel/label.ts'

export const REFERRAL_STATES = {
  draft: { zh: '草拟，待审签', en: 'Draft, to be approved' },
  approved: { zh: '已审签，待发出', en: 'Approved, to be sent' },
  sent: { zh: '已发出，待签收', en: 'Sent, not yet received' },
  received: { zh: '已签收，办理中', en: 'Received, under way' },
  replied: { zh: '已回函，待核实', en: 'Answered, to be verified' },
  escalated: { zh: '已报县安委会协调', en: 'With the county committee' },
  verified: { zh: '已核实，待办结', en: 'Verified' },
  closed: { zh: '已办结', en: 'Closed' },
  'referred-again': { zh: '已再次移送', en: 'Referred again' },
  withdrawn: { zh: '已撤回', en: 'Withdrawn' },
} as const satisfies Record<string, Label>
export type ReferralState = keyof typeof REFERRAL_STATES
export const REFERRAL_STATE_IDS = Object.keys(REFERRAL_STATES) as [ReferralState, ...ReferralState[]]
export const ReferralState = z.enum(REFERRAL_STATE_IDS)

/** With the department, which has not answered. */
export const WAITING_REFERRAL_STATES: readonly ReferralState[] = ['sent', 'received', 'escalated']
export const SETTLED_REFERRAL_STATES: readonly ReferralState[] = ['closed', 'referred-again', 'withdrawn']

export const REFERRAL_EVENTS = {
  revise: { zh: '修改', en: 'Change' },
  approve: { zh: '审签', en: 'Approve' },
  send: { zh: '发出', en: 'Send' },
  receive: { zh: '登记签收', en: 'Record receipt' },
  urge: { zh: '催办', en: 'Urge' },
  reply: { zh: '登记回函', en: 'Record the answer' },
  'refer-again': { zh: '再次移送', en: 'Refer again' },
  escalate: { zh: '报县安委会协调', en: 'Take to the county committee' },
  verify: { zh: '核实', en: 'Verify' },
  close: { zh: '办结', en: 'Close' },
  withdraw: { zh: '撤回', en: 'Withdraw' },
} as const satisfies Record<string, Label>
export type ReferralEvent = keyof typeof REFERRAL_EVENTS
export const REFERRAL_EVENT_IDS = Object.keys(REFERRAL_EVENTS) as [ReferralEvent, ...ReferralEvent[]]

const DESK = ['section-officer', 'bureau-leader', 'bureau-director'] as const
const LEADERS = ['bureau-leader', 'bureau-director'] as const
const VERIFIERS = ['section-officer', 'bureau-leader', 'bureau-director', 'bureau-inspector'] as const

const withdraw = { to: 'withdrawn', by: DESK } as const
const escalate = { to: 'escalated', by: LEADERS } as const
const again = { to: 'referred-again', by: DESK } as const

/**
 * The way of a letter to another department (FACTS 8). The department itself has no account: it receives and answers by its
 * link (`LINK_EVENTS`), or on paper, which an officer records.
 */
export const REFERRAL_FLOW = {
  draft: { revise: { to: 'draft', by: DESK }, approve: { to: 'approved', by: LEADERS }, withdraw },
  approved: { send: { to: 'sent', by: DESK }, withdraw },
  sent: { receive: { to: 'received', by: DESK }, urge: { to: 'sent', by: DESK }, escalate, withdraw },
  received: {
    reply: { to: 'replied', by: DESK },
    urge: { to: 'received', by: DESK },
    escalate,
    withdraw,
  },
  replied: { verify: { to: 'verified', by: VERIFIERS }, 'refer-again': again, escalate },
  escalated: {
    reply: { to: 'replied', by: DESK },
    verify: { to: 'verified', by: VERIFIERS },
    'refer-again': again,
  },
  verified: { close: { to: 'closed', by: DESK }, 'refer-again': again },
  closed: {},
  'referred-again': {},
  withdrawn: {},
} as const satisfies Flow<ReferralState, ReferralEvent>

/** What the department may do by its link. */
export const LINK_EVENTS = ['receive', 'reply'] as const satisfies readonly ReferralEvent[]
export type LinkEvent = (typeof LINK_EVENTS)[number]
