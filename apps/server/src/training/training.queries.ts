import {
  TrainingKind,
  type Day,
  type Rate,
  type Training,
  type TrainingId,
  type TrainingLevel,
  type UnitId,
} from '@anlan/domain'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Tx } from '../db/scope.ts'
import { readPage, TOTAL, type Page, type Paging } from '../paging.ts'
import { toTraining } from './training.table.ts'

export const TrainingFilter = z.object({
  kind: TrainingKind.optional(),
  /** Those whose days have not ended. */
  current: z.boolean().optional(),
})
export type TrainingFilter = z.infer<typeof TrainingFilter>

export interface TrainingRow {
  readonly id: TrainingId
  readonly kind: TrainingKind
  readonly level: TrainingLevel
  readonly title: string
  readonly film: string | null
  readonly from: Day
  readonly to: Day
  readonly giver: string
  readonly isCancelled: boolean
  /** Of the people within the reader's reach. */
  readonly coverage: Rate
}

/**
 * Who is asked by a training of the outer query on a day and how many of them have done it. Whom the reader does not see, he
 * does not count either.
 */
export const coverageOf = (today: Day) => sql<{ asked: number; trained: number }>`
  (select count(*) as asked, count(*) filter (where came.account_id is not null
    and (trainings.test is null or passed.account_id is not null)) as trained
  from (select distinct a.account_id from appointments a
    where a.post = any (trainings.posts) and a.unit_id = any (trainings.units)
      and a.from_on <= ${today}::date and (a.until_on is null or a.until_on >= ${today}::date)) as asked
  left join (select distinct account_id from training_sign_ins
    where training_id = trainings.id) as came using (account_id)
  left join (select distinct account_id from training_attempts
    where training_id = trainings.id and passed) as passed using (account_id))`

/** The same where its sign-ins have gone: what was kept of them. */
const KEPT = sql<{ asked: number | null; trained: number | null }>`
  (select sum(asked) as asked, sum(trained) as trained from training_tallies
    where training_id = trainings.id and post is null)`

/** One page of the trainings within the scope, the newest first, each with its coverage as of the day. */
export async function listTrainings(
  tx: Tx,
  { kind, current }: TrainingFilter,
  paging: Paging,
  today: Day,
): Promise<Page<TrainingRow>> {
  let found = tx.selectFrom('trainings')
  if (kind) found = found.where('trainings.kind', '=', kind)
  if (current) found = found.where('trainings.to_on', '>=', today)
  return readPage(
    paging,
    found
      .innerJoin('units as giver', 'giver.id', 'trainings.unit_id')
      .innerJoinLateral(coverageOf(today).as('coverage'), join => join.onTrue())
      .select(['trainings.id', 'trainings.kind', 'trainings.level', 'trainings.title', 'trainings.film'])
      .leftJoinLateral(KEPT.as('kept'), join => join.onTrue())
      .select(['from_on', 'to_on', 'cancel_reason', 'giver.name as giver'])
      .select(sql<number>`coalesce(kept.asked, coverage.asked)`.as('asked'))
      .select(sql<number>`coalesce(kept.trained, coverage.trained)`.as('trained'))
      .orderBy('from_on', 'desc')
      .orderBy('trainings.id', 'desc'),
    found.select(TOTAL),
    row => ({
      ...{ id: row.id as TrainingId, kind: row.kind, level: row.level, title: row.title, film: row.film },
      ...{ from: row.from_on, to: row.to_on, giver: row.giver, isCancelled: row.cancel_reason !== null },
      coverage: { numerator: row.trained, denominator: row.asked },
    }),
  )
}

/** The training within the scope, or nothing. */
export async function findTraining(tx: Tx, id: TrainingId): Promise<Training | undefined> {
  const row = await tx.selectFrom('trainings').selectAll().where('id', '=', id).executeTakeFirst()
  return row && toTraining(row)
}

/** Whether signing in to a batch of a training has begun. */
export async function isBegun(tx: Tx, id: TrainingId): Promise<boolean> {
  const row = await tx
    .selectFrom('training_sessions')
    .select('id')
    .where('training_id', '=', id)
    .where('state', 'in', ['open', 'closed'])
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Open units of townships, or all within a reach. */
export async function listAskedUnits(
  tx: Tx,
  {
    townships,
    within,
  }: { readonly townships?: readonly string[]; readonly within: readonly UnitId[] | null },
): Promise<UnitId[]> {
  let found = tx.selectFrom('units').select('id').where('open_until', 'is', null)
  if (townships) found = found.where('township', 'in', townships)
  if (within) found = found.where('id', 'in', within)
  return (await found.orderBy('ordinal').execute()).map(row => row.id as UnitId)
}
