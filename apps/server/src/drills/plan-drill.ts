import {
  humanText,
  covers,
  dayOf,
  DrillRole,
  DRILL_TYPE_IDS,
  err,
  Instant,
  ok,
  UnitId,
  type DrillId,
  type Result,
} from '@anlan/domain'
import { z } from 'zod'
import { recordAudit } from '../audit/record-audit.ts'
import { newId } from '../ids.ts'
import { announce } from '../live/news.ts'
import type { Refusal } from '../refusal.ts'
import type { Context } from '../trpc.ts'

/** What a school writes down of a drill beforehand. A real emergency is not planned. */
export const DrillPlan = z.object({
  unitId: UnitId,
  type: z.enum(DRILL_TYPE_IDS),
  mode: z.enum(['drill', 'test']),
  title: humanText(2, 80),
  plan: humanText(0, 4000),
  roles: z.array(DrillRole).max(40),
  storeys: z.number().int().min(1).max(40).nullable(),
  scheduledAt: Instant,
})
export type DrillPlan = z.infer<typeof DrillPlan>

const toColumns = (plan: DrillPlan) => ({
  ...{ type: plan.type, mode: plan.mode, title: plan.title, plan: plan.plan, storeys: plan.storeys },
  ...{ roles: JSON.stringify(plan.roles), scheduled_at: plan.scheduledAt, on_day: dayOf(plan.scheduledAt) },
})

/** Puts a drill into the school's calendar. */
export function planDrill(context: Context, plan: DrillPlan): Promise<Result<{ id: DrillId }, Refusal>> {
  const { app, actor, now } = context
  return app.db.transaction(actor, async (tx): Promise<Result<{ id: DrillId }, Refusal>> => {
    if (!covers(actor.scope, plan.unitId)) return err({ code: 'outside-scope' })
    if (plan.scheduledAt < now) return err({ code: 'day-past' })
    const id = newId<DrillId>()
    await tx
      .insertInto('drills')
      .values({
        ...{ id, unit_id: plan.unitId, county_drill_id: null, state: 'scheduled', ...toColumns(plan) },
        ...{ created_by: actor.accountId, created_at: now },
      })
      .execute()
    await recordAudit(tx, context, {
      ...{ action: 'drill.plan', subject: { kind: 'drill', id }, unitId: plan.unitId, after: plan },
    })
    announce(tx, `drills:${plan.unitId}`)
    return ok({ id })
  })
}

/** Changes the plan of a drill that has not begun. Its school stays. */
export function changeDrillPlan(
  context: Context,
  input: { readonly id: DrillId; readonly revision: number; readonly plan: DrillPlan },
): Promise<Result<{ revision: number }, Refusal>> {
  const { app, actor, now } = context
  return app.db.transaction(actor, async (tx): Promise<Result<{ revision: number }, Refusal>> => {
    const before = await tx
      .selectFrom('drills')
      .select(['unit_id', 'state', 'revision', 'type', 'mode', 'title', 'plan', 'storeys', 'scheduled_at'])
      .where('id', '=', input.id)
      .forUpdate()
      .executeTakeFirst()
    if (before?.unit_id !== input.plan.unitId) return err({ code: 'not-found' })
    if (before.revision !== input.revision) return err({ code: 'stale-revision', current: before.revision })
    if (before.state !== 'scheduled') return err({ code: 'event-not-allowed', state: before.state })
    if (input.plan.scheduledAt < now) return err({ code: 'day-past' })
    const revision = before.revision + 1
    await tx
      .updateTable('drills')
      .set({ ...toColumns(input.plan), revision })
      .where('id', '=', input.id)
      .execute()
    await recordAudit(tx, context, {
      ...{ action: 'drill.change-plan', subject: { kind: 'drill', id: input.id }, unitId: input.plan.unitId },
      ...{ before, after: input.plan },
    })
    announce(tx, `drills:${input.plan.unitId}`)
    return ok({ revision })
  })
}
