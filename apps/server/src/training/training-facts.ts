import type { TrainingFigures, TrainingKind, UnitId } from '@anlan/domain'
import { sql } from 'kysely'
import type { Tx } from '../db/scope.ts'
import { isAsked, type Asked } from '../indicators/counter.ts'
import { HOME } from './trainees.queries.ts'

/** How far the people of each unit asked for are with this year's trainings of a kind, each person once, at his own unit. */
export const trainingFacts =
  (kind: TrainingKind) =>
  async (
    tx: Tx,
    { units, reader: { today } }: Pick<Asked, 'units' | 'reader'>,
  ): Promise<ReadonlyMap<UnitId, TrainingFigures>> => {
    const { rows } = await sql<TrainingFigures & { unit_id: UnitId }>`
      with given as (select id, posts, units, test is not null as tested from trainings
          where kind = ${kind} and forgotten_on is null and cancel_reason is null and from_on <= ${today}::date
            and to_on >= date_trunc('year', ${today}::date)),
        held as (select distinct given.id, given.tested, a.account_id, a.unit_id
          from given join appointments a on a.post = any (given.posts) and a.unit_id = any (given.units)
            and a.from_on <= ${today}::date and (a.until_on is null or a.until_on >= ${today}::date)
          where ${isAsked({ units }, 'a.unit_id')}),
        came as (select distinct training_id, account_id from training_sign_ins),
        sat as (select training_id, account_id, bool_or(passed) as passed from training_attempts
          where handed_in_at is not null group by training_id, account_id),
        people as (select ${HOME} as unit_id, held.account_id,
            bool_and(came.account_id is not null and (not held.tested or coalesce(sat.passed, false))) as trained,
            bool_or(sat.account_id is not null) as sat, bool_and(coalesce(sat.passed, true)) as passed
          from held left join accounts own on own.id = held.account_id
            left join came on came.training_id = held.id and came.account_id = held.account_id
            left join sat on sat.training_id = held.id and sat.account_id = held.account_id
          group by held.account_id)
      select unit_id, count(*) as asked, count(*) filter (where trained) as trained,
        count(*) filter (where sat) as sat, count(*) filter (where sat and passed) as passed
      from people group by unit_id`.execute(tx)
    return new Map(rows.map(({ unit_id, ...figures }) => [unit_id, figures]))
  }
