import { firstReviewOf, type Day } from '@anlan/domain'
import {
  idFrom,
  makeRiskPlans,
  makeRisks,
  type County,
  type DemoPlan,
  type DemoRisk,
  type Person,
} from '@anlan/seed'
import type { Tx } from '../db/scope.ts'
import { SVG_TYPE } from '../files/clean-svg.ts'
import type { FileStore } from '../files/file-store.ts'
import { bulkInsert } from './bulk-insert.ts'

/** Risk points of every school with their gradings, and the plans some schools put them on. @returns how many */
export async function loadRisks(
  tx: Tx,
  files: FileStore,
  county: County,
  people: readonly Person[],
  today: Day,
): Promise<number> {
  const risks = makeRisks(county.units, people, today)
  await loadPlans(tx, files, makeRiskPlans(county.units, people, today))
  await bulkInsert(tx, 'risk_points', risks.map(toPointRow))
  await bulkInsert(tx, 'risk_assessments', risks.map(toJudgementRow))
  return risks.length
}

/** Drawings of ours, which a test finds clean: they are kept as they are, and drawn when somebody opens a map. */
async function loadPlans(tx: Tx, files: FileStore, plans: readonly DemoPlan[]): Promise<void> {
  // Schools of one kind have one drawing.
  const hashes = new Map<string, string>()
  for (const svg of new Set(plans.map(plan => plan.svg))) hashes.set(svg, await files.put(Buffer.from(svg)))
  await bulkInsert(
    tx,
    'files',
    plans.map(({ fileId, unit, svg, title, width, height, by, at }) => ({
      ...{ id: fileId, unit_id: unit.id, sha256: hashes.get(svg) ?? '', name: `${title}.svg` },
      ...{ media_type: SVG_TYPE, size: Buffer.byteLength(svg), width, height },
      ...{ created_by: by.id, created_at: at as never },
    })),
  )
  await bulkInsert(
    tx,
    'risk_plans',
    plans.map(({ id, fileId, unit, title, building, floor, by, at }) => ({
      ...{ id, unit_id: unit.id, file_id: fileId, title, campus: '', building, floor },
      ...{ made_at: at, made_by_name: by.name, retired_at: null },
    })),
  )
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
