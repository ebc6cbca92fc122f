import type { Day, TrainingKind } from '@anlan/domain'
import { sql, type RawBuilder } from 'kysely'
import { isAsked, type Asked } from '../indicators/counter.ts'
import { HOME } from './trainees.queries.ts'

/** Of `people` below those that a number of a rate counts. */
export const COUNTED_PEOPLE = {
  asked: sql<boolean>`true`,
  trained: sql<boolean>`trained`,
  sat: sql<boolean>`sat`,
  passed: sql<boolean>`(sat and passed)`,
} as const satisfies Record<string, RawBuilder<boolean>>
export type CountedPeople = keyof typeof COUNTED_PEOPLE
export const COUNTED_PEOPLE_IDS = Object.keys(COUNTED_PEOPLE) as [CountedPeople, ...CountedPeople[]]

/**
 * Everybody whom this year's trainings of a kind ask, once, at his own unit: a query begins with it and reads `people`. Whom
 * several units ask is looked at with all of them, so that he stands at the same one whichever unit is asked for.
 */
export const peopleAsked = (kind: TrainingKind, { units }: Pick<Asked, 'units'>, today: Day) => sql`
  with given as (select id, posts, units, test is not null as tested from trainings
      where kind = ${kind} and forgotten_on is null and cancel_reason is null and from_on <= ${today}::date
        and to_on >= date_trunc('year', ${today}::date)),
    held as (select distinct given.id, given.tested, a.account_id, a.unit_id, a.post
      from given join appointments a on a.post = any (given.posts) and a.unit_id = any (given.units)
        and a.from_on <= ${today}::date and (a.until_on is null or a.until_on >= ${today}::date)
      where ${
        units === 'county'
          ? sql`true`
          : sql`a.account_id in (select account_id from appointments where unit_id = any (${units}::uuid[]))`
      }),
    came as (select distinct training_id, account_id from training_sign_ins),
    sat as (select training_id, account_id, bool_or(passed) as passed from training_attempts
      where handed_in_at is not null group by training_id, account_id),
    done as (select held.*, sat.account_id is not null as sat, coalesce(sat.passed, true) as passed,
        came.account_id is not null and (not held.tested or coalesce(sat.passed, false)) as trained
      from held
        left join came on came.training_id = held.id and came.account_id = held.account_id
        left join sat on sat.training_id = held.id and sat.account_id = held.account_id),
    everybody as (select ${HOME} as unit_id, held.account_id, array_agg(distinct held.post) as posts,
        bool_and(held.trained) as trained, bool_or(held.sat) as sat, bool_and(held.passed) as passed,
        count(distinct held.id)::int as trainings,
        (count(distinct held.id) filter (where held.trained))::int as finished
      from done held left join accounts own on own.id = held.account_id
      group by held.account_id),
    people as (select * from everybody where ${isAsked({ units }, 'everybody.unit_id')})`
