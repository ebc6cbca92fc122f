import { z } from 'zod'
import type { Flow } from '../kernel/flow.ts'
import type { Label } from '../kernel/label.ts'

export const SUMMARY_STATES = {
  draft: { zh: '草稿', en: 'Draft' },
  'awaiting-signature': { zh: '待校长审签', en: 'Awaiting signature' },
  submitted: { zh: '已报送', en: 'Submitted' },
  returned: { zh: '退回补充', en: 'Returned' },
  accepted: { zh: '已接收', en: 'Accepted' },
  merged: { zh: '已汇总', en: 'In the county summary' },
  archived: { zh: '已归档', en: 'Archived' },
} as const satisfies Record<string, Label>
export type SummaryState = keyof typeof SUMMARY_STATES
export const SUMMARY_STATE_IDS = Object.keys(SUMMARY_STATES) as [SummaryState, ...SummaryState[]]
export const SummaryState = z.enum(SUMMARY_STATE_IDS)
/** States in which the bureau has found nothing to add any more. */
export const RECEIVED_SUMMARY_STATES = [
  'accepted',
  'merged',
  'archived',
] as const satisfies readonly SummaryState[]

export const SUMMARY_EVENTS = {
  edit: { zh: '修改', en: 'Edit' },
  refresh: { zh: '更新数据', en: 'Take the figures anew' },
  prepare: { zh: '送审签', en: 'Put before the head' },
  'send-back': { zh: '退回修改', en: 'Send back' },
  sign: { zh: '审签并报送', en: 'Sign and submit' },
  return: { zh: '退回补充', en: 'Return' },
  accept: { zh: '接收', en: 'Accept' },
  revise: { zh: '重新编写', en: 'Revise' },
  merge: { zh: '汇入全县总结', en: 'Take into the county summary' },
  archive: { zh: '归档', en: 'Archive' },
} as const satisfies Record<string, Label>
export type SummaryEvent = keyof typeof SUMMARY_EVENTS
export const SUMMARY_EVENT_IDS = Object.keys(SUMMARY_EVENTS) as [SummaryEvent, ...SummaryEvent[]]

const WRITERS = ['principal', 'safety-officer'] as const
const REVIEWERS = ['section-officer', 'bureau-leader'] as const
const ARCHIVISTS = ['section-officer', 'bureau-leader', 'bureau-director'] as const
const SIGNERS = ['bureau-leader', 'bureau-director'] as const

/**
 * 草稿 → 校长审签 → 已报送 → (退回补充 ↔ 重报) → 已接收 → 已汇总 → 归档 (FACTS 2). A head who writes it himself signs what he
 * wrote; whoever signs the county's summary takes those it was made of into it, and whoever archives the campaign archives
 * what was received of it.
 */
export const SUMMARY_FLOW = {
  draft: {
    edit: { to: 'draft', by: WRITERS },
    refresh: { to: 'draft', by: WRITERS },
    prepare: { to: 'awaiting-signature', by: WRITERS },
  },
  'awaiting-signature': {
    'send-back': { to: 'draft', by: ['principal'] },
    sign: { to: 'submitted', by: ['principal'] },
  },
  submitted: {
    return: { to: 'returned', by: REVIEWERS },
    accept: { to: 'accepted', by: REVIEWERS },
  },
  returned: { revise: { to: 'draft', by: WRITERS } },
  accepted: { merge: { to: 'merged', by: SIGNERS }, archive: { to: 'archived', by: ARCHIVISTS } },
  merged: { archive: { to: 'archived', by: ARCHIVISTS } },
  archived: {},
} as const satisfies Flow<SummaryState, SummaryEvent>
