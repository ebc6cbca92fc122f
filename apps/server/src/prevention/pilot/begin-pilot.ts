import {
  decideApplication,
  decideNaming,
  err,
  ok,
  type NewPilot,
  type Pilot,
  type PilotId,
  type PilotRefusal,
  type Result,
  type UnitId,
} from '@anlan/domain'
import { recordAudit } from '../../audit/record-audit.ts'
import { newId } from '../../ids.ts'
import { findUnit, type KeptUnit } from '../../organisation/unit.queries.ts'
import type { Refusal } from '../../refusal.ts'
import type { Context } from '../../trpc.ts'
import { readCriteriaInForce } from './criteria.queries.ts'
import { appendPilotEvent, insertPilot } from './pilot.queries.ts'
import { tellPilot } from './tell-pilot.ts'

interface Beginning {
  readonly unitId: UnitId
  readonly event: 'name' | 'apply'
  readonly note: string
  decide(begun: { id: PilotId; unit: KeptUnit; criteria: number }): Result<Pilot, PilotRefusal>
}

function begin(
  context: Context,
  { unitId, event, note, decide }: Beginning,
): Promise<Result<Pilot, Refusal>> {
  return context.app.db.transaction(context.actor, async (tx): Promise<Result<Pilot, Refusal>> => {
    const [unit, inForce] = await Promise.all([findUnit(tx, unitId), readCriteriaInForce(tx)])
    if (!unit) return err({ code: 'not-found' })
    const decision = decide({ id: newId<PilotId>(), unit, criteria: inForce.version })
    if (!decision.ok) return decision
    const pilot = decision.value
    if (!(await insertPilot(tx, pilot, context))) return err({ code: 'pilot-already' })
    await appendPilotEvent(tx, context, pilot, { event, note })
    await recordAudit(tx, context, {
      ...{ action: `pilot.${event}`, subject: { kind: 'pilot', id: pilot.id }, unitId, after: pilot },
    })
    await tellPilot(tx, context, pilot, event, unit.name)
    return ok(pilot)
  })
}

/** The bureau names a school as a pilot. */
export const namePilot = (context: Context, naming: NewPilot): Promise<Result<Pilot, Refusal>> =>
  begin(context, {
    ...{ unitId: naming.unitId, event: 'name', note: naming.reason },
    decide: begun => decideNaming(context, begun, naming),
  })

/** A school applies to become a pilot. */
export const applyAsPilot = (
  context: Context,
  { unitId, grounds }: { readonly unitId: UnitId; readonly grounds: string },
): Promise<Result<Pilot, Refusal>> =>
  begin(context, {
    ...{ unitId, event: 'apply', note: grounds },
    decide: begun => decideApplication(context, begun, grounds),
  })
