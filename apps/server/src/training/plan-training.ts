import {
  decideTraining,
  err,
  ok,
  sayPeriod,
  TRAINING_KINDS,
  type Actor,
  type NewTraining,
  type Result,
  type Training,
  type TrainingId,
  type TrainingUnits,
  type UnitId,
} from '@anlan/domain'
import { recordAudit } from '../audit/record-audit.ts'
import type { Tx } from '../db/scope.ts'
import { sendNotices } from '../inbox/send-notice.ts'
import type { Refusal } from '../refusal.ts'
import type { Context } from '../trpc.ts'
import { listMissing } from './trainees.queries.ts'
import { findTraining, listAskedUnits } from './training.queries.ts'

/** Plans a training and tells everybody whom it asks. Sent twice with one id it is planned once. */
export function planTraining(
  context: Context,
  input: NewTraining,
): Promise<Result<{ id: TrainingId }, Refusal>> {
  const { app, actor } = context
  return app.db.transaction(actor, async (tx): Promise<Result<{ id: TrainingId }, Refusal>> => {
    const decision = decideTraining(actor, input, await unitsOf(tx, actor, input.among))
    if (!decision.ok) return decision
    const training = decision.value
    if (!(await insertTraining(tx, context, training))) return knownOr(tx, training)
    await recordAudit(tx, context, {
      ...{ action: 'training.plan', subject: { kind: 'training', id: training.id }, unitId: training.unitId },
      after: {
        ...training,
        units: training.units.length,
        test: training.test && {
          passMark: training.test.passMark,
          questions: training.test.questions.length,
        },
      },
    })
    await tellAsked(tx, context, training)
    return ok({ id: training.id })
  })
}

const unitsOf = async (tx: Tx, { scope }: Actor, among: TrainingUnits): Promise<readonly UnitId[]> => {
  const within = scope.kind === 'county' ? null : scope.units
  if (among.by === 'units') return [...new Set(among.unitIds)]
  return listAskedUnits(tx, { within, ...(among.by === 'townships' && { townships: among.townships }) })
}

/** What was sent again is there already; another training of the same id is somebody else's. */
async function knownOr(tx: Tx, { id, title }: Training): Promise<Result<{ id: TrainingId }, Refusal>> {
  const known = await findTraining(tx, id)
  return known?.title === title ? ok({ id }) : err({ code: 'training-differs' })
}

async function insertTraining(tx: Tx, { actor, now }: Context, training: Training): Promise<boolean> {
  const { id, unitId, kind, level, title, content, basis, posts, units, from, to, lessons, film } = training
  const added = await tx
    .insertInto('trainings')
    .values({
      ...{ id, unit_id: unitId, kind, level, title, content, basis, posts, units, lessons, film },
      ...{ from_on: from, to_on: to, test: training.test && JSON.stringify(training.test) },
      ...{ planned_by: actor.accountId, planned_by_name: actor.name, planned_at: now },
    })
    .onConflict(conflict => conflict.doNothing())
    .executeTakeFirst()
  return added.numInsertedOrUpdatedRows === 1n
}

/** Tells everybody whom a training asks, once: told again, it reaches those alone who were not asked before. */
export async function tellAsked(tx: Tx, { app, actor }: Context, training: Training): Promise<void> {
  const people = await listMissing(tx, training, app.clock.today())
  const [kind, when] = [TRAINING_KINDS[training.kind], sayPeriod(training.from, training.to)]
  await sendNotices(
    tx,
    people
      .filter(({ accountId }) => accountId !== actor.accountId)
      .map(({ accountId }) => ({
        ...{ accountId, kind: 'training' as const, link: '/trainings/mine' },
        title: { zh: `请参加${kind.zh}：${training.title}`, en: `${kind.en}: ${training.title}` },
        body: {
          zh: `时间：${when.zh}。批次和地点另行通知。`,
          en: `${when.en}. The batch and the place follow.`,
        },
        dedupeKey: `training ${training.id}`,
      })),
  )
}
