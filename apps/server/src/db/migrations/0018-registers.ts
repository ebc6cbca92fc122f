import { sql, type Kysely } from 'kysely'

const APP = 'anlan_app'
const IN_SCOPE = `(select anlan_county()) or unit_id = any ((select anlan_units())::uuid[])`

/**
 * Registers at work: what an entry was before each change, which pictures it names, and how each school stands by what
 * is written.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...ENTRIES, ...HISTORY, ...FILES, ...STANDINGS])
    await sql.raw(statement).execute(db)
}

const byUnit = (table: string, rights: string): string[] => [
  `alter table ${table} enable row level security`,
  `alter table ${table} force row level security`,
  `create policy in_scope on ${table} to ${APP} using (${IN_SCOPE}) with check (${IN_SCOPE})`,
  `grant ${rights} on ${table} to ${APP}`,
]

const ENTRIES = [
  // Nothing could be written into a register before this step: the table is empty.
  `alter table register_entries
    add column recorded_on date not null,
    add column happened_on date,
    add column identity text not null,
    add column changed_at timestamptz not null`,
  `drop index register_entries_unit`,
  `drop index register_entries_register`,
  `create index register_entries_unit on register_entries (unit_id, register, recorded_at desc, id desc)`,
  `create index register_entries_register on register_entries (register, recorded_at desc, id desc)`,
  `create index register_entries_identity on register_entries (unit_id, register, identity)`,
  `create index register_entries_body on register_entries using gin (body jsonb_path_ops)`,
]

/** What an entry was, from when until when; what it is now stands in the entry itself. Nothing is ever taken out. */
const HISTORY = [
  `create table register_history (
    entry_id uuid not null references register_entries,
    revision integer not null,
    unit_id uuid not null references units,
    register text not null,
    version integer not null,
    body jsonb not null,
    from_at timestamptz not null,
    until_at timestamptz not null,
    by_name text not null,
    primary key (entry_id, revision))`,
  `create index register_history_unit on register_history (unit_id, register, until_at)`,
  ...byUnit('register_history', 'select, insert'),
]

const FILES = [
  `create table register_files (
    entry_id uuid not null references register_entries,
    file_id uuid not null references files,
    unit_id uuid not null references units,
    primary key (entry_id, file_id))`,
  `create index register_files_file on register_files (file_id)`,
  ...byUnit('register_files', 'select, insert'),
  `create policy compared on register_files for select to current_user using (true)`,
]

const STANDINGS = [
  // One row for each register a unit keeps, and one without a register for the rules between those of an area.
  `create table register_standings (
    unit_id uuid not null references units,
    area text not null,
    register text not null,
    day date not null,
    standing text not null,
    entries integer not null,
    findings jsonb not null,
    next jsonb,
    primary key (unit_id, area, register))`,
  ...byUnit('register_standings', 'select, insert, update'),
]
