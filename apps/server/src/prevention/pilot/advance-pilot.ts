import {
  decidePilot,
  err,
  noteOfPilotCommand,
  ok,
  pilotLimitsOn,
  type Pilot,
  type PilotCommand,
  type PilotId,
  type Result,
} from '@anlan/domain'
import { recordAudit } from '../../audit/record-audit.ts'
import { findUnit } from '../../organisation/unit.queries.ts'
import type { Refusal } from '../../refusal.ts'
import { readRuleLimits } from '../../registers/rule-limits.queries.ts'
import type { Context } from '../../trpc.ts'
import { getCriteria, readCriteriaInForce } from './criteria.queries.ts'
import { countFigures } from './figures.queries.ts'
import { appendPilotEvent, findPilotForUpdate, savePilot } from './pilot.queries.ts'
import { tellPilot } from './tell-pilot.ts'

interface Input {
  readonly id: PilotId
  readonly revision: number
  readonly command: PilotCommand
}

/** Carries one command on a pilot: what may happen is the domain's decision, this only loads, counts, saves and records. */
export function advancePilot(
  context: Context,
  { id, revision, command }: Input,
): Promise<Result<Pilot, Refusal>> {
  const { app, actor, now } = context
  const today = app.clock.today()
  return app.db.transaction(actor, async (tx): Promise<Result<Pilot, Refusal>> => {
    const before = await findPilotForUpdate(tx, id)
    if (!before) return err({ code: 'not-found' })
    if (before.revision !== revision) return err({ code: 'stale-revision', current: before.revision })
    const [limits, inForce, criteria, figures, unit] = await Promise.all([
      readRuleLimits(tx),
      readCriteriaInForce(tx),
      getCriteria(tx, before.criteria),
      countFigures(tx, before.unitId, { today, actor }),
      findUnit(tx, before.unitId),
    ])
    const decision = decidePilot(before, command, {
      ...{ actor, now, criteria, figures, inForce: inForce.version },
      limits: pilotLimitsOn(limits.value, today),
    })
    if (!decision.ok) return decision
    const after = decision.value
    const { event } = command
    await savePilot(tx, after)
    await appendPilotEvent(tx, context, after, { event, note: noteOfPilotCommand(command) })
    await recordAudit(tx, context, {
      ...{ action: `pilot.${event}`, subject: { kind: 'pilot', id }, unitId: after.unitId, before, after },
    })
    await tellPilot(tx, context, after, event, unit?.name ?? '')
    return ok(after)
  })
}
