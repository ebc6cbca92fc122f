import { sql, type Kysely } from 'kysely'

const APP = 'anlan_app'
const IN_SCOPE = `(select anlan_county()) or unit_id = any ((select anlan_units())::uuid[])`
const OWN = `account_id = (select anlan_account())`

/**
 * The chain from a duty to who answered for it: editions that somebody has accepted, evidence that somebody named by hand,
 * studies with who was there, and what leaders write of themselves.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...RECEIPTS, ...LINKS, ...STUDIES, ...STUDY_FILES, ...ENTRIES])
    await sql.raw(statement).execute(db)
}

const within = (table: string, rights: string): string[] => [
  `alter table ${table} enable row level security`,
  `alter table ${table} force row level security`,
  `create policy in_scope on ${table} to ${APP} using (${IN_SCOPE}) with check (${IN_SCOPE})`,
  `grant ${rights} on ${table} to ${APP}`,
]
/** Nobody accepts, or does, anything in another’s name. */
const ownOnly = (table: string): string =>
  `create policy own on ${table} as restrictive for insert to ${APP} with check (${OWN})`

const RECEIPTS = [
  `create table duty_receipts (
    duty_id uuid not null,
    version integer not null,
    account_id uuid not null references accounts,
    unit_id uuid not null,
    on_day date not null,
    primary key (duty_id, version, account_id),
    foreign key (duty_id, version, unit_id) references duties (id, version, unit_id))`,
  `create index duty_receipts_account on duty_receipts (account_id)`,
  `create index duty_receipts_unit on duty_receipts (unit_id)`,
  ...within('duty_receipts', 'select, insert'),
]

const LINKS = [
  `create table duty_links (
    id uuid primary key,
    duty_id uuid not null,
    version integer not null,
    account_id uuid not null references accounts,
    unit_id uuid not null,
    on_day date not null,
    text text not null,
    measure_id uuid references supervision_measures,
    made_by_name text not null,
    made_at timestamptz not null,
    foreign key (duty_id, version, unit_id) references duties (id, version, unit_id))`,
  `create index duty_links_account on duty_links (account_id, duty_id)`,
  `create index duty_links_unit on duty_links (unit_id)`,
  ...within('duty_links', 'select, insert'),
]

const STUDIES = [
  `create table study_records (
    id uuid primary key,
    unit_id uuid not null references units,
    kind text not null,
    held_on date not null,
    topic text not null,
    chair_id uuid not null,
    attendees jsonb not null,
    /** Who was there, and who has caught up since, for whoever counts. */
    attended uuid[] not null,
    missing integer not null,
    body jsonb not null,
    made_at timestamptz not null,
    revision integer not null,
    constraint study_records_of_unit unique (id, unit_id))`,
  `create index study_records_unit on study_records (unit_id, held_on desc)`,
  ...within('study_records', 'select, insert, update'),
]

const STUDY_FILES = [
  `create table study_files (
    study_id uuid not null,
    file_id uuid not null,
    unit_id uuid not null,
    primary key (study_id, file_id),
    foreign key (study_id, unit_id) references study_records (id, unit_id),
    foreign key (file_id, unit_id) references files (id, unit_id))`,
  `create index study_files_file on study_files (file_id)`,
  ...within('study_files', 'select, insert'),
  `create policy compared on study_files for select to current_user using (true)`,
]

const ENTRIES = [
  `create table leader_entries (
    id uuid primary key,
    unit_id uuid not null references units,
    account_id uuid not null references accounts,
    part text not null,
    on_day date not null,
    text text not null,
    made_at timestamptz not null)`,
  `create index leader_entries_account on leader_entries (account_id, on_day)`,
  `create index leader_entries_unit on leader_entries (unit_id)`,
  ...within('leader_entries', 'select, insert'),
  ownOnly('leader_entries'),
  ownOnly('duty_receipts'),
]
