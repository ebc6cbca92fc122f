import { sql, type Kysely } from 'kysely'

const APP = 'anlan_app'
const COUNTY = `(select anlan_county())`
/** Figures join a day only in the transaction that took it: nothing is put in later, nor is a day made up. */
const TAKEN_NOW = `${COUNTY} and day in (select day from indicator_days where taken_in = pg_current_xact_id())`

/**
 * Rates as they stood, a day a row: of each unit, and added up for the county and its townships. A rate has one place in the
 * arrays for good, and what has nothing to divide by is null there, which costs a bit: a county of 300 units and some ninety
 * rates grows by well under 100 MB a year. What was taken never changes, whoever tries: no right to change it is given, and the
 * trigger holds for the owner too. A unit that moves or closes takes nothing out of the sums of a day that is over.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const TABLES = ['indicator_places', 'indicator_days', 'indicator_snapshots', 'indicator_sums'] as const

const STATEMENTS = [
  `create table indicator_places (place smallint primary key check (place > 0), key text not null unique)`,
  `create table indicator_days (
    day date primary key,
    taken_at timestamptz not null,
    taken_in xid8 not null default pg_current_xact_id(),
    check ((taken_at at time zone interval '8 hours')::date = day))`,
  `create table indicator_snapshots (
    unit_id uuid not null references units,
    day date not null references indicator_days,
    numerators integer[] not null,
    denominators integer[] not null,
    primary key (unit_id, day))`,
  // The county stands under no code.
  `create table indicator_sums (
    township text not null,
    day date not null references indicator_days,
    units integer not null,
    numerators integer[] not null,
    denominators integer[] not null,
    primary key (township, day))`,
  `create function refuse_change_of_taken_figures() returns trigger language plpgsql as $$
    begin
      raise exception 'figures that were taken are never changed' using errcode = 'restrict_violation';
    end $$`,
  ...TABLES.flatMap(table => [
    `create trigger kept before update or delete on ${table}
      for each statement execute function refuse_change_of_taken_figures()`,
    `alter table ${table} enable row level security`,
    `alter table ${table} force row level security`,
    `grant select, insert on ${table} to ${APP}`,
  ]),
  `create policy everybody on indicator_places for select to ${APP} using (true)`,
  `create policy added on indicator_places for insert to ${APP} with check (${COUNTY})`,
  `create policy everybody on indicator_days for select to ${APP} using (true)`,
  `create policy added on indicator_days for insert to ${APP} with check (${COUNTY})`,
  `create policy in_scope on indicator_snapshots for select to ${APP}
    using (${COUNTY} or unit_id = any ((select anlan_units())::uuid[]))`,
  `create policy added on indicator_snapshots for insert to ${APP} with check (${TAKEN_NOW})`,
  // A school sees itself beside the county, and no township, which may have a single other school.
  `create policy county_for_all on indicator_sums for select to ${APP} using (${COUNTY} or township = '')`,
  `create policy added on indicator_sums for insert to ${APP} with check (${TAKEN_NOW})`,
]
