import { z } from 'zod'
import { Day, Instant } from '../../kernel/day.ts'
import { humanText } from '../../kernel/human-text.ts'
import { AccountId, FileId, RoundId, UnitId, VisitId } from '../../kernel/ids.ts'
import type { Label } from '../../kernel/label.ts'
import { RoundKind } from './round.ts'
import { VisitState } from './visit-flow.ts'

/** How somebody put his name to a record: drawn on the screen, typed and confirmed, or on the printed sheet. */
export const SIGNATURE_WAYS = {
  drawn: { zh: '屏幕手写', en: 'Drawn on the screen' },
  typed: { zh: '输入姓名并确认', en: 'Typed and confirmed' },
  paper: { zh: '纸质签字', en: 'On paper' },
} as const satisfies Record<string, Label>
export type SignatureWay = keyof typeof SIGNATURE_WAYS

const name = humanText(2, 30)
/** A signature with its picture, where there is one: the drawn line, or the signed sheet. */
export const Signature = z.discriminatedUnion('way', [
  z.object({ way: z.literal('drawn'), name, fileId: FileId }),
  z.object({ way: z.literal('typed'), name, confirmed: z.literal(true) }),
  z.object({ way: z.literal('paper'), name, fileId: FileId }),
])
export type Signature = z.infer<typeof Signature>

/** What the recorder writes down on site: what was found in words, and by when it is to be put right. */
export const VisitRecord = z.object({
  findings: humanText(2, 4000),
  demands: humanText(0, 2000),
  dueOn: Day.nullable(),
  /** Whoever of the school was there. */
  schoolSide: humanText(2, 120),
})
export type VisitRecord = z.infer<typeof VisitRecord>

/** What the school thinks otherwise; it stands beside the record and changes nothing in it. */
export const Objection = z.object({
  text: humanText(4, 1000),
  byId: AccountId,
  byName: z.string(),
  at: Instant,
})
export type Objection = z.infer<typeof Objection>

/** One school of a round. */
export const Visit = z.object({
  id: VisitId,
  roundId: RoundId,
  unitId: UnitId,
  kind: RoundKind,
  state: VisitState,
  /** The school knows of it. What is not announced becomes so when the team stands at the gate. */
  announced: z.boolean(),
  arrivedAt: Instant.nullable(),
  record: VisitRecord.nullable(),
  recordedAt: Instant.nullable(),
  signatures: z.object({ inspector: Signature, school: Signature }).nullable(),
  signedAt: Instant.nullable(),
  objections: z.array(Objection),
  closedAt: Instant.nullable(),
  cancelReason: z.string().nullable(),
  revision: z.number().int().min(1),
})
export type Visit = z.infer<typeof Visit>

/** What may be done with a visit, each event with what it needs. */
export const VisitCommand = z.discriminatedUnion('event', [
  z.object({ event: z.literal('arrive') }),
  z.object({ event: z.literal('record'), record: VisitRecord }),
  z.object({ event: z.literal('reopen'), reason: humanText(2, 500) }),
  z.object({ event: z.literal('sign'), inspector: Signature, school: Signature }),
  z.object({ event: z.literal('object'), text: humanText(4, 1000) }),
  z.object({ event: z.literal('close') }),
  z.object({ event: z.literal('cancel'), reason: humanText(2, 500) }),
])
export type VisitCommand = z.infer<typeof VisitCommand>
