import {
  AREA,
  err,
  findChecklistVersion,
  hasClosed,
  itemsAsked,
  may,
  mayInspect,
  ok,
  type Actor,
  type AreaId,
  type Frequency,
  type InspectionRunId,
  type Result,
  type RoundKind,
  type UnitId,
  type UnitProfile,
  type VisitId,
} from '@anlan/domain'
import { recordAudit } from '../audit/record-audit.ts'
import { findUnit, type KeptUnit } from '../organisation/unit.queries.ts'
import type { Refusal } from '../refusal.ts'
import type { Context } from '../trpc.ts'
import { findRound } from '../rounds/round.queries.ts'
import { findVisit } from '../rounds/visit.queries.ts'
import type { Tx } from '../db/scope.ts'
import { findRun } from './run.queries.ts'
import { tellPrincipals } from './waiting-run.ts'

interface Input {
  /** Made on the phone, so that a beginning whose answer was lost can be sent again. */
  readonly id: InspectionRunId
  readonly unitId: UnitId
  readonly area: AreaId
  /** The version the phone would ask by: another one than the server's is refused before anything is typed. */
  readonly version: number
  readonly every: readonly Frequency[]
  /** The visit in whose name it is made; none for a school's own self-inspection. */
  readonly visitId: VisitId | null
}

/** What decides which items are asked of a unit. */
export const profileOf = (unit: KeptUnit): UnitProfile => ({
  ...{ kind: unit.kind, boarding: unit.boarding, hasBus: unit.hasBus, hasLab: unit.hasLab },
  ...{ hasCanteen: unit.hasCanteen, pupils: unit.pupils },
  ...{ openFrom: unit.openFrom, openUntil: unit.openUntil },
})

/** Begins a run of an area's checklist at a unit. Its version, its day and what the unit is are frozen now. */
export function beginRun(context: Context, input: Input): Promise<Result<{ id: InspectionRunId }, Refusal>> {
  const { app, actor, now } = context
  const { id, unitId, area, version } = input
  const on = app.clock.today()
  return app.db.transaction(actor, async (tx): Promise<Result<{ id: InspectionRunId }, Refusal>> => {
    const unit = await findUnit(tx, unitId)
    if (!unit || !may(actor, 'register.read', unitId)) return err({ code: 'not-found' })
    const visit = await visitOf(tx, actor, input)
    if (!visit.ok) return visit
    if (hasClosed(unit)) return err({ code: 'unit-closed' })
    const { checklist } = AREA[area]
    const current = checklist && findChecklistVersion(checklist, on)
    if (!current) return err({ code: 'nothing-to-inspect' })
    if (current.version !== version) return err({ code: 'unknown-checklist-version', version })
    const every = [...new Set(input.every)].sort()
    const profile = profileOf(unit)
    const items = itemsAsked(current, profile, { on, every, visit: visit.value })
    const asked = items.length
    const waits = items.every(item => item.restricted)
    if (asked === 0) return err({ code: 'nothing-to-inspect' })

    const added = await tx
      .insertInto('inspection_runs')
      .values({
        ...{ id, unit_id: unitId, area, version, on_day: on, every: JSON.stringify(every) },
        ...{ profile: JSON.stringify(profile), asked },
        ...{ begun_by: actor.accountId, begun_by_name: actor.name, begun_at: now },
        ...{ visit_id: input.visitId, visit_kind: visit.value, waiting_since: waits ? now : null },
      })
      .onConflict(conflict => conflict.doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!added) {
      const known = await findRun(tx, id)
      const isSame =
        known?.unitId === unitId &&
        known.area === area &&
        known.version === version &&
        known.visitId === input.visitId &&
        JSON.stringify(known.every) === JSON.stringify(every)
      return isSame ? ok({ id }) : err({ code: 'run-differs' })
    }
    if (waits) await tellPrincipals(tx, context, { id, area, on, unitId })
    await recordAudit(tx, context, {
      ...{ action: 'inspection.begin', subject: { kind: 'inspection', id }, unitId },
      after: { area, version, on, every, visitId: input.visitId },
    })
    return ok({ id })
  })
}

/** The kind of the visit in whose name a run is begun, held while it is; none for the school's own people. */
async function visitOf(
  tx: Tx,
  actor: Actor,
  { visitId, unitId, area }: Input,
): Promise<Result<RoundKind | null, Refusal>> {
  if (visitId === null)
    return may(actor, 'register.record', unitId) ? ok(null) : err({ code: 'not-permitted' })
  const visit = await findVisit(tx, visitId, true)
  const round = visit && (await findRound(tx, visit.roundId))
  if (!visit || !round || visit.unitId !== unitId) return err({ code: 'not-found' })
  if (!mayInspect(visit, round, actor.accountId)) return err({ code: 'not-on-team' })
  return round.areas.includes(area) ? ok(visit.kind) : err({ code: 'nothing-to-inspect' })
}
