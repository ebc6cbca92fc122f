import {
  humanText,
  dayOf,
  DRILL_TYPE_IDS,
  err,
  Instant,
  isSchool,
  ok,
  UnitId,
  UNIT_KIND_IDS,
  type CountyDrillId,
  type DrillId,
  type Result,
} from '@anlan/domain'
import { z } from 'zod'
import { recordAudit } from '../audit/record-audit.ts'
import { newId } from '../ids.ts'
import { announce } from '../live/news.ts'
import type { Refusal } from '../refusal.ts'
import { bulkInsert } from '../seed/bulk-insert.ts'
import type { Context } from '../trpc.ts'
import { startDrill } from './start-drill.ts'

/** A day on which many schools drill at one signal. Without a list of schools it is for all of them. */
export const CountyPlan = z.object({
  title: humanText(2, 80),
  type: z.enum(DRILL_TYPE_IDS),
  mode: z.enum(['drill', 'test']),
  scheduledAt: Instant,
  unitIds: z.array(UnitId).max(2000).nullable(),
})
export type CountyPlan = z.infer<typeof CountyPlan>

/** Schedules it, and a drill of its own for each school. */
export function planCountyDrill(
  context: Context,
  plan: CountyPlan,
): Promise<Result<{ id: CountyDrillId; schools: number }, Refusal>> {
  const { app, actor, now } = context
  return app.db.transaction(
    actor,
    async (tx): Promise<Result<{ id: CountyDrillId; schools: number }, Refusal>> => {
      if (plan.scheduledAt < now) return err({ code: 'day-past' })
      const on = dayOf(plan.scheduledAt)
      let query = tx
        .selectFrom('units')
        .leftJoin('school_sites', 'school_sites.unit_id', 'units.id')
        .select(['units.id', 'school_sites.storeys'])
        .where('kind', 'in', UNIT_KIND_IDS.filter(isSchool))
        .where(eb => eb.or([eb('open_until', 'is', null), eb('open_until', '>=', on)]))
      if (plan.unitIds) query = query.where('id', 'in', plan.unitIds.length > 0 ? plan.unitIds : [''])
      const units = plan.unitIds?.length === 0 ? [] : await query.execute()
      if (units.length === 0) return err({ code: 'not-found' })
      const id = newId<CountyDrillId>()
      await tx
        .insertInto('county_drills')
        .values({
          ...{ id, title: plan.title, type: plan.type, mode: plan.mode, scheduled_at: plan.scheduledAt },
          ...{ signal_at: null, signal_by_name: null, cancelled_at: null, cancel_reason: null },
          ...{ created_by: actor.accountId, created_at: now },
        })
        .execute()
      await bulkInsert(
        tx,
        'drills',
        units.map(unit => ({
          ...{
            id: newId<DrillId>(),
            unit_id: unit.id,
            county_drill_id: id,
            type: plan.type,
            mode: plan.mode,
          },
          ...{ state: 'scheduled' as const, title: plan.title, roles: [] as never, storeys: unit.storeys },
          ...{ scheduled_at: plan.scheduledAt, on_day: on, created_by: actor.accountId, created_at: now },
        })),
      )
      await recordAudit(tx, context, {
        ...{ action: 'county-drill.plan', subject: { kind: 'county-drill', id }, unitId: null },
        after: {
          title: plan.title,
          type: plan.type,
          mode: plan.mode,
          at: plan.scheduledAt,
          schools: units.length,
        },
      })
      announce(tx, `county-drill:${id}`)
      for (const unit of units) announce(tx, `drills:${unit.id}`)
      return ok({ id, schools: units.length })
    },
  )
}

/**
 * The county's signal: every school's drill that has not begun begins. A school whose kiosks are without a network
 * starts by hand and joins when its facts arrive. Schools are started one transaction each, so that one that cannot does
 * not hold up the rest; who gives the signal again gives it to those that are left.
 */
export async function giveSignal(
  context: Context,
  id: CountyDrillId,
): Promise<Result<{ started: number; already: number }, Refusal>> {
  const { app, actor, now } = context
  const marked = await app.db.transaction(actor, async (tx): Promise<Result<null, Refusal>> => {
    const drill = await tx
      .selectFrom('county_drills')
      .select(['signal_at', 'cancelled_at'])
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst()
    if (!drill) return err({ code: 'not-found' })
    if (drill.cancelled_at !== null) return err({ code: 'event-not-allowed', state: 'cancelled' })
    await tx
      .updateTable('county_drills')
      .set(eb => ({
        signal_at: eb.fn.coalesce('signal_at', eb.val(now)),
        signal_by_name: eb.fn.coalesce('signal_by_name', eb.val(actor.name)),
        revision: eb('revision', '+', 1),
      }))
      .where('id', '=', id)
      .execute()
    await recordAudit(tx, context, {
      ...{ action: 'county-drill.signal', subject: { kind: 'county-drill', id }, unitId: null },
      after: { at: now, again: drill.signal_at !== null },
    })
    announce(tx, `county-drill:${id}`)
    return ok(null)
  })
  if (!marked.ok) return marked
  const waiting = await app.db.read(actor, tx =>
    tx
      .selectFrom('drills')
      .select(['id', 'unit_id', 'type', 'mode', 'title'])
      .where('county_drill_id', '=', id)
      .where('state', '=', 'scheduled')
      .execute(),
  )
  const counts = { started: 0, already: 0 }
  const left = [...waiting]
  const work = async (): Promise<void> => {
    for (let drill = left.pop(); drill; drill = left.pop()) {
      const { id: drillId, unit_id, type, mode, title } = drill
      const started = await app.db.transaction(actor, tx =>
        startDrill(tx, context, {
          ...{ id: drillId as DrillId, unitId: unit_id as UnitId, type, mode, title, at: now, mark: null },
        }),
      )
      if (started.ok && started.value.isNew) counts.started += 1
      else counts.already += 1
    }
  }
  await Promise.all([work(), work(), work(), work()])
  return ok(counts)
}

/** Calls it off: drills that have not begun are cancelled; those that run are their schools' to end. */
export function cancelCountyDrill(
  context: Context,
  input: { readonly id: CountyDrillId; readonly reason: string },
): Promise<Result<null, Refusal>> {
  const { app, actor, now } = context
  return app.db.transaction(actor, async (tx): Promise<Result<null, Refusal>> => {
    const before = await tx
      .selectFrom('county_drills')
      .select('cancelled_at')
      .where('id', '=', input.id)
      .forUpdate()
      .executeTakeFirst()
    if (!before) return err({ code: 'not-found' })
    if (before.cancelled_at !== null) return err({ code: 'event-not-allowed', state: 'cancelled' })
    await tx
      .updateTable('county_drills')
      .set({ cancelled_at: now, cancel_reason: input.reason })
      .where('id', '=', input.id)
      .execute()
    const cancelled = await tx
      .updateTable('drills')
      .set(eb => ({
        ...{ state: 'cancelled' as const, cancelled_at: now, cancel_reason: input.reason },
        revision: eb('revision', '+', 1),
      }))
      .where('county_drill_id', '=', input.id)
      .where('state', '=', 'scheduled')
      .returning('unit_id')
      .execute()
    await recordAudit(tx, context, {
      ...{ action: 'county-drill.cancel', subject: { kind: 'county-drill', id: input.id }, unitId: null },
      after: { reason: input.reason, schools: cancelled.length },
    })
    announce(tx, `county-drill:${input.id}`)
    for (const { unit_id } of cancelled) announce(tx, `drills:${unit_id}`)
    return ok(null)
  })
}
