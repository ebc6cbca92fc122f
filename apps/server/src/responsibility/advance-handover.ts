import {
  decideHandover,
  err,
  ok,
  type Handover,
  type HandoverCommand,
  type HandoverId,
  type Result,
} from '@anlan/domain'
import { recordAudit } from '../audit/record-audit.ts'
import { SYSTEM } from '../db/scope.ts'
import type { Refusal } from '../refusal.ts'
import type { Context } from '../trpc.ts'
import { hasPredecessorGone } from './get-handover.ts'
import { drawHandoverItems } from './handover-items.ts'
import { findHandover, findHandoverForUpdate, saveHandover } from './handover.queries.ts'
import { tellHandover } from './tell-handover.ts'

interface Input {
  readonly id: HandoverId
  readonly revision: number
  readonly command: HandoverCommand
}

/** Carries one command on a handover: what may happen is the domain's decision, this only loads, saves and records. */
export async function advanceHandover(
  context: Context,
  { id, revision, command }: Input,
): Promise<Result<Handover, Refusal>> {
  const { app, actor, now } = context
  const seen = await app.db.read(actor, tx => findHandover(tx, actor, id))
  if (!seen) return err({ code: 'not-found' })
  const listed =
    command.event === 'hand-over' ? await app.db.read(SYSTEM, tx => drawHandoverItems(tx, seen)) : []
  return app.db.transaction(actor, async (tx): Promise<Result<Handover, Refusal>> => {
    const before = await findHandoverForUpdate(tx, actor, id)
    if (!before) return err({ code: 'not-found' })
    if (before.revision !== revision) return err({ code: 'stale-revision', current: before.revision })
    const predecessorGone = await hasPredecessorGone(tx, before)
    const decision = decideHandover(before, command, { actor, now, listed, predecessorGone })
    if (!decision.ok) return decision
    const after = decision.value
    await saveHandover(tx, after)
    await recordAudit(tx, context, {
      ...{ action: `handover.${command.event}`, subject: { kind: 'handover', id }, unitId: after.unitId },
      ...{ before, after },
    })
    await tellHandover(tx, context, after, command.event)
    return ok(after)
  })
}
