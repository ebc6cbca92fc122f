import {
  RiskPoint,
  type Accident,
  type AreaId,
  type Assessment,
  type ControlLevel,
  type ControlMeasure,
  type Day,
  type GradingScheme,
  type Instant,
  type OpenReason,
  type RegradeReason,
  type RiskColour,
  type RiskFacts,
  type RiskKind,
} from '@anlan/domain'
import type { ColumnType, Generated, JSONColumnType, Selectable } from 'kysely'

export interface GradingSchemesTable {
  id: string
  version: number
  body: JSONColumnType<GradingScheme>
  made_by: string
  made_by_name: string
  made_at: Instant
}

export interface RiskPlansTable {
  id: string
  unit_id: string
  file_id: string
  title: string
  campus: string
  building: string
  floor: string
  made_at: Instant
  made_by_name: string
  retired_at: Instant | null
}

type Json<Value> = ColumnType<Value, string | undefined, string>

export interface RiskPointsTable {
  id: string
  unit_id: string
  township: string | null
  area: AreaId | null
  name: string
  kind: RiskKind
  campus: string
  building: string
  floor: string
  room: string
  causes: Json<RiskPoint['causes']>
  accidents: Json<Accident[]>
  measures: Json<ControlMeasure[]>
  overrides: Json<string[]>
  inherent: JSONColumnType<Assessment>
  residual: JSONColumnType<Assessment>
  /** Copied out of the residual judgement, for lists. */
  scheme: string
  scheme_version: number
  inherent_score: number
  residual_score: number
  inherent_colour: RiskColour
  level: string
  colour: RiskColour
  control: ControlLevel
  department: string
  responsible_id: string
  responsible_name: string
  assessed_on: Day
  review_on: Day
  /** The first day on which one of its measures is looked at again. */
  measures_review_on: Day | null
  regrade: Json<OpenReason[]>
  plan_id: string | null
  plan_x: number | null
  plan_y: number | null
  retired_at: Instant | null
  retired_reason: string | null
  revision: Generated<number>
}

/** One grading of a point with everything it rested on; never rewritten. */
export interface RiskAssessmentsTable {
  id: string
  risk_point_id: string
  unit_id: string
  at: Instant
  on_day: Day
  by_id: string
  by_name: string
  scheme: string
  scheme_version: number
  facts: JSONColumnType<RiskFacts>
  /** What it was graded anew for; empty for the first. */
  reasons: Json<RegradeReason[]>
  inherent_score: number
  inherent_colour: RiskColour
  residual_score: number
  level: string
  colour: RiskColour
}

/** The risk point a row holds; a row the domain refuses fails here and not in a rule. */
export const toRiskPoint = (row: Selectable<RiskPointsTable>): RiskPoint =>
  RiskPoint.parse({
    ...{ id: row.id, unitId: row.unit_id, area: row.area, name: row.name, kind: row.kind },
    site: { campus: row.campus, building: row.building, floor: row.floor, room: row.room },
    ...{ causes: row.causes, accidents: row.accidents, measures: row.measures, overrides: row.overrides },
    ...{ inherent: row.inherent, residual: row.residual, inherentColour: row.inherent_colour },
    ...{ level: row.level, colour: row.colour, control: row.control },
    responsible: { department: row.department, accountId: row.responsible_id },
    ...{ assessedOn: row.assessed_on, reviewOn: row.review_on, regrade: row.regrade },
    place: row.plan_id === null ? null : { planId: row.plan_id, x: row.plan_x, y: row.plan_y },
    retired: row.retired_at === null ? null : { at: row.retired_at, reason: row.retired_reason },
    revision: row.revision,
  })
