import { firstReviewOf, type Day } from '@anlan/domain'
import { idFrom, makeRisks, type County, type DemoRisk, type Person } from '@anlan/seed'
import type { Tx } from '../db/scope.ts'
import { bulkInsert } from './bulk-insert.ts'

/** Risk points of every school with their gradings. @returns how many */
export async function loadRisks(
  tx: Tx,
  county: County,
  people: readonly Person[],
  today: Day,
): Promise<number> {
  const risks = makeRisks(county.units, people, today)
  await bulkInsert(tx, 'risk_points', risks.map(toPointRow))
  await bulkInsert(tx, 'risk_assessments', risks.map(toJudgementRow))
  return risks.length
}

const toPointRow = ({ point, gradings, unit, responsible }: DemoRisk) => ({
  ...{ id: point.id, unit_id: point.unitId, township: unit.township, area: point.area, name: point.name },
  ...{ kind: point.kind, ...point.site, causes: point.causes as never, accidents: point.accidents as never },
  ...{ measures: point.measures as never, overrides: point.overrides as never },
  ...{ inherent: point.inherent as never, residual: point.residual as never },
  ...{ scheme: point.residual.scheme, scheme_version: point.residual.version },
  ...{ inherent_score: gradings.inherent.score, residual_score: gradings.residual.score },
  ...{ inherent_colour: point.inherentColour, level: point.level, colour: point.colour },
  ...{ control: point.control, department: point.responsible.department },
  ...{ responsible_id: responsible.id, responsible_name: responsible.name },
  ...{ assessed_on: point.assessedOn, review_on: point.reviewOn },
  measures_review_on: firstReviewOf(point.measures),
  regrade: point.regrade as never,
  ...{ plan_id: point.place?.planId ?? null, plan_x: point.place?.x ?? null, plan_y: point.place?.y ?? null },
  ...{ retired_at: null, retired_reason: null, revision: point.revision },
})

const toJudgementRow = ({ point, facts, gradings, responsible, at }: DemoRisk) => ({
  ...{ id: idFrom<string>(`judgement ${point.id}`), risk_point_id: point.id, unit_id: point.unitId },
  ...{ at, on_day: point.assessedOn, by_id: responsible.id, by_name: responsible.name },
  ...{ scheme: point.residual.scheme, scheme_version: point.residual.version },
  ...{ facts: facts as never, reasons: [] as never },
  ...{ inherent_score: gradings.inherent.score, inherent_colour: point.inherentColour },
  ...{ residual_score: gradings.residual.score, level: point.level, colour: point.colour },
})
