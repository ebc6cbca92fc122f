import { z } from 'zod'
import { AreaId } from '../areas/area-id.ts'
import { Day, Instant } from '../kernel/day.ts'
import { humanText } from '../kernel/human-text.ts'
import { CampaignId, FileId, MechanismItemId, MechanismRecordId, UnitId } from '../kernel/ids.ts'
import type { Label } from '../kernel/label.ts'
import { Department } from '../organisation/department.ts'
import { NewMeasure } from '../supervision/decide-proposal.ts'
import { Conclusion } from './conclusion.ts'
import { Answerable, InquiryFact } from './inquiry.ts'
import type { RecordKind } from './mechanism.ts'
import { RecordState } from './record-flow.ts'

/** A number as it lay on the table: it stays what it was, whatever is counted later. */
export const FrozenFigure = z.object({
  indicator: z.string().min(1),
  numerator: z.number().int().min(0),
  denominator: z.number().int().min(0),
})
export type FrozenFigure = z.infer<typeof FrozenFigure>

/** What an inquiry begins with. */
export const INQUIRY_CAUSES = {
  incident: { zh: '发生事故（事件）', en: 'An incident' },
  hazard: { zh: '隐患未整改', en: 'A hazard not rectified' },
  overdue: { zh: '任务逾期', en: 'Overdue work' },
  rebound: { zh: '隐患反弹', en: 'A hazard that came back' },
  report: { zh: '群众举报查实', en: 'A report by the public that proved true' },
} as const satisfies Record<string, Label>
export type InquiryCause = keyof typeof INQUIRY_CAUSES
export const InquiryCause = z.enum(Object.keys(INQUIRY_CAUSES) as [InquiryCause, ...InquiryCause[]])

const title = humanText(4, 120)
const long = (min: number) => humanText(min, 4000)

/** What a person writes of a mechanism; each kind has facts of its own. */
export const RecordBody = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('consultation'),
    ...{ title, on: Day, place: humanText(2, 100), chair: humanText(2, 60) },
    /** 参加单位和人员 */
    attending: humanText(2, 1000),
    topic: humanText(4, 500),
    /** 研判意见 */
    judgement: long(10),
    figures: z.array(FrozenFigure).max(30),
  }),
  z.object({
    kind: z.literal('sharing'),
    ...{ title, on: Day, department: Department, content: long(4), via: humanText(0, 100) },
  }),
  z
    .object({
      kind: z.literal('joint-action'),
      ...{ title, on: Day, until: Day, lead: humanText(2, 60) },
      members: z.array(Department).min(1).max(14),
      plan: long(10),
    })
    .refine(({ on, until }) => on <= until, { path: ['until'], error: 'ends-before-it-begins' }),
  z.object({
    kind: z.literal('inquiry'),
    ...{ title, on: Day, unitId: UnitId, cause: InquiryCause, facts: long(10) },
    /** 应负职责：what the person answering for it had to do. */
    duty: humanText(4, 1000),
    /** What it rests on, and who answers for which duty; chosen from what is on record of the unit. */
    linked: z.array(InquiryFact).max(20).default([]),
    answerable: Answerable.nullable().default(null),
  }),
])
export type RecordBody = z.infer<typeof RecordBody>
export type RecordBodyOf<Kind extends RecordKind> = Extract<RecordBody, { kind: Kind }>

/** An item as it is put down. Of a joint action `target` names the place, and the text is its result, which comes later. */
export const NewItem = z.object({
  unitId: UnitId.nullable(),
  target: humanText(0, 100),
  text: humanText(0, 1000),
})
export type NewItem = z.infer<typeof NewItem>

export const NewRecord = z.object({
  id: MechanismRecordId,
  body: RecordBody,
  items: z.array(NewItem).max(300),
  files: z.array(FileId).max(20).default([]),
})
export type NewRecord = z.infer<typeof NewRecord>

export const MechanismRecord = z.object({
  id: MechanismRecordId,
  number: z.string(),
  state: RecordState,
  body: RecordBody,
  madeBy: z.string(),
  madeByName: z.string(),
  madeAt: Instant,
  closedAt: Instant.nullable(),
  closedByName: z.string().nullable(),
  revision: z.number().int().min(1),
})
export type MechanismRecord = z.infer<typeof MechanismRecord>

export const MechanismItem = z.object({
  id: MechanismItemId,
  recordId: MechanismRecordId,
  ordinal: z.number().int().min(1),
  unitId: UnitId.nullable(),
  target: z.string(),
  text: z.string(),
  /** Null until somebody has decided what it comes to. */
  conclusion: Conclusion.nullable(),
  decidedByName: z.string().nullable(),
  decidedAt: Instant.nullable(),
  revision: z.number().int().min(1),
})
export type MechanismItem = z.infer<typeof MechanismItem>

/** What an item is led to by one act: new work of a unit, work there is already, or why there is none. */
export const Handling = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('no-work'), why: humanText(4, 500) }),
  z.object({
    kind: z.literal('existing'),
    unitId: UnitId,
    work: z.enum(['hazard', 'assignment', 'matter']),
    subjectId: z.uuid(),
  }),
  /** A risk point of the unit has to be graded anew, because of what was concluded. */
  z.object({ kind: z.literal('risk-point'), unitId: UnitId, subjectId: z.uuid() }),
  z.object({
    kind: z.literal('hazard'),
    ...{ unitId: UnitId, area: AreaId, place: humanText(2, 120), description: humanText(4, 2000) },
    ...{ interimControl: humanText(0, 500), stopUse: z.boolean() },
  }),
  z.object({
    kind: z.literal('assignment'),
    ...{
      unitId: UnitId,
      campaignId: CampaignId,
      title: humanText(4, 200),
      dueOn: Day,
      area: AreaId.nullable(),
    },
  }),
  z.object({ kind: z.literal('matter'), unitId: UnitId, title, measure: NewMeasure }),
])
export type Handling = z.infer<typeof Handling>
