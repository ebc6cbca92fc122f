import { z } from 'zod'
import { Day } from '../kernel/day.ts'
import { PhaseId, TaskId } from '../kernel/ids.ts'
import type { Label } from '../kernel/label.ts'
import { Addressees } from '../organisation/addressees.ts'
import { AreaId } from '../areas/area-id.ts'
import { humanText } from '../kernel/human-text.ts'

/** What a unit must hand in to show that it did a task. */
export const EVIDENCE_KINDS = {
  statement: { zh: '文字说明', en: 'Statement' },
  photo: { zh: '照片', en: 'Photo' },
  document: { zh: '文件材料', en: 'Document' },
} as const satisfies Record<string, Label>
export type EvidenceKind = keyof typeof EVIDENCE_KINDS
export const EvidenceKind = z.enum(Object.keys(EVIDENCE_KINDS) as [EvidenceKind, ...EvidenceKind[]])

/** Tasks that a gate looks at: the deployment meeting and the summary (SEED-MAP 4.1, 4.4). */
export const TASK_MILESTONES = {
  'deployment-meeting': { zh: '动员部署会议', en: 'Deployment meeting' },
  summary: { zh: '工作总结', en: 'Summary' },
} as const satisfies Record<string, Label>
export type TaskMilestone = keyof typeof TASK_MILESTONES
export const TaskMilestone = z.enum(Object.keys(TASK_MILESTONES) as [TaskMilestone, ...TaskMilestone[]])

/** A duty of the plan, to be laid on units. `quote` is the document's own sentence, never corrected. */
export const Task = z.object({
  id: TaskId,
  phaseId: PhaseId.nullable(),
  path: z.string().nullable(),
  title: humanText(2, 120),
  quote: z.string().max(4000),
  /** Where the quote stands in the document, UTF-16 offsets; null when a person added the task. */
  span: z.object({ start: z.number().int().min(0), end: z.number().int().min(0) }).nullable(),
  area: AreaId.nullable(),
  addressees: Addressees,
  dueOn: Day.nullable(),
  evidence: z.array(EvidenceKind),
  milestone: TaskMilestone.nullable(),
})
export type Task = z.infer<typeof Task>
