import { sql, type Kysely } from 'kysely'

const APP = 'anlan_app'
const COUNTY = `(select anlan_county())`
const MINE = `unit_id = any ((select anlan_units())::uuid[])`
const IN_SCOPE = `${COUNTY} or ${MINE}`

/**
 * Who answers for what: duties in editions, the model list the bureau hands down, templates of letters of responsibility, the
 * letters with what happened to each and their scans, and the batches they went out in.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...DUTIES, ...MODELS, ...TEMPLATES, ...BATCHES, ...LETTERS, ...EVENTS, ...FILES])
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

const DUTIES = [
  `create table duties (
    id uuid not null,
    version integer not null check (version > 0),
    unit_id uuid not null references units,
    post text not null,
    kind text not null check (kind in ('business', 'safety')),
    area text,
    text text not null,
    basis text,
    co_owners jsonb not null,
    published_on date,
    retired boolean not null,
    origin text,
    revision integer not null,
    made_by_name text not null,
    made_at timestamptz not null,
    primary key (id, version),
    constraint duties_of_unit unique (id, version, unit_id))`,
  `create index duties_unit on duties (unit_id, post)`,
  // One draft of a duty at a time, and an item of the model list is a school’s once, also when two act at the same moment.
  `create unique index duties_one_draft on duties (id) where published_on is null`,
  `create unique index duties_one_origin on duties (unit_id, origin) where version = 1 and origin is not null`,
  ...within('duties', 'select, insert, update'),
  `create policy drafts_only on duties as restrictive for update to ${APP}
    using (published_on is null) with check (true)`,
  `grant delete on duties to ${APP}`,
  `create policy drafts_go on duties as restrictive for delete to ${APP} using (published_on is null)`,
]

/** The bureau’s own versions; the one it begins with is the domain’s. Everybody reads them. */
const MODELS = [
  `create table duty_models (
    version integer primary key check (version > 0),
    items jsonb not null,
    note text not null,
    made_by_name text not null,
    made_at timestamptz not null)`,
  ...secured('duty_models'),
  `create policy readable on duty_models for select to ${APP} using (true)`,
  `create policy added on duty_models for insert to ${APP} with check (${COUNTY})`,
  `grant select, insert on duty_models to ${APP}`,
]

/** What the bureau keeps for schools is read by them too. */
const TEMPLATES = [
  `create table letter_templates (
    id uuid not null,
    version integer not null check (version > 0),
    unit_id uuid not null references units,
    level text not null,
    shared boolean not null,
    body jsonb not null,
    made_by_name text not null,
    made_at timestamptz not null,
    primary key (id, version))`,
  `create index letter_templates_unit on letter_templates (unit_id)`,
  ...within('letter_templates', 'select, insert'),
  `create policy shared on letter_templates for select to ${APP} using (shared)`,
]

const BATCHES = [
  `create table letter_batches (
    id uuid primary key,
    unit_id uuid not null references units,
    level text not null,
    title text not null,
    from_on date not null,
    to_on date not null,
    issued integer not null,
    skipped jsonb not null,
    issued_by uuid not null,
    issued_by_name text not null,
    issued_at timestamptz not null)`,
  `create index letter_batches_unit on letter_batches (unit_id, issued_at desc)`,
  ...within('letter_batches', 'select, insert'),
]

/** What lists and rules of the database need stands in columns, the rest in the body. */
const LETTERS = [
  `create table letters (
    id uuid primary key,
    batch_id uuid not null references letter_batches,
    unit_id uuid not null references units,
    level text not null,
    state text not null,
    post text,
    signer_id uuid references accounts,
    signer_name text not null,
    from_on date not null,
    to_on date not null,
    issued_on date,
    signed_on date,
    revision integer not null,
    body jsonb not null,
    constraint letters_of_unit unique (id, unit_id))`,
  // Nobody has the same letter twice for one year, also when two batches go out at the same moment.
  `create unique index letters_one on letters
      (unit_id, level, coalesce(post, ''), coalesce(signer_id::text, signer_name), from_on)
    where state <> 'withdrawn'`,
  `create index letters_signer on letters (signer_id)`,
  `create index letters_batch on letters (batch_id)`,
  `create index letters_level on letters (level, from_on, state, unit_id)`,
  ...within('letters', 'select, insert, update'),
]

const EVENTS = [
  `create table letter_events (
    id uuid primary key,
    letter_id uuid not null,
    unit_id uuid not null,
    at timestamptz not null,
    actor_id uuid not null,
    actor_name text not null,
    actor_role text not null,
    event text not null,
    note text,
    foreign key (letter_id, unit_id) references letters (id, unit_id))`,
  `create index letter_events_letter on letter_events (letter_id, id)`,
  ...within('letter_events', 'select, insert'),
  `create trigger append_only before update or delete on letter_events
    for each row execute function refuse_change()`,
]

const FILES = [
  `create table letter_files (
    letter_id uuid not null,
    file_id uuid not null,
    unit_id uuid not null,
    primary key (letter_id, file_id),
    foreign key (letter_id, unit_id) references letters (id, unit_id),
    foreign key (file_id, unit_id) references files (id, unit_id))`,
  `create index letter_files_file on letter_files (file_id)`,
  ...within('letter_files', 'select, insert'),
  `create policy compared on letter_files for select to current_user using (true)`,
]
