import { z } from 'zod'
import { humanText } from '../kernel/human-text.ts'
import { MeasureId } from '../kernel/ids.ts'
import type { Label } from '../kernel/label.ts'
import type { MeasureCommand } from './measure-command.ts'
import type { MeasureEvent } from './measure-flow.ts'

/** What a proposal came of: a deadline that ran out, which the system sees, or somebody who proposed it. */
export const PROPOSAL_TRIGGERS = {
  people: { zh: '人工提出', en: 'Proposed by people' },
  hazards: { zh: '隐患整改逾期', en: 'Hazards overdue' },
  tasks: { zh: '任务逾期或材料多次退回', en: 'Tasks overdue or sent back' },
} as const satisfies Record<string, Label>
export type ProposalTrigger = keyof typeof PROPOSAL_TRIGGERS
export const ProposalTrigger = z.enum(
  Object.keys(PROPOSAL_TRIGGERS) as [ProposalTrigger, ...ProposalTrigger[]],
)

/** What settles a proposal before anything goes out. */
export const PROPOSAL_EVENTS = ['approve', 'decline', 'withdraw'] as const satisfies readonly MeasureEvent[]
export type ProposalEvent = (typeof PROPOSAL_EVENTS)[number]

/** So many proposals are decided in one act at most: a person reads what he decides. */
const MOST_PROPOSALS = 100

/** What one act is over: each measure once, with the revision its reader saw. */
export const ChosenMeasures = z
  .array(z.object({ id: MeasureId, revision: z.number().int() }))
  .min(1)
  .max(MOST_PROPOSALS)
  .refine(chosen => new Set(chosen.map(({ id }) => id)).size === chosen.length, { error: 'measure-twice' })

/** One act over several proposals, with one reason. */
export const ManyProposals = z.object({
  event: z.enum(PROPOSAL_EVENTS),
  reason: humanText(2, 500),
  items: ChosenMeasures,
})
export type ManyProposals = z.infer<typeof ManyProposals>

/** What the act is for each of the proposals. */
export const commandOfMany = ({ event, reason }: Pick<ManyProposals, 'event' | 'reason'>): MeasureCommand =>
  event === 'approve' ? { event, note: reason } : { event, reason }
