import { z } from 'zod'
import { humanText } from '../kernel/human-text.ts'
import type { Label } from '../kernel/label.ts'

/** What a conclusion of a meeting, a joint action or an inquiry can lead to. */
export const CONCLUSION_WORK = {
  'risk-point': { zh: '风险点', en: 'Risk point' },
  hazard: { zh: '隐患', en: 'Hazard' },
  assignment: { zh: '任务', en: 'Task' },
  matter: { zh: '督办事项', en: 'Matter of supervision' },
} as const satisfies Record<string, Label>
export type ConclusionWork = keyof typeof CONCLUSION_WORK
export const CONCLUSION_WORK_IDS = Object.keys(CONCLUSION_WORK) as [ConclusionWork, ...ConclusionWork[]]
export const ConclusionWork = z.enum(CONCLUSION_WORK_IDS)

/**
 * What an item of the standing mechanisms (会商研判、信息共享、联合整治、责任查究) comes to: work that somebody now has to do,
 * or a sentence why there is none. One without either cannot be written.
 */
export const Conclusion = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('work'),
    works: z
      .array(z.object({ work: ConclusionWork, subjectId: z.uuid() }))
      .min(1)
      .max(20),
  }),
  z.object({ kind: z.literal('no-work'), why: humanText(4, 500) }),
])
export type Conclusion = z.infer<typeof Conclusion>
