import {
  type Actor,
  type Day,
  type Training,
  type TrainingAttemptId,
  type TrainingId,
  type TrainingSession,
  type TrainingStanding,
} from '@anlan/domain'
import { sql } from 'kysely'
import type { Tx } from '../db/scope.ts'
import type { Context } from '../trpc.ts'
import { showTraining, type ShownTraining } from './get-training.ts'
import { toSession, toTraining } from './training.table.ts'

export interface MyTraining {
  readonly training: ShownTraining
  readonly standing: TrainingStanding
  /** Where and when he may go, or where he went. */
  readonly sessions: readonly TrainingSession[]
  readonly attendedAt: string | null
  readonly bestScore: number | null
  /** A sitting that was begun and not handed in. */
  readonly openSitting: TrainingAttemptId | null
}

/** What the reader is asked to learn today, and what he learnt before. */
export const listMyTrainings = ({ app, actor }: Context): Promise<MyTraining[]> =>
  app.db.read(actor, tx => listTrainingsOf(tx, actor, app.clock.today()))

/** The same of a person, inside a transaction of his. */
export async function listTrainingsOf(
  tx: Tx,
  { accountId, unitId }: Pick<Actor, 'accountId' | 'unitId'>,
  today: Day,
): Promise<MyTraining[]> {
  const [asked, signIns, attempts] = await Promise.all([
    listAsking(tx, accountId, today),
    tx
      .selectFrom('training_sign_ins')
      .select(['training_id', 'session_id', 'at'])
      .where('account_id', '=', accountId)
      .orderBy('at')
      .execute(),
    tx
      .selectFrom('training_attempts')
      .select(['id', 'training_id', 'handed_in_at', 'score', 'passed'])
      .where('account_id', '=', accountId)
      .execute(),
  ])
  const sessions = await listOwnSessions(
    tx,
    unitId,
    asked.map(({ id }) => id),
  )
  return asked.map(training => {
    const came = signIns.find(each => each.training_id === training.id)
    const sat = attempts.filter(each => each.training_id === training.id)
    const passed = training.test === null || sat.some(each => each.passed)
    const scores = sat.flatMap(({ score }) => (score === null ? [] : [score]))
    return {
      training: showTraining(training),
      standing: came ? (passed ? 'trained' : 'not-passed') : 'absent',
      sessions: sessions.filter(each => each.trainingId === training.id),
      attendedAt: came?.at ?? null,
      bestScore: scores.length > 0 ? Math.max(...scores) : null,
      openSitting: (sat.find(each => each.handed_in_at === null)?.id ?? null) as TrainingAttemptId | null,
    }
  })
}

/** Trainings that ask somebody on a day by a post he holds, and those he attended; the latest first. */
async function listAsking(tx: Tx, accountId: string, today: Day): Promise<Training[]> {
  const rows = await tx
    .selectFrom('trainings')
    .selectAll()
    .where('forgotten_on', 'is', null)
    .where('cancel_reason', 'is', null)
    .where(
      sql<boolean>`(exists (select from appointments a where a.account_id = ${accountId}
          and a.post = any (trainings.posts) and a.unit_id = any (trainings.units)
          and a.from_on <= ${today}::date and (a.until_on is null or a.until_on >= ${today}::date))
        or exists (select from training_sign_ins s where s.training_id = trainings.id and s.account_id = ${accountId}))`,
    )
    .orderBy('from_on', 'desc')
    .orderBy('id')
    .limit(100)
    .execute()
  return rows.map(toTraining)
}

async function listOwnSessions(
  tx: Tx,
  unitId: string,
  ids: readonly TrainingId[],
): Promise<TrainingSession[]> {
  if (ids.length === 0) return []
  const rows = await tx
    .selectFrom('training_sessions')
    .selectAll()
    .where('training_id', 'in', ids)
    .where('state', '<>', 'cancelled')
    .where(sql<boolean>`${unitId}::uuid = any (units)`)
    .orderBy('held_on')
    .execute()
  return rows.map(toSession)
}
