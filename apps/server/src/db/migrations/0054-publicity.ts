import { sql, type Kysely } from 'kysely'

const APP = 'anlan_app'
const IN_SCOPE = `(select anlan_county()) or unit_id = any ((select anlan_units())::uuid[])`

/** What units do on the days of the publicity calendar, with their photos. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...ACTIVITIES, ...FILES]) await sql.raw(statement).execute(db)
}

const within = (table: string, rights: string): string[] => [
  `alter table ${table} enable row level security`,
  `alter table ${table} force row level security`,
  `create policy in_scope on ${table} to ${APP} using (${IN_SCOPE}) with check (${IN_SCOPE})`,
  `grant ${rights} on ${table} to ${APP}`,
]

const ACTIVITIES = [
  `create table publicity_activities (
    id uuid primary key,
    unit_id uuid not null references units,
    year integer not null,
    day text,
    title text not null,
    content text not null,
    place text not null,
    planned_on date not null,
    state text not null,
    report jsonb,
    cancel_reason text,
    planned_by_name text not null,
    planned_at timestamptz not null,
    revision integer not null default 1,
    constraint publicity_activities_of_unit unique (id, unit_id))`,
  `create index publicity_activities_year on publicity_activities (year, day, state)`,
  `create index publicity_activities_unit on publicity_activities (unit_id, planned_on)`,
  ...within('publicity_activities', 'select, insert, update'),
]

const FILES = [
  `create table publicity_files (
    activity_id uuid not null,
    file_id uuid not null,
    unit_id uuid not null,
    primary key (activity_id, file_id),
    foreign key (activity_id, unit_id) references publicity_activities (id, unit_id),
    foreign key (file_id, unit_id) references files (id, unit_id))`,
  `create index publicity_files_file on publicity_files (file_id)`,
  ...within('publicity_files', 'select, insert, delete'),
  `create policy compared on publicity_files for select to current_user using (true)`,
]
