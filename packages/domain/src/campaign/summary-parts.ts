import { z } from 'zod'
import type { Label } from '../kernel/label.ts'

/** What a summary speaks of, in the order an office expects; further parts are the writer's own. */
export const SUMMARY_PARTS = {
  organisation: { zh: '组织部署', en: 'Organisation' },
  responsibility: { zh: '责任落实', en: 'Responsibility' },
  hazards: { zh: '风险隐患排查整治', en: 'Risks and hazards' },
  areas: { zh: '重点领域治理', en: 'Key areas' },
  training: { zh: '培训演练', en: 'Training and drills' },
  supervision: { zh: '督查问效', en: 'Supervision' },
  problems: { zh: '存在问题', en: 'Problems' },
  next: { zh: '下一步打算', en: 'What comes next' },
  other: { zh: '其他', en: 'Other' },
} as const satisfies Record<string, Label>
export type SummaryPart = keyof typeof SUMMARY_PARTS
export const SUMMARY_PART_IDS = Object.keys(SUMMARY_PARTS) as [SummaryPart, ...SummaryPart[]]
export const SummaryPart = z.enum(SUMMARY_PART_IDS)

const NUMERALS = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十']
/** The heading of a part at its place: 三、风险隐患排查整治. */
export const headingOf = (part: SummaryPart, index: number): string =>
  `${NUMERALS[index] ?? String(index + 1)}、${SUMMARY_PARTS[part].zh}`
