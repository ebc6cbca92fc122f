import { z } from 'zod'
import { AccountId, DutyId } from '../kernel/ids.ts'
import type { Label } from '../kernel/label.ts'

/** What is on record of a unit that an inquiry may rest on. */
export const INQUIRY_FACT_KINDS = {
  incident: { zh: '突发事件', en: 'Incident' },
  hazard: { zh: '隐患', en: 'Hazard' },
  matter: { zh: '督办事项', en: 'Matter of supervision' },
  assignment: { zh: '任务', en: 'Task' },
  inspection: { zh: '检查', en: 'Inspection' },
} as const satisfies Record<string, Label>
export type InquiryFactKind = keyof typeof INQUIRY_FACT_KINDS
export const InquiryFactKind = z.enum(
  Object.keys(INQUIRY_FACT_KINDS) as [InquiryFactKind, ...InquiryFactKind[]],
)

/** A fact with the words in which the record told it on that day; the words are the server's, whoever names it. */
export const InquiryFact = z.object({
  kind: InquiryFactKind,
  id: z.uuid(),
  words: z.string().max(500).default(''),
})
export type InquiryFact = z.infer<typeof InquiryFact>

/** Who answers for what: a person, and a duty of his in the edition that was published. */
export const Answerable = z.object({
  accountId: AccountId,
  name: z.string().max(60).default(''),
  dutyId: DutyId,
  version: z.number().int().min(1),
})
export type Answerable = z.infer<typeof Answerable>
