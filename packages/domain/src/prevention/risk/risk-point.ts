import { z } from 'zod'
import { AreaId } from '../../areas/area-id.ts'
import { Day, Instant } from '../../kernel/day.ts'
import { humanText } from '../../kernel/human-text.ts'
import { AccountId, HazardId, RiskPlanId, RiskPointId, UnitId } from '../../kernel/ids.ts'
import type { Label } from '../../kernel/label.ts'
import { Accident, Cause, MeasureKind } from './accidents.ts'
import { Assessment } from './grade-risk.ts'
import { ControlLevel, RiskColour } from './grading-scheme.ts'

/** What a risk point is: somewhere, or something people do. */
export const RISK_KINDS = {
  place: { zh: '设施、部位、场所', en: 'Place or facility' },
  activity: { zh: '作业、活动', en: 'Work or activity' },
} as const satisfies Record<string, Label>
export type RiskKind = keyof typeof RISK_KINDS
export const RiskKind = z.enum(Object.keys(RISK_KINDS) as [RiskKind, ...RiskKind[]])

/** Where a risk lies, from the large to the small; an activity may have no room. */
export const RiskSite = z.object({
  campus: humanText(0, 40),
  building: humanText(0, 40),
  floor: humanText(0, 20),
  room: humanText(0, 60),
})
export type RiskSite = z.infer<typeof RiskSite>

/** A site as people say it: 东校区教学楼二层西侧楼梯. */
export const siteText = ({ campus, building, floor, room }: RiskSite): string =>
  [campus, building, floor, room].filter(part => part !== '').join(' ')

/** Something that keeps the risk down, with whoever answers for it and the day it is looked at again. */
export const ControlMeasure = z.object({
  id: z.uuid(),
  kind: MeasureKind,
  text: humanText(2, 500),
  owner: humanText(1, 60),
  reviewOn: Day,
})
export type ControlMeasure = z.infer<typeof ControlMeasure>

/** Why a risk has to be graded anew. */
export const REGRADE_REASONS = {
  'review-day': { zh: '到期复评', en: 'Its day has come' },
  hazard: { zh: '该处发现隐患', en: 'A hazard was found there' },
  changed: { zh: '情况发生变化', en: 'Something changed' },
  scheme: { zh: '评价方法已调整', en: 'The grading scheme changed' },
} as const satisfies Record<string, Label>
export type RegradeReason = keyof typeof REGRADE_REASONS
export const RegradeReason = z.enum(Object.keys(REGRADE_REASONS) as [RegradeReason, ...RegradeReason[]])

/**
 * A reason that stands until the risk is graded anew. That its day has come, or that the county grades by another scheme
 * now, is not written down: it is seen.
 */
export const OpenReason = z.object({
  why: RegradeReason.exclude(['review-day', 'scheme']),
  at: Instant,
  hazardId: HazardId.nullable(),
  note: z.string().nullable(),
})
export type OpenReason = z.infer<typeof OpenReason>

/** Where a point lies on a plan: shares of its width and height, from the upper left. */
export const MapPlace = z.object({
  planId: RiskPlanId,
  x: z.number().min(0).max(1),
  y: z.number().min(0).max(1),
})
export type MapPlace = z.infer<typeof MapPlace>

/** A risk point on the register of a unit, with its grade before and after the measures. */
export const RiskPoint = z.object({
  id: RiskPointId,
  unitId: UnitId,
  area: AreaId.nullable(),
  name: humanText(2, 80),
  kind: RiskKind,
  site: RiskSite,
  causes: z
    .array(z.object({ kind: Cause, what: humanText(2, 200) }))
    .min(1)
    .max(12),
  accidents: z.array(Accident).min(1).max(10),
  measures: z.array(ControlMeasure).max(30),
  /** What forces the highest level, whatever the scores say. */
  overrides: z.array(z.string()).max(12),
  /** As if there were no measures. */
  inherent: Assessment,
  /** With the measures there are. */
  residual: Assessment,
  inherentColour: RiskColour,
  /** Level and colour it is kept by: those with the measures there are. */
  level: z.string(),
  colour: RiskColour,
  control: ControlLevel,
  responsible: z.object({ department: humanText(1, 60), accountId: AccountId }),
  assessedOn: Day,
  reviewOn: Day,
  regrade: z.array(OpenReason),
  /** Null until somebody has put it on a plan. */
  place: MapPlace.nullable(),
  /** Taken off the register, and why; its history stays. */
  retired: z.object({ at: Instant, reason: z.string() }).nullable(),
  revision: z.number().int().min(1),
})
export type RiskPoint = z.infer<typeof RiskPoint>

/** What a person fills in. Levels and days are worked out of it. */
export const RiskFacts = RiskPoint.pick({
  area: true,
  name: true,
  kind: true,
  site: true,
  causes: true,
  accidents: true,
  measures: true,
  overrides: true,
  inherent: true,
  residual: true,
  responsible: true,
})
export type RiskFacts = z.infer<typeof RiskFacts>

/** The version of a scheme that grades risks, by name. */
export interface SchemeName {
  readonly id: string
  readonly version: number
}

/** Why a point is to be graded anew on a day, by the scheme that grades risks on it; each reason once. */
export function listRegradeReasons(
  { regrade, reviewOn, retired, residual }: Pick<RiskPoint, 'regrade' | 'reviewOn' | 'retired' | 'residual'>,
  today: Day,
  inForce: SchemeName,
): RegradeReason[] {
  if (retired) return []
  const seen: RegradeReason[] = []
  if (reviewOn <= today) seen.push('review-day')
  if (residual.scheme !== inForce.id || residual.version !== inForce.version) seen.push('scheme')
  return [...new Set<RegradeReason>([...seen, ...regrade.map(({ why }) => why)])]
}

/** The first day on which one of its measures is to be looked at again; null where it has none. */
export const firstReviewOf = (measures: readonly Pick<ControlMeasure, 'reviewOn'>[]): Day | null =>
  measures.map(({ reviewOn }) => reviewOn).toSorted()[0] ?? null
