import { sql, type Kysely } from 'kysely'

const APP = 'anlan_app'
const MINE = `unit_id = any ((select anlan_units())::uuid[])`
const COUNTY = `(select anlan_county())`

/**
 * Supervision: matters of one unit with their facts, the measures taken in them, and what happened to each. Before a measure
 * has been issued it is the bureau's own, and the unit it is about sees nothing of it; an honour is seen by everybody once it
 * has been issued.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...MATTERS, ...FACTS, ...MEASURES, ...EVENTS, ...FILES])
    await sql.raw(statement).execute(db)
}

const secured = (table: string, visible: string, rights: string): string[] => [
  `alter table ${table} enable row level security`,
  `alter table ${table} force row level security`,
  `create policy in_scope on ${table} to ${APP} using (${visible}) with check (${visible})`,
  `grant ${rights} on ${table} to ${APP}`,
]

/** What hangs on a matter or a measure is seen by whoever sees that. */
const like = (parent: string, column: string): string =>
  `${COUNTY} or (${MINE} and exists (select from ${parent} where ${parent}.id = ${column}))`

const MATTERS = [
  `create sequence matter_numbers`,
  `grant usage on sequence matter_numbers to ${APP}`,
  `create table supervision_matters (
    id uuid primary key,
    unit_id uuid not null references units,
    number text not null unique,
    title text not null,
    road text not null,
    opened_at timestamptz not null,
    opened_by uuid references accounts,
    opened_by_name text not null,
    known_at timestamptz,
    unique (id, unit_id))`,
  `create index supervision_matters_unit on supervision_matters (unit_id, opened_at desc)`,
  ...secured(
    'supervision_matters',
    `${COUNTY} or (${MINE} and known_at is not null)`,
    'select, insert, update',
  ),
  `create policy honours on supervision_matters for select to ${APP} using (road = 'honour' and known_at is not null)`,
]

const FACTS = [
  `create table supervision_facts (
    id uuid primary key,
    matter_id uuid not null,
    unit_id uuid not null,
    kind text not null,
    subject_id uuid,
    words text not null,
    foreign key (matter_id, unit_id) references supervision_matters (id, unit_id))`,
  `create index supervision_facts_matter on supervision_facts (matter_id)`,
  `create index supervision_facts_subject on supervision_facts (subject_id)`,
  ...secured('supervision_facts', like('supervision_matters', 'matter_id'), 'select, insert'),
]

const MEASURES = [
  `create table supervision_measures (
    id uuid primary key,
    matter_id uuid not null,
    unit_id uuid not null,
    kind text not null,
    state text not null,
    document_number text unique,
    reply_due_on date,
    proposed_at timestamptz not null,
    issued_at timestamptz,
    revision integer not null default 1,
    body jsonb not null,
    unique (id, unit_id),
    foreign key (matter_id, unit_id) references supervision_matters (id, unit_id))`,
  `create index supervision_measures_matter on supervision_measures (matter_id)`,
  `create index supervision_measures_state on supervision_measures (state, reply_due_on)`,
  // One proposal of a matter at a time, also when two propose at the same moment.
  `create unique index supervision_one_proposal on supervision_measures (matter_id)
    where state in ('proposed', 'approved')`,
  ...secured(
    'supervision_measures',
    `${COUNTY} or (${MINE} and issued_at is not null)`,
    'select, insert, update',
  ),
  `create policy honours on supervision_measures for select to ${APP}
    using (kind in ('praise', 'highlight') and issued_at is not null)`,
]

const EVENTS = [
  `create table supervision_events (
    id uuid primary key,
    matter_id uuid not null,
    measure_id uuid not null,
    unit_id uuid not null,
    at timestamptz not null,
    actor_id uuid not null,
    actor_name text not null,
    actor_role text not null,
    event text not null,
    note text,
    foreign key (matter_id, unit_id) references supervision_matters (id, unit_id),
    foreign key (measure_id, unit_id) references supervision_measures (id, unit_id))`,
  `create index supervision_events_matter on supervision_events (matter_id, id)`,
  ...secured('supervision_events', like('supervision_measures', 'measure_id'), 'select, insert'),
  `create trigger append_only before update or delete on supervision_events
    for each row execute function refuse_change()`,
]

const FILES = [
  `create table supervision_files (
    measure_id uuid not null,
    file_id uuid not null,
    unit_id uuid not null,
    stage text not null,
    primary key (measure_id, file_id),
    foreign key (measure_id, unit_id) references supervision_measures (id, unit_id),
    foreign key (file_id, unit_id) references files (id, unit_id))`,
  `create index supervision_files_file on supervision_files (file_id)`,
  ...secured('supervision_files', like('supervision_measures', 'measure_id'), 'select, insert'),
  `create policy compared on supervision_files for select to current_user using (true)`,
]
