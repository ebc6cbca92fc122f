import {
  PostId,
  UnitId,
  type AccountId,
  type Day,
  type Rate,
  type Training,
  type TrainingStanding,
} from '@anlan/domain'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Tx } from '../db/scope.ts'
import { offsetOf, type Page, type Paging } from '../paging.ts'

export const TraineeFilter = z.object({
  post: PostId.optional(),
  unitId: UnitId.optional(),
  township: z.string().max(12).optional(),
  /** Those who have done it, or those who have not. */
  done: z.boolean().optional(),
})
export type TraineeFilter = z.infer<typeof TraineeFilter>

type Asking = Pick<Training, 'id' | 'posts' | 'units'> & { readonly test: object | null }

/**
 * The unit at which somebody is counted who is asked at two, as on the day on which he moves: his own, so that units add up
 * to their county.
 */
export const HOME = sql`(array_agg(held.unit_id order by held.unit_id is distinct from own.unit_id, held.unit_id))[1]`

/**
 * Everybody whom a training asks on a day, once, with how far he is. The same as the domain's `listTrainees`, said in SQL so
 * that a county's lists are paged where they lie; a test holds the two together.
 */
export const traineesOf = ({ id, posts, units, test }: Asking, today: Day) => sql`
  with held as (select account_id, post, unit_id from appointments
      where post = any (${posts}::text[]) and unit_id = any (${units}::uuid[])
        and from_on <= ${today}::date and (until_on is null or until_on >= ${today}::date)),
    came as (select account_id, min(at) as at from training_sign_ins where training_id = ${id} group by account_id),
    best as (select account_id, max(score) as score, bool_or(passed) as passed from training_attempts
      where training_id = ${id} and handed_in_at is not null group by account_id),
    trainees as (select held.account_id, array_agg(distinct post) as posts, array_agg(distinct held.unit_id) as units,
        ${HOME} as home,
        case when came.account_id is null then 'absent'
          when ${test !== null} and not coalesce(best.passed, false) then 'not-passed'
          else 'trained' end as standing
      from held left join accounts own on own.id = held.account_id
        left join came using (account_id) left join best using (account_id)
      group by held.account_id, came.account_id, best.passed)`

export interface Group<Key> {
  readonly key: Key
  readonly name: string
  readonly rate: Rate
}

export interface TrainingCoverage {
  readonly all: Rate
  /** Of those who sat the test: how many passed it. */
  readonly passed: Rate
  readonly posts: readonly { readonly post: PostId; readonly rate: Rate }[]
  readonly townships: readonly Group<string>[]
  readonly units: readonly Group<UnitId>[]
}

interface Counted {
  readonly asked: number
  readonly trained: number
}
const rateOf = ({ asked, trained }: Counted): Rate => ({ numerator: trained, denominator: asked })
const COUNTS = sql`count(distinct t.account_id) as asked,
  count(distinct t.account_id) filter (where t.standing = 'trained') as trained`

/** The coverage of a training as a whole, by post, township and unit; a person is counted once in each. */
export async function readTrainingCoverage(tx: Tx, training: Asking, today: Day): Promise<TrainingCoverage> {
  const from = traineesOf(training, today)
  const [all, tested, posts, townships, units] = await Promise.all([
    sql<Counted>`${from} select ${COUNTS} from trainees t`.execute(tx),
    sql<Counted>`${from} select count(*) as asked, count(*) filter (where best.passed) as trained
      from trainees join best using (account_id)`.execute(tx),
    sql<Counted & { post: PostId }>`${from} select post, ${COUNTS}
      from trainees t cross join unnest(t.posts) as post group by post`.execute(tx),
    sql<Counted & { code: string; name: string }>`${from} select towns.code, towns.name, ${COUNTS}
      from trainees t cross join unnest(t.units) as unit join units on units.id = unit
        join townships towns on towns.code = units.township
      group by towns.code, towns.name order by towns.code`.execute(tx),
    sql<Counted & { id: UnitId; name: string }>`${from} select units.id, units.name, ${COUNTS}
      from trainees t cross join unnest(t.units) as unit join units on units.id = unit
      group by units.id, units.name, units.ordinal order by units.ordinal`.execute(tx),
  ])
  const [none] = [{ asked: 0, trained: 0 }]
  const byPost = new Map(posts.rows.map(row => [row.post, row]))
  return {
    all: rateOf(all.rows[0] ?? none),
    passed: rateOf(tested.rows[0] ?? none),
    // Every post that is asked has its line, also where nobody holds it.
    posts: training.posts.map(post => ({ post, rate: rateOf(byPost.get(post) ?? none) })),
    townships: townships.rows.map(row => ({ key: row.code, name: row.name, rate: rateOf(row) })),
    units: units.rows.map(row => ({ key: row.id, name: row.name, rate: rateOf(row) })),
  }
}

export interface TraineeRow {
  readonly accountId: AccountId
  readonly name: string
  readonly posts: PostId[]
  readonly unit: string
  readonly standing: TrainingStanding
}

