import { sql, type Kysely } from 'kysely'

const APP = 'anlan_app'
const COUNTY = `(select anlan_county())`
const IN_REACH = `unit_id = any ((select anlan_units())::uuid[])`
const ME = `(select anlan_account())`

/**
 * Rounds of inspections. A visit that is not announced is not there for the school before the team stands at its gate, and
 * neither is the round or the draw it came from: whoever plans and whoever goes sees them, and the county.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...VISITS, ...ROUNDS, ...DRAWS, ...FILES, ...RUNS])
    await sql.raw(statement).execute(db)
}

const secured = (table: string): string[] => [
  `alter table ${table} enable row level security`,
  `alter table ${table} force row level security`,
]

const VISITS = [
  `create table inspection_rounds (
    id uuid primary key,
    kind text not null,
    title text not null,
    areas jsonb not null,
    from_on date not null,
    until_on date not null,
    team jsonb not null,
    names jsonb not null,
    members uuid[] not null,
    departments jsonb not null,
    note text not null,
    planned_by uuid not null,
    planned_by_name text not null,
    planned_at timestamptz not null,
    revealed boolean not null)`,
  `create index inspection_rounds_planned on inspection_rounds (planned_at desc, id desc)`,
  // Who goes and who planned stands with each visit, so that its policy asks no other table.
  `create table inspection_visits (
    id uuid primary key,
    round_id uuid not null references inspection_rounds,
    unit_id uuid not null references units,
    kind text not null,
    state text not null,
    announced boolean not null,
    members uuid[] not null,
    planned_by uuid not null,
    arrived_at timestamptz,
    record jsonb,
    recorded_at timestamptz,
    signatures jsonb,
    signed_at timestamptz,
    objections jsonb not null default '[]',
    closed_at timestamptz,
    cancel_reason text,
    revision integer not null default 1,
    unique (round_id, unit_id),
    constraint inspection_visits_of_unit unique (id, unit_id),
    constraint on_site_is_known check (announced or state in ('planned', 'cancelled')))`,
  `create index inspection_visits_unit on inspection_visits (unit_id, arrived_at desc)`,
  `create index inspection_visits_members on inspection_visits using gin (members)`,
  ...secured('inspection_visits'),
  `create policy known on inspection_visits for select to ${APP}
    using (${COUNTY} or ${ME} = planned_by or ${ME} = any (members) or (announced and ${IN_REACH}))`,
  `create policy planned on inspection_visits for insert to ${APP}
    with check (${COUNTY} or (${ME} = planned_by and ${IN_REACH}))`,
  `create policy changed on inspection_visits for update to ${APP}
    using (${COUNTY} or ((announced or ${ME} = planned_by or ${ME} = any (members)) and ${IN_REACH}))
    with check (${COUNTY} or ${IN_REACH})`,
  `grant select, insert, update on inspection_visits to ${APP}`,
]

const ROUNDS = [
  ...secured('inspection_rounds'),
  `create policy known on inspection_rounds for select to ${APP}
    using (${COUNTY} or ${ME} = planned_by or ${ME} = any (members)
      or exists (select from inspection_visits where round_id = inspection_rounds.id))`,
  `create policy planned on inspection_rounds for insert to ${APP} with check (${COUNTY} or ${ME} = planned_by)`,
  `create policy revealed on inspection_rounds for update to ${APP}
    using (${COUNTY} or ${ME} = planned_by or ${ME} = any (members))`,
  `grant select, insert, update (revealed) on inspection_rounds to ${APP}`,
]

/** What was drawn, among whom and by which seed. Nobody changes it, and a school learns from it of no visit to another. */
const DRAWS = [
  `create table inspection_draws (
    round_id uuid primary key references inspection_rounds,
    seed text not null,
    count integer not null,
    candidates jsonb not null,
    drawn_at timestamptz not null)`,
  ...secured('inspection_draws'),
  `create policy known on inspection_draws for select to ${APP}
    using (${COUNTY} or exists (select from inspection_rounds
      where id = round_id and (revealed or ${ME} = planned_by or ${ME} = any (members))))`,
  `create policy drawn on inspection_draws for insert to ${APP}
    with check (${COUNTY} or exists (select from inspection_rounds where id = round_id and ${ME} = planned_by))`,
  `grant select, insert on inspection_draws to ${APP}`,
]

const FILES = [
  `create table visit_files (
    visit_id uuid not null,
    file_id uuid not null,
    unit_id uuid not null references units,
    purpose text not null check (purpose in ('photo', 'signature')),
    primary key (visit_id, file_id),
    foreign key (visit_id, unit_id) references inspection_visits (id, unit_id),
    foreign key (file_id, unit_id) references files (id, unit_id))`,
  `create index visit_files_file on visit_files (file_id)`,
  ...secured('visit_files'),
  `create policy in_scope on visit_files to ${APP}
    using (${COUNTY} or ${IN_REACH}) with check (${COUNTY} or ${IN_REACH})`,
  `create policy compared on visit_files for select to current_user using (true)`,
  `grant select, insert on visit_files to ${APP}`,
]

const RUNS = [
  `alter table inspection_runs add column visit_id uuid, add column visit_kind text,
    add constraint inspection_runs_visit_fkey foreign key (visit_id, unit_id)
      references inspection_visits (id, unit_id),
    add constraint visit_has_its_kind check ((visit_id is null) = (visit_kind is null))`,
  `create index inspection_runs_visit on inspection_runs (visit_id) where visit_id is not null`,
]
