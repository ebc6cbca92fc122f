import { sql, type Kysely } from 'kysely'

const APP = 'anlan_app'
const IN_SCOPE = `(select anlan_county()) or unit_id = any ((select anlan_units())::uuid[])`

/**
 * Inspection runs of the checklists: what was asked of which unit on which day, what was answered to each item and by
 * whom, and which hazards came of it.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...RUNS, ...ANSWERS, ...OTHERS, ...FILES, ...HAZARDS])
    await sql.raw(statement).execute(db)
}

const byUnit = (table: string, rights: string): string[] => [
  `alter table ${table} enable row level security`,
  `alter table ${table} force row level security`,
  `create policy in_scope on ${table} to ${APP} using (${IN_SCOPE}) with check (${IN_SCOPE})`,
  `grant ${rights} on ${table} to ${APP}`,
]

/** Not there for a transaction that has not said that it reads what is about single pupils. */
const needToKnow = (table: string): string =>
  `create policy need_to_know on ${table} as restrictive for select to ${APP}
    using (not restricted or (select current_setting('anlan.restricted', true)) = 'on')`

const RUNS = [
  // The unit as it was on the day stays with the run: what was asked then is read by it, whatever the unit becomes.
  `create table inspection_runs (
    id uuid primary key,
    unit_id uuid not null references units,
    area text not null,
    version integer not null,
    on_day date not null,
    every jsonb not null,
    profile jsonb not null,
    begun_by uuid not null,
    begun_by_name text not null,
    begun_at timestamptz not null,
    handed_in_by_name text,
    handed_in_at timestamptz,
    discarded_at timestamptz,
    revision integer not null default 1,
    asked integer not null,
    answered integer not null default 0,
    failing integer not null default 0)`,
  `create index inspection_runs_unit on inspection_runs (unit_id, area, begun_at desc, id desc)`,
  `create index inspection_runs_begun on inspection_runs (begun_at desc, id desc)`,
  ...byUnit('inspection_runs', 'select, insert, update'),
]

const ANSWERS = [
  `create table inspection_answers (
    run_id uuid not null references inspection_runs,
    code text not null,
    unit_id uuid not null references units,
    body jsonb not null,
    answered_at timestamptz not null,
    answered_by uuid not null,
    answered_by_name text not null,
    restricted boolean not null,
    primary key (run_id, code))`,
  ...byUnit('inspection_answers', 'select, insert, update'),
  needToKnow('inspection_answers'),
]

/** What somebody else answered to the same item before or too late: it does not count, and is not lost either. */
const OTHERS = [
  `create table inspection_other_answers (
    run_id uuid not null references inspection_runs,
    code text not null,
    unit_id uuid not null references units,
    body jsonb not null,
    answered_at timestamptz not null,
    answered_by uuid not null,
    answered_by_name text not null,
    restricted boolean not null,
    primary key (run_id, code, answered_by, answered_at))`,
  ...byUnit('inspection_other_answers', 'select, insert'),
  needToKnow('inspection_other_answers'),
]

const FILES = [
  `create table inspection_files (
    run_id uuid not null references inspection_runs,
    file_id uuid not null references files,
    unit_id uuid not null references units,
    primary key (run_id, file_id))`,
  `create index inspection_files_file on inspection_files (file_id)`,
  ...byUnit('inspection_files', 'select, insert'),
  `create policy compared on inspection_files for select to current_user using (true)`,
]

const HAZARDS = [
  // An item becomes a hazard once; what grade it proposed is for whoever confirms.
  `create table inspection_hazards (
    run_id uuid not null references inspection_runs,
    code text not null,
    hazard_id uuid not null unique references hazards,
    unit_id uuid not null references units,
    proposed text not null,
    primary key (run_id, code))`,
  ...byUnit('inspection_hazards', 'select, insert'),
]
