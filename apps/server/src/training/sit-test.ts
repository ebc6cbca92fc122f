import {
  drawQuestions,
  err,
  markTest,
  ok,
  type AccountId,
  type Result,
  type TestMark,
  type TestQuestion,
  type Training,
  type TrainingAttemptId,
  type TrainingId,
} from '@anlan/domain'
import { randomBytes } from 'node:crypto'
import { recordAudit } from '../audit/record-audit.ts'
import type { Tx } from '../db/scope.ts'
import { newId } from '../ids.ts'
import type { Refusal } from '../refusal.ts'
import type { Context } from '../trpc.ts'
import { listAppointments } from './session.queries.ts'
import { findTraining } from './training.queries.ts'

/** A question as it is asked: without its answer. */
export type AskedQuestion = Pick<TestQuestion, 'kind' | 'text' | 'choices'>

export interface Sitting {
  readonly id: TrainingAttemptId
  readonly title: string
  readonly passMark: number
  readonly questions: readonly AskedQuestion[]
}

/**
 * Begins a sitting of a training's test, for somebody who was there; one that he left open goes on with the questions it had.
 */
export function beginSitting(context: Context, id: TrainingId): Promise<Result<Sitting, Refusal>> {
  const { app, actor, now } = context
  return app.db.transaction(actor, async (tx): Promise<Result<Sitting, Refusal>> => {
    const training = await findTraining(tx, id)
    if (!training) return err({ code: 'not-found' })
    if (training.test === null) return err({ code: 'no-test' })
    const unitId = await attendedFrom(tx, training, context)
    if (unitId === null) return err({ code: 'test-before-training' })
    const row = { id: newId<TrainingAttemptId>(), seed: randomBytes(12).toString('hex') }
    const begun = await tx
      .insertInto('training_attempts')
      .values({
        ...{ ...row, training_id: id, account_id: actor.accountId, unit_id: unitId, begun_at: now },
        ...{ handed_in_at: null, score: null, passed: null, wrong: null },
      })
      .onConflict(conflict => conflict.doNothing())
      .returning('id')
      .executeTakeFirst()
    const sitting = begun ? row : await findOpen(tx, id, actor.accountId)
    if (!sitting) return err({ code: 'sitting-over' })
    if (begun)
      await recordAudit(tx, context, {
        ...{ action: 'training.begin-test', subject: { kind: 'training', id } },
        unitId,
      })
    return ok({
      ...{ id: sitting.id as TrainingAttemptId, title: training.title, passMark: training.test.passMark },
      questions: questionsOf(training.test, sitting.seed).map(({ kind, text, choices }) => ({
        ...{ kind, text, choices },
      })),
    })
  })
}

const questionsOf = (test: NonNullable<Training['test']>, seed: string): TestQuestion[] =>
  drawQuestions(test, seed).flatMap(at => test.questions[at] ?? [])

/** The unit of whoever was there: the one he was asked by, or the one he is at now; null when he was not there. */
async function attendedFrom(tx: Tx, training: Training, { app, actor }: Context) {
  const [came, held] = await Promise.all([
    tx
      .selectFrom('training_sign_ins')
      .select('unit_id')
      .where('training_id', '=', training.id)
      .where('account_id', '=', actor.accountId)
      .executeTakeFirst(),
    listAppointments(tx, [actor.accountId as AccountId], training.units, app.clock.today()),
  ])
  return came ? (held[0]?.unitId ?? actor.unitId) : null
}

const findOpen = (tx: Tx, id: TrainingId, accountId: string) =>
  tx
    .selectFrom('training_attempts')
    .select(['id', 'seed'])
    .where('training_id', '=', id)
    .where('account_id', '=', accountId)
    .where('handed_in_at', 'is', null)
    .executeTakeFirst()

export interface HandedIn extends TestMark {
  /** Questions that were not answered rightly, with what would have been right: it is to be learnt from. */
  readonly review: readonly { readonly text: string; readonly right: readonly string[] }[]
}

/** Marks a sitting. Handed in twice, the first time stands and is told again. */
export function handInSitting(
  context: Context,
  { id, answers }: { readonly id: TrainingAttemptId; readonly answers: readonly (readonly number[])[] },
): Promise<Result<HandedIn, Refusal>> {
  const { app, actor, now } = context
  return app.db.transaction(actor, async (tx): Promise<Result<HandedIn, Refusal>> => {
    const attempt = await tx
      .selectFrom('training_attempts')
      .selectAll()
      .where('id', '=', id)
      .where('account_id', '=', actor.accountId)
      .forUpdate()
      .executeTakeFirst()
    const training = attempt && (await findTraining(tx, attempt.training_id as TrainingId))
    if (!attempt || !training?.test) return err({ code: 'not-found' })
    const questions = questionsOf(training.test, attempt.seed)
    const review = (wrong: readonly number[]): HandedIn['review'] =>
      wrong.flatMap(at => {
        const question = questions[at]
        return question
          ? [{ text: question.text, right: question.answers.flatMap(each => question.choices[each] ?? []) }]
          : []
      })
    if (attempt.handed_in_at !== null) {
      const wrong = attempt.wrong ?? []
      return ok({ score: attempt.score ?? 0, passed: attempt.passed ?? false, wrong, review: review(wrong) })
    }
    const mark = markTest({ passMark: training.test.passMark, questions }, answers)
    await tx
      .updateTable('training_attempts')
      .set({ handed_in_at: now, score: mark.score, passed: mark.passed, wrong: [...mark.wrong] })
      .where('id', '=', id)
      .execute()
    await recordAudit(tx, context, {
      ...{ action: 'training.hand-in-test', subject: { kind: 'training', id: training.id } },
      ...{ unitId: actor.unitId, after: { score: mark.score, passed: mark.passed } },
    })
    return ok({ ...mark, review: review(mark.wrong) })
  })
}
