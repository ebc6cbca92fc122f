import {
  covers,
  err,
  ok,
  type AuditAction,
  type HazardId,
  type Instant,
  type MapPlace,
  type OpenReason,
  type Result,
  type RiskPoint,
  type RiskPointId,
} from '@anlan/domain'
import { setTimeout } from 'node:timers/promises'
import { recordAudit } from '../../audit/record-audit.ts'
import type { Tx } from '../../db/scope.ts'
import type { Refusal } from '../../refusal.ts'
import type { Context } from '../../trpc.ts'
import { findRiskForUpdate, saveRisk } from './risk.queries.ts'

/** A point as its reader saw it: who changes what somebody else changed meanwhile is told so. */
export interface SeenRisk {
  readonly id: RiskPointId
  readonly revision: number
}
type Outcome = Result<RiskPoint, Refusal>
type Change = Partial<Pick<RiskPoint, 'regrade' | 'retired' | 'place' | 'measures'>>

/** Changes a point without grading it: load, decide, save, record. */
function changeRisk(
  context: Context,
  seen: SeenRisk,
  action: AuditAction,
  decide: (before: RiskPoint, tx: Tx) => Promise<Result<Change, Refusal>> | Result<Change, Refusal>,
): Promise<Outcome> {
  const { app, actor } = context
  return app.db.transaction(actor, async (tx): Promise<Outcome> => {
    const before = await findRiskForUpdate(tx, seen.id)
    if (!before || !covers(actor.scope, before.unitId)) return err({ code: 'not-found' })
    if (before.revision !== seen.revision) return err({ code: 'stale-revision', current: before.revision })
    const decision = await decide(before, tx)
    if (!decision.ok) return decision
    return ok(await keep(tx, context, action, before, decision.value))
  })
}

async function keep(
  tx: Tx,
  context: Context,
  action: AuditAction,
  before: RiskPoint,
  change: Change,
): Promise<RiskPoint> {
  const after: RiskPoint = { ...before, ...change, revision: before.revision + 1 }
  await saveRisk(tx, after)
  await recordAudit(tx, context, {
    ...{ action, subject: { kind: 'risk', id: after.id }, unitId: after.unitId, before, after },
  })
  return after
}

/** Takes a point off the register, with why; its gradings stay. Refuses one that is off it already. */
export const retireRisk = (context: Context, input: SeenRisk & { reason: string }): Promise<Outcome> =>
  changeRisk(context, input, 'risk.retire', ({ retired }) =>
    retired
      ? err({ code: 'risk-retired' })
      : ok({ retired: { at: context.now, reason: input.reason }, place: null }),
  )

/** Puts a point back on the register, to be graded anew for the reason given. Refuses one that is on it. */
export const restoreRisk = (context: Context, input: SeenRisk & { reason: string }): Promise<Outcome> =>
  changeRisk(context, input, 'risk.restore', ({ retired, regrade }) =>
    retired
      ? ok({ retired: null, regrade: [...regrade, because('changed', context.now, input.reason)] })
      : err({ code: 'risk-not-retired' }),
  )

/** Notes that something changed at a point, so that it is graded anew. Refuses one that is off the register. */
export const noteChange = (context: Context, input: SeenRisk & { note: string }): Promise<Outcome> =>
  changeRisk(context, input, 'risk.note-change', ({ retired, regrade }) =>
    retired
      ? err({ code: 'risk-retired' })
      : ok({ regrade: [...regrade, because('changed', context.now, input.note)] }),
  )

/**
 * Notes that a measure was looked at and holds, and when it is looked at next. One that does not hold any more is a
 * change of the risk, which is then graded anew.
 */
export const reviewMeasure = (
  context: Context,
  input: SeenRisk & { measureId: string; next: RiskPoint['reviewOn'] },
): Promise<Outcome> =>
  changeRisk(context, input, 'risk.review-measure', ({ retired, measures }) => {
    if (retired) return err({ code: 'risk-retired' })
    if (!measures.some(({ id }) => id === input.measureId)) return err({ code: 'not-found' })
    if (input.next <= context.app.clock.today()) return err({ code: 'day-past' })
    return ok({
      measures: measures.map(each =>
        each.id === input.measureId ? { ...each, reviewOn: input.next } : each,
      ),
    })
  })

/** Whoever moves a point twice and leaves sends both at once: the second may come before the first and waits for it, so long. */
const OVERTAKEN = { times: 20, ms: 50 } as const

/**
 * Puts a point on a plan of its unit that is in use, or takes it off. Refuses a plan of another unit. A move that follows one
 * which has not come yet waits for it a moment.
 */
export async function placeRisk(
  context: Context,
  input: SeenRisk & { place: MapPlace | null },
): Promise<Outcome> {
  for (let time = 0; ; time += 1) {
    const result = await place(context, input)
    const overtook =
      !result.ok && result.error.code === 'stale-revision' && result.error.current < input.revision
    if (!overtook || time === OVERTAKEN.times) return result
    await setTimeout(OVERTAKEN.ms)
  }
}

const place = (context: Context, input: SeenRisk & { place: MapPlace | null }): Promise<Outcome> =>
  changeRisk(context, input, 'risk.place', async ({ retired, unitId }, tx) => {
    if (retired) return err({ code: 'risk-retired' })
    if (input.place === null) return ok({ place: null })
    const plan = await tx
      .selectFrom('risk_plans')
      .select('id')
      .where('id', '=', input.place.planId)
      .where('unit_id', '=', unitId)
      .where('retired_at', 'is', null)
      .executeTakeFirst()
    return plan ? ok({ place: input.place }) : err({ code: 'unknown-plan' })
  })

const because = (why: OpenReason['why'], at: Instant, note: string | null): OpenReason => ({
  ...{ why, at, note, hazardId: null },
})

/**
 * Writes onto a point that a hazard was found there, in the transaction that reports it: whoever grades it next sees it.
 * Refuses a point of another unit, or one that is off the register.
 */
export async function noteHazardAt(
  tx: Tx,
  context: Context,
  hazard: { readonly id: HazardId; readonly unitId: string; readonly riskPointId: RiskPointId | null },
): Promise<Result<null, Refusal>> {
  if (hazard.riskPointId === null) return ok(null)
  const point = await findRiskForUpdate(tx, hazard.riskPointId)
  if (!point || point.unitId !== hazard.unitId || point.retired) return err({ code: 'unknown-risk-point' })
  const reason: OpenReason = { why: 'hazard', at: context.now, hazardId: hazard.id, note: null }
  await keep(tx, context, 'risk.note-hazard', point, { regrade: [...point.regrade, reason] })
  return ok(null)
}

/**
 * Notes that something changed at a point of the unit, in the transaction of what tells so: it is to be graded anew. Refuses a
 * point of another unit, or one that is off the register.
 */
export async function noteChangeIn(
  tx: Tx,
  context: Context,
  { id, unitId, note }: { readonly id: RiskPointId; readonly unitId: string; readonly note: string },
): Promise<Result<RiskPoint, Refusal>> {
  const point = await findRiskForUpdate(tx, id)
  if (!point || point.unitId !== unitId || point.retired) return err({ code: 'unknown-risk-point' })
  const reason = because('changed', context.now, note)
  return ok(await keep(tx, context, 'risk.note-change', point, { regrade: [...point.regrade, reason] }))
}
