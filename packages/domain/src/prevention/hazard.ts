import { z } from 'zod'
import { AreaId } from '../areas/area-id.ts'
import { Day, Instant } from '../kernel/day.ts'
import { AccountId, HazardId, UnitId } from '../kernel/ids.ts'
import type { Label } from '../kernel/label.ts'
import { HazardState, RUNNING_HAZARD_STATES } from './hazard-flow.ts'
import { humanText, isBlank } from '../kernel/human-text.ts'

export const HAZARD_GRADES = {
  general: { zh: '一般隐患', en: 'General hazard' },
  major: { zh: '重大隐患', en: 'Major hazard' },
} as const satisfies Record<string, Label>
export type HazardGrade = keyof typeof HAZARD_GRADES
export const HazardGrade = z.enum(Object.keys(HAZARD_GRADES) as [HazardGrade, ...HazardGrade[]])

export const HAZARD_SOURCES = {
  'self-inspection': { zh: '自查', en: 'Self-inspection' },
  'supervision-review': { zh: '督查', en: 'Supervision review' },
  'public-report': { zh: '举报', en: 'Report by the public' },
  'handed-down': { zh: '上级交办', en: 'Handed down' },
  'joint-inspection': { zh: '联合检查', en: 'Joint inspection' },
  'third-party': { zh: '第三方检查', en: 'Third-party inspection' },
} as const satisfies Record<string, Label>
export type HazardSource = keyof typeof HAZARD_SOURCES
export const HazardSource = z.enum(Object.keys(HAZARD_SOURCES) as [HazardSource, ...HazardSource[]])

/** Found or told by others about a school: that it is not so is not for the school itself to say. */
export const OUTSIDE_SOURCES: readonly HazardSource[] = [
  'supervision-review',
  'public-report',
  'handed-down',
  'joint-inspection',
]

/**
 * The five elements of a rectification (责任、措施、资金、时限、预案, FACTS 3.3). A general hazard needs
 * a lead, measures and a deadline; a major one needs all five.
 */
export const RectificationPlan = z.object({
  leadId: AccountId,
  measures: humanText(2, 2000),
  funds: humanText(0, 200),
  dueOn: Day,
  contingency: humanText(0, 2000),
})
export type RectificationPlan = z.infer<typeof RectificationPlan>

/** An extension asked for and, later, decided. */
export const Extension = z.object({
  until: Day,
  reason: humanText(2, 500),
  askedBy: AccountId,
  askedAt: Instant,
  granted: z.boolean().nullable(),
})
export type Extension = z.infer<typeof Extension>

/** A hazard on its way from finding to close-out. */
export const Hazard = z.object({
  id: HazardId,
  unitId: UnitId,
  /** Shown number, `YYYY-NNNNN`, given by the server in order of reporting. */
  number: z.string(),
  state: HazardState,
  area: AreaId,
  source: HazardSource,
  place: humanText(1, 120),
  description: humanText(4, 2000),
  discoveredOn: Day,
  reportedBy: AccountId,
  reportedAt: Instant,
  grade: HazardGrade.nullable(),
  /** The clause or criterion the grade rests on. */
  basis: z.string().nullable(),
  interimControl: z.string().nullable(),
  stopUse: z.boolean(),
  plan: RectificationPlan.nullable(),
  extensions: z.array(Extension),
  rectifiedBy: AccountId.nullable(),
  rectifiedAt: Instant.nullable(),
  rectification: z.string().nullable(),
  acceptedBy: AccountId.nullable(),
  closedAt: Instant.nullable(),
  closingNote: z.string().nullable(),
  /** Raised by every change; a command names the revision it saw, so that two people never overwrite each other. */
  revision: z.number().int().min(1),
})
export type Hazard = z.infer<typeof Hazard>

/** What a person fills in to report a hazard. */
export const NewHazard = Hazard.pick({
  area: true,
  source: true,
  place: true,
  description: true,
  discoveredOn: true,
  interimControl: true,
  stopUse: true,
})
export type NewHazard = z.infer<typeof NewHazard>

/** Days from confirmation to the proposed deadline; practice, editable by the bureau (FACTS 3.3, K3). */
export const DEFAULT_RECTIFICATION_DAYS: Record<HazardGrade, number> = { general: 15, major: 30 }
/** Extensions a hazard may be granted at most (FACTS 3.3: 最多1–2次, K3). */
export const MAX_EXTENSIONS = 2

/** Elements of the five that a plan for this grade lacks. */
export function listMissingElements(
  grade: HazardGrade,
  plan: RectificationPlan | null,
): (keyof RectificationPlan)[] {
  const needed: (keyof RectificationPlan)[] =
    grade === 'major'
      ? ['leadId', 'measures', 'funds', 'dueOn', 'contingency']
      : ['leadId', 'measures', 'dueOn']
  return needed.filter(element => !plan || isBlank(plan[element]))
}

/** True when the hazard is still open on a day that lies after its rectification deadline. */
export const isOverdue = (hazard: Pick<Hazard, 'state' | 'plan'>, today: Day): boolean =>
  hazard.plan !== null && RUNNING_HAZARD_STATES.includes(hazard.state) && today > hazard.plan.dueOn
