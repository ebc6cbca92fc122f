import {
  err,
  isGap,
  listHandoverEvents,
  ok,
  type Handover,
  type HandoverEvent,
  type HandoverId,
  type Result,
  type Unit,
} from '@anlan/domain'
import { SYSTEM, type Tx } from '../db/scope.ts'
import { findUnit } from '../organisation/unit.queries.ts'
import type { Refusal } from '../refusal.ts'
import type { Context } from '../trpc.ts'
import { drawHandoverItems } from './handover-items.ts'
import { findHandover } from './handover.queries.ts'

export interface HandoverDetail {
  /** With the list as it stands today while nobody has signed it, and as it was signed afterwards. */
  readonly handover: Handover
  readonly unit: Pick<Unit, 'id' | 'name'>
  readonly gap: boolean
  readonly predecessorGone: boolean
  readonly events: readonly HandoverEvent[]
  /** Whether the reader is the one who has left and signs himself, not somebody in his place. */
  readonly isPredecessor: boolean
}

/** True when the predecessor is at the unit no more, or may not sign in: then the head may sign for him. */
export async function hasPredecessorGone(tx: Tx, { fromId, unitId }: Handover): Promise<boolean> {
  const there = await tx
    .selectFrom('accounts')
    .select('id')
    .where('id', '=', fromId)
    .where('unit_id', '=', unitId)
    .where('disabled_at', 'is', null)
    .executeTakeFirst()
  return there === undefined
}

/** A handover with its list, what happened, and what the reader may do. */
export async function getHandover(
  context: Context,
  id: HandoverId,
): Promise<Result<HandoverDetail, Refusal>> {
  const { app, actor } = context
  const seen = await app.db.read(actor, async tx => {
    const handover = await findHandover(tx, actor, id)
    if (!handover) return undefined
    const [unit, predecessorGone] = await Promise.all([
      findUnit(tx, handover.unitId),
      hasPredecessorGone(tx, handover),
    ])
    return unit && { handover, unit, predecessorGone }
  })
  if (!seen) return err({ code: 'not-found' })
  const { handover, unit, predecessorGone } = seen
  const items =
    handover.state === 'open'
      ? await app.db.read(SYSTEM, tx => drawHandoverItems(tx, handover))
      : handover.items
  return ok({
    handover: { ...handover, items },
    ...{ unit: { id: unit.id, name: unit.name }, gap: isGap(handover, app.clock.today()), predecessorGone },
    events: listHandoverEvents(handover, { actor, predecessorGone }),
    isPredecessor: actor.accountId === handover.fromId,
  })
}
