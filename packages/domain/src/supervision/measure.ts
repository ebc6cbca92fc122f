import { z } from 'zod'
import { Day, Instant } from '../kernel/day.ts'
import { humanText } from '../kernel/human-text.ts'
import { AccountId, MatterId, MeasureId, UnitId } from '../kernel/ids.ts'
import type { Label } from '../kernel/label.ts'
import { ANSWERING_STATES, MeasureState, SETTLED_MEASURE_STATES } from './measure-flow.ts'
import { isHonour, SupervisionKind } from './supervision-kind.ts'

/** What a fact points to; a text points to nothing. */
export const MATTER_FACT_KINDS = {
  hazard: { zh: '隐患', en: 'Hazard' },
  assignment: { zh: '任务', en: 'Task' },
  inspection: { zh: '检查', en: 'Inspection' },
  text: { zh: '其他事实', en: 'Other fact' },
} as const satisfies Record<string, Label>
export type MatterFactKind = keyof typeof MATTER_FACT_KINDS
export const MatterFactKind = z.enum(Object.keys(MATTER_FACT_KINDS) as [MatterFactKind, ...MatterFactKind[]])

/** A fact a matter rests on, in words as it stood when it was put down: what it points to may change, the words do not. */
export const MatterFact = z.object({
  kind: MatterFactKind,
  subjectId: z.uuid().nullable(),
  words: humanText(2, 500),
})
export type MatterFact = z.infer<typeof MatterFact>

/** A fact as a person names it: something on record, which the server puts into words, or words of his own. */
export const NamedFact = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['hazard', 'assignment', 'inspection']), id: z.uuid() }),
  z.object({ kind: z.literal('text'), words: humanText(2, 500) }),
])
export type NamedFact = z.infer<typeof NamedFact>

/** Who did something, when. */
export const Deed = z.object({ by: AccountId, name: z.string(), at: Instant })
export type Deed = z.infer<typeof Deed>

/** The record of an admonition talk; without it the measure goes no further. */
export const TalkRecord = z.object({
  heldOn: Day,
  place: humanText(2, 100),
  /** 主谈人 */
  ledBy: humanText(2, 60),
  /** 谈话对象 */
  talkedTo: humanText(2, 200),
  said: humanText(10, 4000),
  commitments: humanText(4, 2000),
})
export type TalkRecord = z.infer<typeof TalkRecord>

export const Appeal = Deed.extend({
  grounds: z.string(),
  /** The measure was upheld or lifted; null while nobody has decided. */
  decision: Deed.extend({ upheld: z.boolean(), finding: z.string() }).nullable(),
})
export type Appeal = z.infer<typeof Appeal>

/** The words of a proposal: why, what is asked of the unit, and why rungs of the ladder are left out. */
export const ProposalText = z.object({
  reason: humanText(4, 1000),
  demand: humanText(4, 4000),
  skipReason: humanText(4, 500).nullable(),
})
export type ProposalText = z.infer<typeof ProposalText>

/** One measure of a matter: from its proposal to its end. */
export const Measure = z.object({
  id: MeasureId,
  matterId: MatterId,
  unitId: UnitId,
  kind: SupervisionKind,
  state: MeasureState,
  /** Why it is proposed. */
  reason: z.string(),
  /** What the unit is asked to do; of an honour, what it is honoured for. */
  demand: z.string(),
  /** Why rungs of the ladder were left out; null where none was. */
  skipReason: z.string().nullable(),
  /** Nobody, where the system proposed by the county's limits. */
  proposed: Deed.extend({ by: AccountId.nullable() }),
  approved: Deed.nullable(),
  issued: Deed.extend({ documentNumber: z.string().nullable() }).nullable(),
  replyDueOn: Day.nullable(),
  received: Deed.extend({ note: z.string().nullable() }).nullable(),
  talk: Deed.extend({ record: TalkRecord }).nullable(),
  reply: Deed.extend({ text: z.string() }).nullable(),
  /** How often an answer was sent back. */
  returned: z.number().int().min(0),
  appeal: Appeal.nullable(),
  /** Who ended it, with his words. */
  ended: Deed.extend({ note: z.string().nullable() }).nullable(),
  revision: z.number().int().min(1),
})
export type Measure = z.infer<typeof Measure>

/** A matter of one unit: what it rests on, and the measures taken in it. */
export const Matter = z.object({
  id: MatterId,
  unitId: UnitId,
  /** Shown number, `YYYY-NNNN`. */
  number: z.string(),
  title: humanText(4, 120),
  road: z.enum(['ladder', 'honour']),
  openedAt: Instant,
  openedBy: AccountId.nullable(),
  openedByName: z.string(),
})
export type Matter = z.infer<typeof Matter>

export const MATTER_STATES = {
  open: { zh: '办理中', en: 'Open' },
  closed: { zh: '已了结', en: 'Settled' },
} as const satisfies Record<string, Label>
export type MatterState = keyof typeof MATTER_STATES

export const roadOf = (kind: SupervisionKind): Matter['road'] => (isHonour(kind) ? 'honour' : 'ladder')

/** A matter is open while one of its measures is, as far as the reader sees them: a proposal that has not gone out is the bureau's own. */
export const matterStateOf = (measures: readonly Pick<Measure, 'state'>[]): MatterState =>
  measures.every(({ state }) => SETTLED_MEASURE_STATES.includes(state)) ? 'closed' : 'open'

/** True when the unit owes an answer and its last day has passed. */
export const isReplyLate = (measure: Pick<Measure, 'state' | 'replyDueOn'>, today: Day): boolean =>
  ANSWERING_STATES.includes(measure.state) && measure.replyDueOn !== null && measure.replyDueOn < today
