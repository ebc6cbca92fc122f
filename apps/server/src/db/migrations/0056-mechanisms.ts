import { sql, type Kysely } from 'kysely'

const APP = 'anlan_app'
const COUNTY = `(select anlan_county())`
const MINE = `unit_id = any ((select anlan_units())::uuid[])`

/**
 * The bureau's standing mechanisms: records whose items lead to work or say why not, and bulletins with whoever has read
 * them. Records are the bureau's own; a unit sees what came of them for it, and the bulletins that went out to it.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [
    ...RECORDS,
    ...ITEMS,
    ...WORKS,
    ...SEEN,
    ...FILES,
    ...FILING,
    ...BULLETINS,
    ...RECEIPTS,
  ])
    await sql.raw(statement).execute(db)
}

const secured = (table: string, rights: string): string[] => [
  `alter table ${table} enable row level security`,
  `alter table ${table} force row level security`,
  `create policy of_county on ${table} to ${APP} using (${COUNTY}) with check (${COUNTY})`,
  `grant ${rights} on ${table} to ${APP}`,
]

const RECORDS = [
  `create sequence mechanism_numbers`,
  `grant usage on sequence mechanism_numbers to ${APP}`,
  `create table mechanism_records (
    id uuid primary key,
    kind text not null,
    number text not null unique,
    title text not null,
    held_on date not null,
    state text not null default 'open',
    body jsonb not null,
    made_by uuid not null,
    made_by_name text not null,
    made_at timestamptz not null,
    closed_at timestamptz,
    closed_by_name text,
    revision integer not null default 1,
    check ((state = 'closed') = (closed_at is not null)))`,
  `create index mechanism_records_kind on mechanism_records (kind, held_on desc)`,
  ...secured('mechanism_records', 'select, insert, update'),
]

/** What names its record is copied: a unit that sees an item does not see the record it stands in. */
const ITEMS = [
  `create table mechanism_items (
    id uuid primary key,
    record_id uuid not null references mechanism_records,
    record_kind text not null,
    record_title text not null,
    record_on date not null,
    ordinal integer not null,
    unit_id uuid references units,
    target text not null,
    target_key text not null,
    text text not null,
    outcome text check (outcome in ('work', 'no-work')),
    why text,
    decided_by_name text,
    decided_at timestamptz,
    revision integer not null default 1,
    constraint mechanism_items_of_unit unique (id, unit_id),
    unique (record_id, ordinal),
    -- Each leads to work or says why not, and a target is decided once its result is there.
    check ((outcome is not distinct from 'no-work') = (why is not null)),
    check (outcome is null or (text <> '' and decided_at is not null)),
    check (outcome is distinct from 'work' or unit_id is not null))`,
  `create unique index mechanism_items_target on mechanism_items (record_id, target_key)
    where record_kind = 'joint-action'`,
  `create index mechanism_items_unit on mechanism_items (unit_id, decided_at desc)`,
  ...secured('mechanism_items', 'select, insert, update'),
]

const WORKS = [
  `create table mechanism_works (
    item_id uuid not null,
    unit_id uuid not null,
    work text not null check (work in ('risk-point', 'hazard', 'assignment', 'matter')),
    subject_id uuid not null,
    made_at timestamptz not null,
    primary key (item_id, subject_id),
    foreign key (item_id, unit_id) references mechanism_items (id, unit_id))`,
  `create index mechanism_works_subject on mechanism_works (subject_id)`,
  ...secured('mechanism_works', 'select, insert'),
]

/** A matter of supervision is the bureau's own until something of it is issued, and so is what led to it. */
const SEEN = [
  `create policy of_unit on mechanism_works for select to ${APP}
    using (${MINE} and (work <> 'matter' or exists (select from supervision_matters where id = subject_id)))`,
  `create policy of_unit on mechanism_items for select to ${APP}
    using (${MINE} and outcome = 'work' and record_kind <> 'inquiry'
      and exists (select from mechanism_works where item_id = mechanism_items.id))`,
]

const FILES = [
  `create table mechanism_files (
    record_id uuid not null references mechanism_records,
    file_id uuid not null,
    unit_id uuid not null,
    primary key (record_id, file_id),
    foreign key (file_id, unit_id) references files (id, unit_id))`,
  `create index mechanism_files_file on mechanism_files (file_id)`,
  ...secured('mechanism_files', 'select, insert'),
  `create policy compared on mechanism_files for select to current_user using (true)`,
]

/** The last word on filing: whatever the server let through, a record with an item that came to nothing stays open. */
const FILING = [
  `create function refuse_unfinished_record() returns trigger language plpgsql as $$
    begin
      if new.state = 'closed' and (
        not exists (select from mechanism_items where record_id = new.id)
        or exists (select from mechanism_items i where i.record_id = new.id and (i.outcome is null
          or (i.outcome = 'work' and not exists (select from mechanism_works where item_id = i.id)))))
      then raise exception 'an item of this record has neither led to work nor says why not';
      end if;
      return new;
    end $$`,
  `create trigger filed_when_finished before insert or update on mechanism_records
    for each row execute function refuse_unfinished_record()`,
]

const BULLETINS = [
  `create table bulletins (
    id uuid primary key,
    state text not null,
    title text not null,
    from_on date not null,
    until_on date not null,
    ranked_by text not null,
    document_number text unique,
    issued_at timestamptz,
    drafted_at timestamptz not null,
    revision integer not null default 1,
    body jsonb not null,
    check (from_on <= until_on),
    check ((state = 'issued') = (issued_at is not null and document_number is not null)))`,
  `create index bulletins_issued on bulletins (issued_at desc)`,
  ...secured('bulletins', 'select, insert, update'),
]

const RECEIPTS = [
  `create table bulletin_receipts (
    bulletin_id uuid not null references bulletins,
    unit_id uuid not null references units,
    read_at timestamptz,
    read_by_name text,
    primary key (bulletin_id, unit_id),
    check ((read_at is null) = (read_by_name is null)))`,
  `create index bulletin_receipts_unit on bulletin_receipts (unit_id)`,
  ...secured('bulletin_receipts', 'select, insert'),
  `create policy of_unit on bulletin_receipts for select to ${APP} using (${MINE})`,
  `create policy noted on bulletin_receipts for update to ${APP} using (${MINE}) with check (${MINE})`,
  `grant update (read_at, read_by_name) on bulletin_receipts to ${APP}`,
  `create policy received on bulletins for select to ${APP}
    using (state = 'issued' and exists (select from bulletin_receipts where bulletin_id = bulletins.id))`,
]
