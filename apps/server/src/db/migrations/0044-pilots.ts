import { sql, type Kysely } from 'kysely'

const APP = 'anlan_app'
const COUNTY = `(select anlan_county())`
const MINE = `unit_id = any ((select anlan_units())::uuid[])`
const IN_SCOPE = `${COUNTY} or ${MINE}`

/**
 * Pilot schools of dual prevention with what happened to each, the criteria they are accepted by, what demonstration schools
 * share, who took it over, and whom they help. A school’s way is its own and the county’s; what is published is everybody’s.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...CRITERIA, ...PILOTS, ...EVENTS, ...MATERIALS, ...FILES, ...TAKEN, ...PAIRINGS])
    await sql.raw(statement).execute(db)
}

const secured = (table: string): string[] => [
  `alter table ${table} enable row level security`,
  `alter table ${table} force row level security`,
]
const within = (table: string, rights: string): string[] => [
  ...secured(table),
  `create policy in_scope on ${table} to ${APP} using (${IN_SCOPE}) with check (${IN_SCOPE})`,
  `grant ${rights} on ${table} to ${APP}`,
]

/** The county’s own versions; the one it begins with is the domain’s. A version is never changed once it is there. */
const CRITERIA = [
  `create table pilot_criteria (
    version integer primary key check (version > 0),
    body jsonb not null,
    made_by uuid not null,
    made_by_name text not null,
    made_at timestamptz not null)`,
  ...secured('pilot_criteria'),
  `create policy readable on pilot_criteria for select to ${APP} using (true)`,
  `create policy added on pilot_criteria for insert to ${APP} with check (${COUNTY})`,
  `grant select, insert on pilot_criteria to ${APP}`,
]

const PILOTS = [
  `create table pilots (
    id uuid primary key,
    unit_id uuid not null references units,
    state text not null,
    criteria integer not null,
    target_on date,
    recheck_on date,
    begun_at timestamptz not null,
    revision integer not null default 1,
    body jsonb not null,
    constraint pilots_of_unit unique (id, unit_id))`,
  // A school walks one way at a time, also when two name it at the same moment.
  `create unique index pilots_one_open on pilots (unit_id)
    where state not in ('declined', 'withdrawn', 'revoked')`,
  `create index pilots_state on pilots (state)`,
  ...within('pilots', 'select, insert, update'),
]

const EVENTS = [
  `create table pilot_events (
    id uuid primary key,
    pilot_id uuid not null,
    unit_id uuid not null,
    at timestamptz not null,
    actor_id uuid not null,
    actor_name text not null,
    actor_role text not null,
    event text not null,
    note text,
    foreign key (pilot_id, unit_id) references pilots (id, unit_id))`,
  `create index pilot_events_pilot on pilot_events (pilot_id, id)`,
  ...within('pilot_events', 'select, insert'),
  `create trigger append_only before update or delete on pilot_events
    for each row execute function refuse_change()`,
]

const MATERIALS = [
  `create table pilot_materials (
    id uuid primary key,
    unit_id uuid not null references units,
    pilot_id uuid not null,
    kind text not null,
    area text,
    title text not null,
    text text not null,
    state text not null,
    submitted_at timestamptz not null,
    published_at timestamptz,
    revision integer not null default 1,
    body jsonb not null,
    constraint pilot_materials_of_unit unique (id, unit_id),
    foreign key (pilot_id, unit_id) references pilots (id, unit_id))`,
  `create index pilot_materials_state on pilot_materials (state, published_at desc)`,
  `create index pilot_materials_unit on pilot_materials (unit_id)`,
  ...within('pilot_materials', 'select, insert, update'),
  `create policy published on pilot_materials for select to ${APP} using (state = 'published')`,
]

/** Files of published material are read by every school, as the material is; they stay the sharing school’s own. */
const FILES = [
  `create table pilot_material_files (
    material_id uuid not null,
    file_id uuid not null,
    unit_id uuid not null,
    primary key (material_id, file_id),
    foreign key (material_id, unit_id) references pilot_materials (id, unit_id),
    foreign key (file_id, unit_id) references files (id, unit_id))`,
  `create index pilot_material_files_file on pilot_material_files (file_id)`,
  ...within('pilot_material_files', 'select, insert, delete'),
  `create policy published on pilot_material_files for select to ${APP}
    using (exists (select from pilot_materials where id = material_id and state = 'published'))`,
  `create policy compared on pilot_material_files for select to current_user using (true)`,
  `create policy shared on files for select to ${APP}
    using (exists (select from pilot_material_files join pilot_materials on pilot_materials.id = material_id
      where file_id = files.id and state = 'published'))`,
]

/** Once a school. Who took something over is seen by whoever sees the material: that it is used is the point of sharing it. */
const TAKEN = [
  `create table pilot_take_overs (
    material_id uuid not null references pilot_materials,
    unit_id uuid not null references units,
    note text not null,
    by_id uuid not null,
    by_name text not null,
    at timestamptz not null,
    primary key (material_id, unit_id))`,
  ...secured('pilot_take_overs'),
  `create policy seen on pilot_take_overs for select to ${APP}
    using (${IN_SCOPE} or exists (select from pilot_materials where id = material_id))`,
  `create policy taken on pilot_take_overs for insert to ${APP} with check (${IN_SCOPE})`,
  `grant select, insert on pilot_take_overs to ${APP}`,
]

const PAIRINGS = [
  `create table pilot_pairings (
    id uuid primary key,
    pilot_id uuid not null,
    unit_id uuid not null,
    helped_id uuid not null references units,
    goal text not null,
    until_on date not null,
    paired jsonb not null,
    ended jsonb,
    check (unit_id <> helped_id),
    foreign key (pilot_id, unit_id) references pilots (id, unit_id))`,
  `create unique index pilot_pairings_one on pilot_pairings (pilot_id, helped_id) where ended is null`,
  `create index pilot_pairings_helped on pilot_pairings (helped_id)`,
  ...secured('pilot_pairings'),
  `create policy seen on pilot_pairings for select to ${APP}
    using (${IN_SCOPE} or helped_id = any ((select anlan_units())::uuid[]))`,
  `create policy paired on pilot_pairings for insert to ${APP} with check (${COUNTY})`,
  `create policy ended on pilot_pairings for update to ${APP} using (${COUNTY}) with check (${COUNTY})`,
  `grant select, insert, update (ended) on pilot_pairings to ${APP}`,
]
