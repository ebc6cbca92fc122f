import { z } from 'zod'
import { Day } from '../kernel/day.ts'
import { PhaseId } from '../kernel/ids.ts'
import type { Label } from '../kernel/label.ts'
import { humanText } from '../kernel/human-text.ts'

/** What a phase is for. Phases are data of a campaign; what they are for is a closed set, for gates hang on it. */
export const PHASE_KINDS = {
  deployment: { zh: '安排部署', en: 'Deployment' },
  rectification: { zh: '排查整治', en: 'Screening and rectification' },
  review: { zh: '总结评估', en: 'Review' },
  other: { zh: '其他阶段', en: 'Other phase' },
} as const satisfies Record<string, Label>
export type PhaseKind = keyof typeof PHASE_KINDS
export const PHASE_KIND_IDS = Object.keys(PHASE_KINDS) as [PhaseKind, ...PhaseKind[]]
export const PhaseKind = z.enum(PHASE_KIND_IDS)

export const Phase = z.object({
  id: PhaseId,
  kind: PhaseKind,
  name: humanText(1, 60),
  from: Day.nullable(),
  to: Day.nullable(),
  /** Where the document says so, e.g. 四/（二）; null when a person added it. */
  path: z.string().nullable(),
})
export type Phase = z.infer<typeof Phase>

export type PhaseStanding = 'ahead' | 'current' | 'past'

/**
 * Which phase a day belongs to. Plans often give two phases the same boundary day (15 May ends one and
 * begins the next): the later phase has it, as FACTS 2 recommends. Null before the first and after the last.
 */
export function phaseOn(phases: readonly Phase[], day: Day): Phase | null {
  const holding = phases.filter(phase => (phase.from ?? '0000') <= day && day <= (phase.to ?? '9999'))
  return holding.at(-1) ?? null
}

/** How a phase stands on a day, a shared boundary day counting for the later phase. */
export function phaseStanding(phases: readonly Phase[], phase: Phase, day: Day): PhaseStanding {
  const current = phaseOn(phases, day)
  if (current?.id === phase.id) return 'current'
  if (phase.from !== null && day < phase.from) return 'ahead'
  if (current !== null && phases.indexOf(phase) > phases.indexOf(current)) return 'ahead'
  return phase.to !== null && phase.to >= day && current === null ? 'ahead' : 'past'
}
