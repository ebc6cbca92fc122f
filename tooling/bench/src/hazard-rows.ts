import type pg from 'pg'

export const BOARD_HAZARDS = 200_000

/**
 * Lays down so many hazards in all as a county gathers over three years: nine in ten closed, the others open for up to four
 * months, spread over every unit that has any. They are copies of the demonstration's own, so that a new column needs no
 * change here.
 */
export async function layHazards(owner: pg.Pool): Promise<void> {
  await owner.query(COPY, [BOARD_HAZARDS])
  await owner.query('vacuum (analyze) hazards, hazard_tallies, hazard_months')
  await owner.query('checkpoint')
}

const COPY = `
  with closed as (select array_agg(h) as those from hazards h where state = 'closed'),
  open as (select array_agg(h) as those from hazards h where state not in ('closed', 'dismissed')),
  places as (select unit_id, township, row_number() over () - 1 as place, count(*) over () as places
    from (select distinct unit_id, township from hazards) p),
  numbered as (
    select n, n % 10 = 0 as is_open, case when n % 10 = 0 then (n / 10 * 7) % 120 else 30 + (n * 13) % 1065 end::int as age
    from generate_series(1, (select greatest(0, $1 - count(*)) from hazards)) n)
  insert into hazards select copy.* from numbered
    cross join closed cross join open join places on place = (n * 31) % places
    cross join lateral (select case when is_open then open.those[1 + n % array_length(open.those, 1)]
      else closed.those[1 + n % array_length(closed.those, 1)] end as row) pattern
    cross join lateral jsonb_populate_record(pattern.row, jsonb_build_object(
      'id', uuidv7(), 'number', 'B-' || n, 'unit_id', unit_id, 'township', township,
      'ancestor_id', null, 'discovered_on', current_date - age, 'reported_at', now() - age * interval '1 day',
      'due_on', case when (pattern.row).due_on is null then null else current_date - age + 15 end,
      'closed_at', case when is_open then null
        else now() - (age - 10 - n % 8) * interval '1 day' end)) as copy`
