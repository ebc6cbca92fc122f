import type pg from 'pg'

export const OFFICE_SCHOOLS = 300
export const OFFICE_PEOPLE = 8_000
export const OFFICE_DAYS = 365

/**
 * Makes of the demonstration a county of three hundred schools and eight thousand people who owe something each, with figures of
 * a year: by copies of its own rows, so that a new column needs no change here.
 */
export async function layOffice(owner: pg.Pool): Promise<void> {
  await owner.query(`create table bench_pairs as select u.id as old, uuidv7() as made, round from units u
    cross join generate_series(1, 3) as round where ${IS_SCHOOL}
    order by round, u.ordinal limit (select greatest(0, ${OFFICE_SCHOOLS} - count(*)) from units u where ${IS_SCHOOL})`)
  for (const statement of [COPY_UNITS, ...COPIES, COPY_PEOPLE, COPY_POSTS, COPY_DAYS, ...COPY_FIGURES])
    await owner.query(statement)
  await owner.query('drop table bench_pairs, bench_people')
  await owner.query('vacuum (analyze)')
  await owner.query('checkpoint')
}

const IS_SCHOOL = `u.pupils > 0 and u.open_until is null`

const COPY_UNITS = `
  insert into units (id, kind, name, short_name, parent_id, township, boarding, has_bus, has_lab, has_canteen, pupils)
  select made, kind, name || '（测量）', short_name, parent_id, township, boarding, has_bus, has_lab, has_canteen, pupils
  from bench_pairs join units on units.id = old`

/** An id that follows from a row's and its copy's school, so that the versions of one thing stay together. */
const copiedId = `md5(each.id::text || made)::uuid`
const copy = (table: string, differs: string): string => `
  insert into ${table} select copied.* from ${table} each join bench_pairs on each.unit_id = old
    cross join lateral jsonb_populate_record(each, jsonb_build_object('unit_id', made, ${differs})) as copied`
const COPIES = [
  copy('assignments', `'id', ${copiedId}`),
  copy('hazards', `'id', ${copiedId}, 'number', ${copiedId}, 'risk_point_id', null, 'ancestor_id', null`),
  copy('duties', `'id', ${copiedId}`),
  copy('summaries', `'id', ${copiedId}`),
  copy('register_standings', `'day', day`),
]

/** People beyond those there are, dealt out over the schools; each holds the post of one who was there before. */
const COPY_PEOPLE = `
  create table bench_people as select uuidv7() as id, unit_id, post, n from (
    select u.id as unit_id, d.post, row_number() over (order by turn, u.ordinal) as n
    from units u cross join generate_series(1, 40) as turn
    cross join lateral (select post from duties where unit_id = u.id and published_on is not null
      order by hashtext(post || turn) limit 1) d where ${IS_SCHOOL}) dealt
  where n <= (select ${OFFICE_PEOPLE} - count(distinct account_id) from appointments)`
const COPY_POSTS = `
  with made as (insert into accounts (id, name, email, username, role, unit_id)
    select id, '测量' || n, 'bench' || n || '@anlan.invalid', 'bench' || n, 'staff-member', unit_id from bench_people
    returning id),
  posts as (insert into appointments (id, account_id, unit_id, post, from_on)
    select uuidv7(), id, unit_id, post, current_date - 200 from bench_people returning account_id, unit_id, post)
  -- Two thirds have read what they owe.
  insert into duty_receipts (duty_id, version, unit_id, account_id, on_day)
  select d.id, d.version, d.unit_id, p.account_id, current_date from posts p
  join duties d on d.unit_id = p.unit_id and d.post = p.post and d.published_on is not null
  where hashtext(p.account_id::text) % 3 <> 0`

const COPY_DAYS = `
  insert into indicator_days (day, taken_at)
  select day, day::timestamp at time zone 'Asia/Shanghai' + interval '1 hour'
  from generate_series(current_date - ${OFFICE_DAYS}, current_date - 1, interval '1 day') as each (at)
  cross join lateral (select at::date as day) as days on conflict do nothing`
const COPY_FIGURES = [
  `insert into indicator_snapshots select coalesce(made, unit_id), days.day, numerators, denominators
   from (select distinct on (unit_id) * from indicator_snapshots order by unit_id, day desc) newest
   cross join indicator_days days cross join lateral (
     select null::uuid as made union all select made from bench_pairs where old = unit_id) as places
   on conflict do nothing`,
  `insert into indicator_sums select township, days.day, units, numerators, denominators
   from (select distinct on (township) * from indicator_sums order by township, day desc) newest
   cross join indicator_days days on conflict do nothing`,
]
