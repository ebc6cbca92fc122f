import { z } from 'zod'
import { AreaId } from '../areas/area-id.ts'
import { Day, Instant } from '../kernel/day.ts'
import { AccountId, HazardId, RiskPointId, UnitId } from '../kernel/ids.ts'
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

/** What a hazard is handed to another department with, and what came of it. */
export const Transfer = z.object({
  department: humanText(2, 60),
  matter: humanText(4, 500),
  dueOn: Day,
  at: Instant,
  /** What the department did, or why it gave it back; null while it has it. */
  outcome: z.object({ kind: z.enum(['dealt-with', 'given-back']), note: z.string(), at: Instant }).nullable(),
})
export type Transfer = z.infer<typeof Transfer>

/** 挂牌督办: a leader of the bureau watches a major hazard, and the public may read of it. */
export const Listing = z.object({
  /** 文号 of the listing, where it has one. */
  number: humanText(0, 60),
  until: Day,
  on: Day,
  off: Day.nullable(),
})
export type Listing = z.infer<typeof Listing>

/** A look-back at a hazard that was closed. */
export const LookBack = z.object({ on: Day, byId: AccountId, holds: z.boolean(), note: z.string() })
export type LookBack = z.infer<typeof LookBack>

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
  /** The risk point it was found at, which is then graded anew. */
  riskPointId: RiskPointId.nullable(),
  /** The closed hazard that came back in it. */
  ancestorId: HazardId.nullable(),
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
  transfer: Transfer.nullable(),
  listing: Listing.nullable(),
  rectifiedBy: AccountId.nullable(),
  rectifiedAt: Instant.nullable(),
  rectification: z.string().nullable(),
  acceptedBy: AccountId.nullable(),
  closedAt: Instant.nullable(),
  closingNote: z.string().nullable(),
  lookBacks: z.array(LookBack),
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
}).extend({ riskPointId: RiskPointId.nullable().default(null) })
export type NewHazard = z.infer<typeof NewHazard>

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

/** The day it is due: the department's while it is with one, else the plan's. */
export const dueOnOf = ({
  state,
  plan,
  transfer,
}: Pick<Hazard, 'state' | 'plan' | 'transfer'>): Day | null =>
  state === 'transferred' ? (transfer?.dueOn ?? null) : (plan?.dueOn ?? null)

/** True when the hazard is still open on a day that lies after the day it is due. */
export function isOverdue(hazard: Pick<Hazard, 'state' | 'plan' | 'transfer'>, today: Day): boolean {
  const due = dueOnOf(hazard)
  return due !== null && RUNNING_HAZARD_STATES.includes(hazard.state) && today > due
}

/** True while it is listed: 挂牌 and not yet taken off or closed. */
export const isListed = ({ state, listing }: Pick<Hazard, 'state' | 'listing'>): boolean =>
  listing !== null && listing.off === null && RUNNING_HAZARD_STATES.includes(state)