/** One page of the people asked, those at one school beside each other. */
export async function listTrainees(
  tx: Tx,
  training: Asking,
  { post, unitId, township, done }: TraineeFilter,
  paging: Paging,
  today: Day,
): Promise<Page<TraineeRow>> {
  const where = sql.join(
    [
      sql`true`,
      ...(post ? [sql`${post} = any (t.posts)`] : []),
      ...(unitId ? [sql`${unitId}::uuid = any (t.units)`] : []),
      ...(township
        ? [sql`exists (select from units u where u.id = any (t.units) and u.township = ${township})`]
        : []),
      ...(done === undefined ? [] : [sql`(t.standing = 'trained') = ${done}`]),
    ],
    sql` and `,
  )
  const from = traineesOf(training, today)
  const [{ rows }, { rows: counted }] = await Promise.all([
    sql<{ id: AccountId; name: string; posts: PostId[]; unit: string; standing: TrainingStanding }>`
      ${from} select t.account_id as id, accounts.name, t.posts, units.name as unit, t.standing
      from trainees t join accounts on accounts.id = t.account_id join units on units.id = t.home
      where ${where} order by units.ordinal, accounts.name collate "zh-x-icu", t.account_id
      limit ${paging.pageSize} offset ${offsetOf(paging)}`.execute(tx),
    sql<{ total: number }>`${from} select count(*) as total from trainees t
      join accounts on accounts.id = t.account_id where ${where}`.execute(tx),
  ])
  return {
    rows: rows.map(({ id, ...row }) => ({ accountId: id, ...row })),
    ...{ total: counted[0]?.total ?? 0, page: paging.page, pageSize: paging.pageSize },
  }
}

/** Everybody asked who has not done it, for notices. */
export async function listMissing(
  tx: Tx,
  training: Asking,
  today: Day,
): Promise<{ readonly accountId: AccountId }[]> {
  const { rows } = await sql<{ accountId: AccountId }>`${traineesOf(training, today)}
    select t.account_id as "accountId" from trainees t where t.standing <> 'trained'`.execute(tx)
  return rows
}

export interface DoneRow {
  readonly accountId: AccountId
  readonly name: string
  readonly unitId: UnitId
  readonly unit: string
  readonly score: number | null
}

const waitsForCertificate = ({ id }: Pick<Training, 'id'>) => sql`t.standing = 'trained'
  and not exists (select from training_certificates c where c.training_id = ${id} and c.account_id = t.account_id)`

/** True when somebody has done it and holds no certificate of it yet. */
export async function isSomebodyToCertify(tx: Tx, training: Asking, today: Day): Promise<boolean> {
  const { rows } = await sql`${traineesOf(training, today)}
    select from trainees t where ${waitsForCertificate(training)} limit 1`.execute(tx)
  return rows.length > 0
}

/** Everybody who has done it and holds no certificate of it yet, with the best of his scores. */
export async function listDone(tx: Tx, training: Asking, today: Day): Promise<DoneRow[]> {
  const { rows } = await sql<DoneRow>`${traineesOf(training, today)}
    select accounts.id as "accountId", accounts.name, units.id as "unitId", units.name as unit, best.score
    from trainees t join accounts on accounts.id = t.account_id join units on units.id = t.home
      left join best on best.account_id = t.account_id
    where ${waitsForCertificate(training)}
    order by units.ordinal, accounts.id`.execute(tx)
  return rows
}

/** The coverage that was kept when the sign-ins of a training went; null while they are there. */
export async function readKeptCoverage(
  tx: Tx,
  { id, posts }: Pick<Training, 'id' | 'posts'>,
): Promise<TrainingCoverage | null> {
  const rows = await tx
    .selectFrom('training_tallies as kept')
    .innerJoin('units', 'units.id', 'kept.unit_id')
    .leftJoin('townships', 'townships.code', 'units.township')
    .select(['kept.post', 'kept.asked', 'kept.trained', 'units.id', 'units.name'])
    .select(['townships.code', 'townships.name as town'])
    .where('training_id', '=', id)
    .orderBy('units.ordinal')
    .execute()
  if (rows.length === 0) return null
  const sum = (of: readonly Counted[]): Rate => ({
    numerator: of.reduce((total, { trained }) => total + trained, 0),
    denominator: of.reduce((total, { asked }) => total + asked, 0),
  })
  const whole = rows.filter(({ post }) => post === null)
  const towns = Map.groupBy(
    whole.filter(({ code }) => code !== null),
    ({ code }) => code ?? '',
  )
  return {
    all: sum(whole),
    passed: { numerator: 0, denominator: 0 },
    posts: posts.map(post => ({ post, rate: sum(rows.filter(row => row.post === post)) })),
    townships: [...towns].map(([key, of]) => ({ key, name: of[0]?.town ?? '', rate: sum(of) })),
    units: whole.map(row => ({ key: row.id as UnitId, name: row.name, rate: sum([row]) })),
  }
}
