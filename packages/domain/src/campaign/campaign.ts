import { z } from 'zod'
import { Day } from '../kernel/day.ts'
import { findStep, type Flow } from '../kernel/flow.ts'
import { CampaignId } from '../kernel/ids.ts'
import type { Label } from '../kernel/label.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import type { Actor } from '../organisation/may.ts'
import { humanText, isBlank } from '../kernel/human-text.ts'

export const CAMPAIGN_STATES = {
  draft: { zh: '草稿', en: 'Draft' },
  confirmed: { zh: '已确认，待下发', en: 'Confirmed' },
  running: { zh: '进行中', en: 'Running' },
  suspended: { zh: '已中止', en: 'Suspended' },
  archived: { zh: '已归档', en: 'Archived' },
  discarded: { zh: '已作废', en: 'Discarded' },
} as const satisfies Record<string, Label>
export type CampaignState = keyof typeof CAMPAIGN_STATES
export const CampaignState = z.enum(Object.keys(CAMPAIGN_STATES) as [CampaignState, ...CampaignState[]])

export const CAMPAIGN_EVENTS = {
  confirm: { zh: '确认草稿', en: 'Confirm draft' },
  reopen: { zh: '退回修改', en: 'Back to draft' },
  dispatch: { zh: '下发', en: 'Dispatch' },
  suspend: { zh: '中止', en: 'Suspend' },
  resume: { zh: '恢复', en: 'Resume' },
  archive: { zh: '归档', en: 'Archive' },
  discard: { zh: '作废', en: 'Discard' },
} as const satisfies Record<string, Label>
export type CampaignEvent = keyof typeof CAMPAIGN_EVENTS
export const CampaignEvent = z.enum(Object.keys(CAMPAIGN_EVENTS) as [CampaignEvent, ...CampaignEvent[]])

const DESK = ['section-officer', 'bureau-leader'] as const
const LEADERS = ['section-officer', 'bureau-leader', 'bureau-director'] as const

/** The life of a campaign. Its phase is read from the calendar and is not a state. */
export const CAMPAIGN_FLOW = {
  draft: { confirm: { to: 'confirmed', by: DESK }, discard: { to: 'discarded', by: DESK } },
  confirmed: {
    dispatch: { to: 'running', by: LEADERS },
    reopen: { to: 'draft', by: DESK },
    discard: { to: 'discarded', by: DESK },
  },
  running: { suspend: { to: 'suspended', by: LEADERS }, archive: { to: 'archived', by: LEADERS } },
  suspended: { resume: { to: 'running', by: LEADERS }, archive: { to: 'archived', by: LEADERS } },
  archived: {},
  discarded: {},
} as const satisfies Flow<CampaignState, CampaignEvent>

/** Events that stop or undo what people are doing; those people are owed a reason. */
export const CAMPAIGN_EVENTS_WITH_REASON: readonly CampaignEvent[] = ['suspend', 'discard', 'reopen']

export type CampaignRefusal =
  | { code: 'event-not-allowed'; state: CampaignState }
  | { code: 'role-not-allowed' }
  | { code: 'reason-required' }

/** Decides whether an actor may raise an event on a campaign, and which state follows. */
export function decideCampaign(
  state: CampaignState,
  event: CampaignEvent,
  actor: Pick<Actor, 'role'>,
  reason: string | null,
): Result<CampaignState, CampaignRefusal> {
  const step = findStep<CampaignState, CampaignEvent>(CAMPAIGN_FLOW, state, event)
  if (!step) return err({ code: 'event-not-allowed', state })
  if (!step.by.includes(actor.role)) return err({ code: 'role-not-allowed' })
  if (CAMPAIGN_EVENTS_WITH_REASON.includes(event) && isBlank(reason)) return err({ code: 'reason-required' })
  return ok(step.to)
}

export const Campaign = z.object({
  id: CampaignId,
  title: humanText(4, 200),
  year: z.number().int().min(2000).max(2100).nullable(),
  issuer: humanText(0, 100).nullable(),
  documentNumber: humanText(0, 60).nullable(),
  issuedOn: Day.nullable(),
  from: Day.nullable(),
  to: Day.nullable(),
  state: CampaignState,
})
export type Campaign = z.infer<typeof Campaign>
