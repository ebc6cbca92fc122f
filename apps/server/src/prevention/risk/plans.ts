import {
  covers,
  err,
  FileId,
  humanText,
  ok,
  UnitId,
  type Instant,
  type Result,
  type RiskPlanId,
} from '@anlan/domain'
import { z } from 'zod'
import { recordAudit } from '../../audit/record-audit.ts'
import type { Tx } from '../../db/scope.ts'
import { findOwnFiles } from '../../files/attach-files.ts'
import { newId } from '../../ids.ts'
import type { Refusal } from '../../refusal.ts'
import type { Context } from '../../trpc.ts'

/** A picture of a campus or a floor as somebody files it. */
export const NewRiskPlan = z.object({
  unitId: UnitId,
  fileId: FileId,
  title: humanText(2, 80),
  campus: humanText(0, 40),
  building: humanText(0, 40),
  floor: humanText(0, 20),
})
type NewRiskPlan = z.infer<typeof NewRiskPlan>

export interface RiskPlan extends NewRiskPlan {
  readonly id: RiskPlanId
  readonly width: number
  readonly height: number
  readonly mediaType: string
  readonly madeAt: Instant
}

/** The plans of a unit that are in use, in the order in which they were filed. */
export async function listPlans(tx: Tx, unitId: UnitId): Promise<RiskPlan[]> {
  const rows = await tx
    .selectFrom('risk_plans')
    .innerJoin('files', 'files.id', 'risk_plans.file_id')
    .select(['risk_plans.id', 'risk_plans.unit_id', 'file_id', 'title', 'campus', 'building', 'floor'])
    .select(['made_at', 'width', 'height', 'media_type'])
    .where('risk_plans.unit_id', '=', unitId)
    .where('retired_at', 'is', null)
    .orderBy('made_at')
    .orderBy('risk_plans.id')
    .execute()
  return rows.map(row => ({
    ...{ id: row.id as RiskPlanId, unitId: row.unit_id as UnitId, fileId: row.file_id as FileId },
    ...{ title: row.title, campus: row.campus, building: row.building, floor: row.floor },
    ...{ width: row.width ?? 1, height: row.height ?? 1, mediaType: row.media_type, madeAt: row.made_at },
  }))
}

/** Files a picture as a plan of its unit. Refuses what is no picture, and one of another unit. */
export function addPlan(context: Context, plan: NewRiskPlan): Promise<Result<{ id: RiskPlanId }, Refusal>> {
  const { app, actor, now } = context
  return app.db.transaction(actor, async (tx): Promise<Result<{ id: RiskPlanId }, Refusal>> => {
    if (!covers(actor.scope, plan.unitId)) return err({ code: 'outside-scope' })
    const files = await findOwnFiles(tx, plan.unitId, [plan.fileId])
    if (!files.ok) return files
    if (!files.value.every(file => file.media_type.startsWith('image/'))) return err({ code: 'not-a-photo' })
    const id = newId<RiskPlanId>()
    const { unitId, fileId, ...words } = plan
    await tx
      .insertInto('risk_plans')
      .values({ id, unit_id: unitId, file_id: fileId, ...words, made_at: now, made_by_name: actor.name })
      .execute()
    await recordAudit(tx, context, {
      ...{ action: 'risk-plan.add', subject: { kind: 'risk-plan', id }, unitId, after: { ...plan, id } },
    })
    return ok({ id })
  })
}

/** Takes a plan out of use, and the points off it; they stay on the register. */
export function retirePlan(context: Context, id: RiskPlanId): Promise<Result<{ id: RiskPlanId }, Refusal>> {
  const { app, actor, now } = context
  return app.db.transaction(actor, async (tx): Promise<Result<{ id: RiskPlanId }, Refusal>> => {
    const plan = await tx
      .selectFrom('risk_plans')
      .select(['id', 'unit_id', 'title'])
      .where('id', '=', id)
      .where('retired_at', 'is', null)
      .forUpdate()
      .executeTakeFirst()
    if (!plan) return err({ code: 'not-found' })
    const taken = await tx
      .updateTable('risk_points')
      .set(({ eb }) => ({
        ...{ plan_id: null, plan_x: null, plan_y: null },
        revision: eb('revision', '+', 1),
      }))
      .where('plan_id', '=', id)
      .returning('id')
      .execute()
    await tx.updateTable('risk_plans').set({ retired_at: now }).where('id', '=', id).execute()
    await recordAudit(tx, context, {
      ...{ action: 'risk-plan.retire', subject: { kind: 'risk-plan', id }, unitId: plan.unit_id as UnitId },
      before: { title: plan.title, points: taken.map(point => point.id) },
    })
    return ok({ id })
  })
}
