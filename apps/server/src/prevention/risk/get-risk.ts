import {
  err,
  gradeRisk,
  listRegradeReasons,
  may,
  ok,
  type GradingScheme,
  type Grading,
  type HazardId,
  type HazardState,
  type Instant,
  type RegradeReason,
  type Result,
  type RiskColour,
  type RiskPoint,
  type RiskPointId,
} from '@anlan/domain'
import type { Tx } from '../../db/scope.ts'
import type { Refusal } from '../../refusal.ts'
import type { Context } from '../../trpc.ts'
import { findRisk } from './risk.queries.ts'
import { findScheme, readSchemeInForce } from './scheme.queries.ts'

export interface RiskDetail {
  readonly point: RiskPoint
  readonly unit: { readonly id: string; readonly name: string }
  readonly responsibleName: string
  /** The version of the scheme it was graded by, which need not be the one in force. */
  readonly scheme: GradingScheme
  readonly inForce: GradingScheme
  readonly inherent: Grading
  readonly residual: Grading
  readonly reasons: readonly RegradeReason[]
  readonly hazards: readonly {
    readonly id: HazardId
    readonly number: string
    readonly description: string
    readonly state: HazardState
    readonly discoveredOn: string
  }[]
  readonly gradings: readonly {
    readonly id: string
    readonly at: Instant
    readonly by: string
    readonly level: string
    readonly colour: RiskColour
    readonly score: number
    readonly scheme: string
    readonly version: number
    readonly reasons: readonly RegradeReason[]
  }[]
  readonly mayRecord: boolean
}

/** A risk point with the scheme it was graded by, its gradings and the hazards found there, within the reader's scope. */
export function getRisk({ app, actor }: Context, id: RiskPointId): Promise<Result<RiskDetail, Refusal>> {
  return app.db.read(actor, async (tx): Promise<Result<RiskDetail, Refusal>> => {
    const [point, row, { scheme: inForce }, hazards, gradings] = await Promise.all([
      findRisk(tx, id),
      tx
        .selectFrom('risk_points')
        .innerJoin('units', 'units.id', 'risk_points.unit_id')
        .select(['units.id', 'units.name', 'responsible_name'])
        .where('risk_points.id', '=', id)
        .executeTakeFirst(),
      readSchemeInForce(tx),
      listHazardsAt(tx, id),
      listGradings(tx, id),
    ])
    if (!point || !row) return err({ code: 'not-found' })
    const { scheme: name, version } = point.residual
    const scheme = await findScheme(tx, { id: name, version })
    if (!scheme) throw new Error(`a risk was graded by a scheme that is gone: ${name} ${version}`)
    const [inherent, residual] = [point.inherent, point.residual].map(each =>
      gradeRisk(scheme, each, point.overrides),
    )
    if (!inherent?.ok || !residual?.ok) throw new Error(`a risk no longer grades by its own scheme: ${id}`)
    return ok({
      ...{ point, unit: { id: row.id, name: row.name }, responsibleName: row.responsible_name },
      ...{ scheme, inForce, inherent: inherent.value, residual: residual.value },
      ...{ reasons: listRegradeReasons(point, app.clock.today(), inForce), hazards, gradings },
      mayRecord: may(actor, 'risk.record', point.unitId),
    })
  })
}

const listHazardsAt = async (tx: Tx, id: RiskPointId): Promise<RiskDetail['hazards']> => {
  const rows = await tx
    .selectFrom('hazards')
    .select(['id', 'number', 'description', 'state', 'discovered_on'])
    .where('risk_point_id', '=', id)
    .orderBy('reported_at', 'desc')
    .execute()
  return rows.map(row => ({
    ...{ id: row.id as HazardId, number: row.number, description: row.description },
    ...{ state: row.state, discoveredOn: row.discovered_on },
  }))
}

const listGradings = async (tx: Tx, id: RiskPointId): Promise<RiskDetail['gradings']> => {
  const rows = await tx
    .selectFrom('risk_assessments')
    .select([
      'id',
      'at',
      'by_name',
      'level',
      'colour',
      'residual_score',
      'scheme',
      'scheme_version',
      'reasons',
    ])
    .where('risk_point_id', '=', id)
    .orderBy('id', 'desc')
    .execute()
  return rows.map(row => ({
    ...{ id: row.id, at: row.at, by: row.by_name, level: row.level, colour: row.colour },
    ...{ score: row.residual_score, scheme: row.scheme, version: row.scheme_version, reasons: row.reasons },
  }))
}
