import {
  cancelTraining as decideCancel,
  changeTraining as decideChange,
  err,
  ok,
  type Result,
  type Training,
  type TrainingChange,
  type TrainingId,
} from '@anlan/domain'
import { recordAudit } from '../audit/record-audit.ts'
import type { Tx } from '../db/scope.ts'
import { sendNotices } from '../inbox/send-notice.ts'
import type { Refusal } from '../refusal.ts'
import type { Context } from '../trpc.ts'
import { tellAsked } from './plan-training.ts'
import { lockTraining } from './session.queries.ts'
import { listMissing } from './trainees.queries.ts'
import { findTraining, isBegun } from './training.queries.ts'

interface Asked {
  readonly id: TrainingId
  readonly revision: number
}
type Answer = Result<{ readonly id: TrainingId }, Refusal>

/** Changes what was published; whoever is asked only now is told. */
export function changeTraining(
  context: Context,
  { id, revision, change }: Asked & { readonly change: TrainingChange },
): Promise<Answer> {
  return context.app.db.transaction(context.actor, async (tx): Promise<Answer> => {
    const before = await lockedTraining(tx, { id, revision })
    if (!before.ok) return before
    const occasion = { actor: context.actor, isBegun: await isBegun(tx, id) }
    const decision = decideChange(before.value, change, occasion)
    if (!decision.ok) return decision
    const { title, content, basis, posts, lessons, from, to } = decision.value
    await tx
      .updateTable('trainings')
      .set({ title, content, basis, posts, lessons, from_on: from, to_on: to, revision: revision + 1 })
      .where('id', '=', id)
      .execute()
    await recordAudit(tx, context, {
      ...{ action: 'training.change', subject: { kind: 'training', id }, unitId: before.value.unitId },
      ...{ before: changeable(before.value), after: changeable(decision.value) },
    })
    await tellAsked(tx, context, decision.value)
    return ok({ id })
  })
}

/** Cancels a training with the batches that were planned of it, and tells everybody whom it asked. */
export function cancelTraining(
  context: Context,
  { id, revision, reason }: Asked & { readonly reason: string },
): Promise<Answer> {
  return context.app.db.transaction(context.actor, async (tx): Promise<Answer> => {
    const before = await lockedTraining(tx, { id, revision })
    if (!before.ok) return before
    const occasion = { actor: context.actor, isBegun: await isBegun(tx, id) }
    const decision = decideCancel(before.value, reason, occasion)
    if (!decision.ok) return decision
    const { cancelReason } = decision.value
    await tx
      .updateTable('trainings')
      .set({ cancel_reason: cancelReason, revision: revision + 1 })
      .where('id', '=', id)
      .execute()
    const batches = await cancelBatches(tx, id)
    await recordAudit(tx, context, {
      ...{ action: 'training.cancel', subject: { kind: 'training', id }, unitId: before.value.unitId },
      after: { title: before.value.title, cancelReason, batches },
    })
    await tellCancelled(tx, context, decision.value)
    return ok({ id })
  })
}

async function lockedTraining(tx: Tx, { id, revision }: Asked): Promise<Result<Training, Refusal>> {
  await lockTraining(tx, id, 'changing')
  const found = await findTraining(tx, id)
  if (!found) return err({ code: 'not-found' })
  return found.revision === revision ? ok(found) : err({ code: 'stale-revision', current: found.revision })
}

const changeable = ({ title, content, basis, posts, lessons, from, to }: Training): TrainingChange => ({
  ...{ title, content, basis, posts, lessons, from, to },
})

async function cancelBatches(tx: Tx, id: TrainingId): Promise<number> {
  const cancelled = await tx
    .updateTable('training_sessions')
    .set(eb => ({ state: 'cancelled', revision: eb('revision', '+', 1) }))
    .where('training_id', '=', id)
    .where('state', '=', 'planned')
    .executeTakeFirst()
  return Number(cancelled.numUpdatedRows)
}

async function tellCancelled(tx: Tx, { app, actor }: Context, training: Training): Promise<void> {
  const people = await listMissing(tx, training, app.clock.today())
  await sendNotices(
    tx,
    people
      .filter(({ accountId }) => accountId !== actor.accountId)
      .map(({ accountId }) => ({
        ...{ accountId, kind: 'training' as const, link: '/trainings/mine' },
        title: { zh: `培训已取消：${training.title}`, en: `Cancelled: ${training.title}` },
        body: { zh: `原因：${training.cancelReason}`, en: `Reason: ${training.cancelReason}` },
        dedupeKey: `training ${training.id} cancelled`,
      })),
  )
}
