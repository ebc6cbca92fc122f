import {
  decideNewSession,
  err,
  ok,
  sayDay,
  type NewSession,
  type Result,
  type Training,
  type TrainingSession,
} from '@anlan/domain'
import { sql } from 'kysely'
import { recordAudit } from '../audit/record-audit.ts'
import type { Tx } from '../db/scope.ts'
import { sendNotices } from '../inbox/send-notice.ts'
import { lockSent } from '../organisation/locks.ts'
import type { Refusal } from '../refusal.ts'
import type { Context } from '../trpc.ts'
import { findSession, lockTraining } from './session.queries.ts'
import { listMissing } from './trainees.queries.ts'
import { findTraining } from './training.queries.ts'

/**
 * Plans a batch and tells those who have not done the training yet. A make-up batch is one like any other, for whoever is
 * still missing; it is refused where nobody is.
 */
export function planSession(
  context: Context,
  input: NewSession & { readonly isMakeUp: boolean },
): Promise<Result<TrainingSession, Refusal>> {
  const { app, actor } = context
  return app.db.transaction(actor, async (tx): Promise<Result<TrainingSession, Refusal>> => {
    const { isMakeUp, ...planned } = input
    await lockTraining(tx, input.trainingId, 'holding')
    const training = await findTraining(tx, input.trainingId)
    if (!training) return err({ code: 'not-found' })
    await lockSent(tx, input.id)
    const known = await findSession(tx, input.id)
    if (known) return known.trainingId === training.id ? ok(known) : err({ code: 'training-differs' })
    if (training.cancelReason !== null) return err({ code: 'training-cancelled' })
    const batch = await nextBatch(tx, training, context)
    const decision = decideNewSession(actor, training, planned, { batch, isMakeUp })
    if (!decision.ok) return decision
    const session = decision.value
    const missing = await listMissing(tx, { ...training, units: session.units }, app.clock.today())
    if (isMakeUp && missing.length === 0) return err({ code: 'nothing-to-make-up' })
    // Another school has a batch of this id, which is not in sight here.
    if (!(await insertSession(tx, context, session))) return err({ code: 'training-differs' })
    await recordAudit(tx, context, {
      ...{ action: 'training-session.plan', subject: { kind: 'training-session', id: session.id } },
      ...{ unitId: session.unitId, after: { ...session, units: session.units.length } },
    })
    await tell(tx, context, training, session, missing)
    return ok(session)
  })
}

/** The number of the next batch that a unit holds, one after the other also when two plan at the same moment. */
async function nextBatch(tx: Tx, { id }: Training, { actor }: Context): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtext(${`anlan.training-batch ${id} ${actor.unitId}`}))`.execute(
    tx,
  )
  const { last } = await tx
    .selectFrom('training_sessions')
    .select(sql<number | null>`max(batch)`.as('last'))
    .where('training_id', '=', id)
    .where('unit_id', '=', actor.unitId)
    .executeTakeFirstOrThrow()
  return (last ?? 0) + 1
}

async function insertSession(tx: Tx, { actor }: Context, session: TrainingSession): Promise<boolean> {
  const added = await tx
    .insertInto('training_sessions')
    .values({
      ...{ id: session.id, training_id: session.trainingId, unit_id: session.unitId },
      ...{ batch: session.batch, is_make_up: session.isMakeUp, units: session.units },
      ...{ held_on: session.heldOn, begins: session.begins, place: session.place, state: session.state },
      ...{ planned_by: actor.accountId, planned_by_name: actor.name, opened_at: null, closed_at: null },
    })
    .onConflict(conflict => conflict.doNothing())
    .executeTakeFirst()
  return added.numInsertedOrUpdatedRows === 1n
}

async function tell(
  tx: Tx,
  { actor }: Context,
  training: Training,
  { id, heldOn, begins, place, isMakeUp }: TrainingSession,
  people: Awaited<ReturnType<typeof listMissing>>,
): Promise<void> {
  const day = sayDay(heldOn)
  await sendNotices(
    tx,
    people
      .filter(({ accountId }) => accountId !== actor.accountId)
      .map(({ accountId }) => ({
        ...{ accountId, kind: 'training' as const, link: '/trainings/mine' },
        title: {
          zh: `${isMakeUp ? '补训通知' : '培训通知'}：${training.title}`,
          en: `${isMakeUp ? 'Make-up batch' : 'Batch'}: ${training.title}`,
        },
        body: { zh: `${day.zh}${begins}，${place}。`, en: `${day.en}, ${begins}, ${place}.` },
        dedupeKey: `training-session ${id}`,
      })),
  )
}
