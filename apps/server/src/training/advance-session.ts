import {
  decideSession,
  err,
  ok,
  type Result,
  type TrainingSession,
  type TrainingSessionEvent,
  type TrainingSessionId,
} from '@anlan/domain'
import { recordAudit } from '../audit/record-audit.ts'
import type { Refusal } from '../refusal.ts'
import type { Context } from '../trpc.ts'
import { findSession, lockSession, lockTraining } from './session.queries.ts'

interface Input {
  readonly id: TrainingSessionId
  readonly revision: number
  readonly event: TrainingSessionEvent
  readonly reason: string | null
}

/** Opens, closes, opens again or cancels a batch: the domain decides, this loads, saves and records. */
export function advanceSession(context: Context, input: Input): Promise<Result<TrainingSession, Refusal>> {
  const { app, actor, now } = context
  const { id, event, reason } = input
  return app.db.transaction(actor, async (tx): Promise<Result<TrainingSession, Refusal>> => {
    const found = await findSession(tx, id)
    if (!found) return err({ code: 'not-found' })
    await lockTraining(tx, found.trainingId, 'holding')
    await lockSession(tx, id, 'changing')
    const before = await findSession(tx, id)
    if (!before) return err({ code: 'not-found' })
    if (before.revision !== input.revision) return err({ code: 'stale-revision', current: before.revision })
    const decision = decideSession(before, event, { actor, now, reason })
    if (!decision.ok) return decision
    const after = decision.value
    await tx
      .updateTable('training_sessions')
      .set({
        ...{ state: after.state, revision: after.revision },
        ...(event === 'open' && { opened_at: now }),
        closed_at: after.state === 'closed' ? now : null,
      })
      .where('id', '=', id)
      .execute()
    const short = ({ state, heldOn }: TrainingSession) => ({ state, heldOn })
    await recordAudit(tx, context, {
      ...{ action: `training-session.${event}`, subject: { kind: 'training-session', id } },
      ...{
        unitId: after.unitId,
        before: short(before),
        after: { ...short(after), ...(reason && { reason }) },
      },
    })
    return ok(after)
  })
}
