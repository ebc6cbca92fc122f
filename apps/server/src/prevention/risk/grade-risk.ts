import {
  covers,
  dayOf,
  decideRisk,
  err,
  hasClosed,
  isSchool,
  listRegradeReasons,
  ok,
  type GradingScheme,
  type RegradeReason,
  type Result,
  type RiskFacts,
  type RiskGradings,
  type RiskPoint,
  type RiskPointId,
  type UnitId,
} from '@anlan/domain'
import { recordAudit } from '../../audit/record-audit.ts'
import type { Tx } from '../../db/scope.ts'
import { newId } from '../../ids.ts'
import { findUnit } from '../../organisation/unit.queries.ts'
import type { Refusal } from '../../refusal.ts'
import type { Context } from '../../trpc.ts'
import { findLead } from '../hazard.queries.ts'
import { columnsOf, findRiskForUpdate } from './risk.queries.ts'
import { readSchemeInForce } from './scheme.queries.ts'
import { tellBureau } from './tell-risk.ts'

type Outcome = Result<RiskPoint, Refusal>

/**
 * Puts a risk point on the register of a school and grades it. Refuses a unit outside the scope, one that is closed or no
 * school, somebody responsible who does not work there, and what the scheme in force does not grade.
 */
export function recordRisk(context: Context, input: { unitId: UnitId; facts: RiskFacts }): Promise<Outcome> {
  const { app, actor } = context
  return app.db.transaction(actor, async (tx): Promise<Outcome> => {
    if (!covers(actor.scope, input.unitId)) return err({ code: 'outside-scope' })
    const unit = await findUnit(tx, input.unitId)
    if (!unit || !isSchool(unit.kind)) return err({ code: 'not-found' })
    if (hasClosed(unit)) return err({ code: 'unit-closed' })
    const judged = await judge(tx, context, input.unitId, input.facts)
    if (!judged.ok) return judged

    const { gradings, responsible, scheme } = judged.value
    const point: RiskPoint = {
      ...input.facts,
      ...gradings.graded,
      ...{
        id: newId<RiskPointId>(),
        unitId: input.unitId,
        regrade: [],
        place: null,
        retired: null,
        revision: 1,
      },
    }
    await tx
      .insertInto('risk_points')
      .values({
        ...{ id: point.id, unit_id: point.unitId, township: unit.township, responsible_name: responsible },
        ...{ inherent_score: gradings.inherent.score, residual_score: gradings.residual.score },
        ...columnsOf(point),
      })
      .execute()
    await keepJudgement(tx, context, point, gradings, [])
    await recordAudit(tx, context, {
      ...{
        action: 'risk.record',
        subject: { kind: 'risk', id: point.id },
        unitId: point.unitId,
        after: point,
      },
    })
    if (gradings.residual.level.toBureau) await tellBureau(tx, point, unit.name, scheme)
    return ok(point)
  })
}

/**
 * Grades a point anew by the scheme in force; what it was to be graded for is answered with it. Refuses what somebody
 * else changed meanwhile, also when a hazard was found there: whoever grades should know of it.
 */
export function regradeRisk(
  context: Context,
  input: { id: RiskPointId; revision: number; facts: RiskFacts },
): Promise<Outcome> {
  const { app, actor, now } = context
  return app.db.transaction(actor, async (tx): Promise<Outcome> => {
    const before = await findRiskForUpdate(tx, input.id)
    if (!before) return err({ code: 'not-found' })
    if (before.revision !== input.revision) return err({ code: 'stale-revision', current: before.revision })
    if (before.retired) return err({ code: 'risk-retired' })
    const judged = await judge(tx, context, before.unitId, input.facts)
    if (!judged.ok) return judged

    const { gradings, responsible, scheme } = judged.value
    const reasons = listRegradeReasons(before, dayOf(now), scheme)
    const after: RiskPoint = {
      ...before,
      ...input.facts,
      ...gradings.graded,
      ...{ regrade: [], revision: before.revision + 1 },
    }
    await tx
      .updateTable('risk_points')
      .set({
        ...columnsOf(after),
        responsible_name: responsible,
        ...{ inherent_score: gradings.inherent.score, residual_score: gradings.residual.score },
      })
      .where('id', '=', after.id)
      .execute()
    await keepJudgement(tx, context, after, gradings, reasons)
    await recordAudit(tx, context, {
      ...{
        action: 'risk.grade',
        subject: { kind: 'risk', id: after.id },
        unitId: after.unitId,
        before,
        after,
      },
    })
    if (gradings.residual.level.toBureau && before.colour !== after.colour) {
      const unit = await findUnit(tx, after.unitId)
      await tellBureau(tx, after, unit?.name ?? '', scheme)
    }
    return ok(after)
  })
}

interface Judgement {
  readonly gradings: RiskGradings
  readonly scheme: GradingScheme
  /** The name of whoever is responsible, as it is today. */
  readonly responsible: string
}

async function judge(
  tx: Tx,
  { now }: Context,
  unitId: UnitId,
  facts: RiskFacts,
): Promise<Result<Judgement, Refusal>> {
  const [{ scheme }, person] = await Promise.all([
    readSchemeInForce(tx),
    findLead(tx, unitId, facts.responsible.accountId),
  ])
  if (!person) return err({ code: 'unknown-responsible' })
  const decision = decideRisk(scheme, facts, dayOf(now))
  return decision.ok ? ok({ gradings: decision.value, scheme, responsible: person.name }) : decision
}

/** The row of a grading: what was judged, by which scheme, for which reasons, by whom. */
async function keepJudgement(
  tx: Tx,
  { actor, now }: Context,
  point: RiskPoint,
  gradings: RiskGradings,
  reasons: readonly RegradeReason[],
): Promise<void> {
  const { id, unitId, area, name, kind, site, causes, accidents, measures, overrides, inherent, residual } =
    point
  const facts: RiskFacts = {
    ...{ area, name, kind, site, causes, accidents, measures, overrides, inherent, residual },
    responsible: point.responsible,
  }
  await tx
    .insertInto('risk_assessments')
    .values({
      ...{ id: newId<string>(), risk_point_id: id, unit_id: unitId, at: now, on_day: point.assessedOn },
      ...{ by_id: actor.accountId, by_name: actor.name },
      ...{ scheme: residual.scheme, scheme_version: residual.version },
      ...{ facts: JSON.stringify(facts), reasons: JSON.stringify(reasons) },
      ...{ inherent_score: gradings.inherent.score, inherent_colour: point.inherentColour },
      ...{ residual_score: gradings.residual.score, level: point.level, colour: point.colour },
    })
    .execute()
}
