import { z } from 'zod'
import type { Flow } from '../kernel/flow.ts'
import type { Label } from '../kernel/label.ts'

export const BULLETIN_STATES = {
  draft: { zh: '拟稿', en: 'Draft' },
  submitted: { zh: '待审批', en: 'Waiting for approval' },
  approved: { zh: '已批准，待印发', en: 'Approved, to be issued' },
  issued: { zh: '已印发', en: 'Issued' },
  withdrawn: { zh: '已作废', en: 'Withdrawn' },
} as const satisfies Record<string, Label>
export type BulletinState = keyof typeof BULLETIN_STATES
export const BULLETIN_STATE_IDS = Object.keys(BULLETIN_STATES) as [BulletinState, ...BulletinState[]]
export const BulletinState = z.enum(BULLETIN_STATE_IDS)

export const BULLETIN_EVENTS = {
  edit: { zh: '修改', en: 'Edit' },
  refresh: { zh: '更新数据', en: 'Take the figures anew' },
  submit: { zh: '送审', en: 'Send for approval' },
  approve: { zh: '批准', en: 'Approve' },
  return: { zh: '退回修改', en: 'Send back' },
  issue: { zh: '印发', en: 'Issue' },
  withdraw: { zh: '作废', en: 'Withdraw' },
} as const satisfies Record<string, Label>
export type BulletinEvent = keyof typeof BULLETIN_EVENTS
export const BULLETIN_EVENT_IDS = Object.keys(BULLETIN_EVENTS) as [BulletinEvent, ...BulletinEvent[]]

const DESK = ['section-officer', 'bureau-leader', 'bureau-director'] as const
const LEADERS = ['bureau-leader', 'bureau-director'] as const
const withdraw = { withdraw: { to: 'withdrawn', by: DESK } } as const

/** Drafted by the desk, approved by a leader, then issued. What went out is not changed any more. */
export const BULLETIN_FLOW = {
  draft: {
    edit: { to: 'draft', by: DESK },
    refresh: { to: 'draft', by: DESK },
    submit: { to: 'submitted', by: DESK },
    ...withdraw,
  },
  submitted: {
    approve: { to: 'approved', by: LEADERS },
    return: { to: 'draft', by: LEADERS },
    ...withdraw,
  },
  approved: { issue: { to: 'issued', by: DESK }, return: { to: 'draft', by: LEADERS }, ...withdraw },
  issued: {},
  withdrawn: {},
} as const satisfies Flow<BulletinState, BulletinEvent>
