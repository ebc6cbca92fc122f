import { sql, type Kysely } from 'kysely'

const APP = 'anlan_app'
const MINE = `unit_id = any ((select anlan_units())::uuid[])`
const COUNTY = `(select anlan_county())`

/**
 * Letters to other departments about one matter of one unit, and the links by which a department answers without an
 * account. The unit reads a letter once it was sent; it writes nothing of it. Of a link there is its hash alone.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...REFERRALS, ...EVENTS, ...LINKS, ...FILES]) await sql.raw(statement).execute(db)
}

const secured = (table: string, readable: string, rights: string): string[] => [
  `alter table ${table} enable row level security`,
  `alter table ${table} force row level security`,
  `create policy readable on ${table} for select to ${APP} using (${readable})`,
  `create policy written on ${table} to ${APP} using (${COUNTY}) with check (${COUNTY})`,
  `grant ${rights} on ${table} to ${APP}`,
]
const LIKE_REFERRAL = `${COUNTY} or (${MINE} and exists (select from referrals where referrals.id = referral_id))`

const REFERRALS = [
  `create sequence referral_numbers`,
  `grant usage on sequence referral_numbers to ${APP}`,
  `create table referrals (
    id uuid primary key,
    unit_id uuid not null references units,
    number text not null unique,
    state text not null,
    department text not null,
    title text not null,
    hazard_id uuid,
    document_number text unique,
    drafted_at timestamptz not null,
    sent_at timestamptz,
    due_on date,
    replied_at timestamptz,
    revision integer not null default 1,
    body jsonb not null,
    unique (id, unit_id),
    foreign key (hazard_id, unit_id) references hazards (id, unit_id))`,
  `create index referrals_unit on referrals (unit_id, drafted_at desc)`,
  `create index referrals_state on referrals (state, due_on)`,
  `create index referrals_hazard on referrals (hazard_id)`,
  ...secured('referrals', `${COUNTY} or (${MINE} and sent_at is not null)`, 'select, insert, update'),
]

const EVENTS = [
  `create table referral_events (
    id uuid primary key,
    referral_id uuid not null,
    unit_id uuid not null,
    at timestamptz not null,
    actor_id uuid not null,
    actor_name text not null,
    actor_role text not null,
    event text not null,
    note text,
    foreign key (referral_id, unit_id) references referrals (id, unit_id))`,
  `create index referral_events_referral on referral_events (referral_id, id)`,
  ...secured('referral_events', LIKE_REFERRAL, 'select, insert'),
  `create trigger append_only before update or delete on referral_events
    for each row execute function refuse_change()`,
]

const LINKS = [
  `create table referral_links (
    token_hash text primary key,
    referral_id uuid not null,
    unit_id uuid not null,
    made_at timestamptz not null,
    expires_at timestamptz not null,
    revoked_at timestamptz,
    foreign key (referral_id, unit_id) references referrals (id, unit_id))`,
  `create index referral_links_referral on referral_links (referral_id)`,
  ...secured('referral_links', COUNTY, 'select, insert, update'),
]

const FILES = [
  `create table referral_files (
    referral_id uuid not null,
    file_id uuid not null,
    unit_id uuid not null,
    primary key (referral_id, file_id),
    foreign key (referral_id, unit_id) references referrals (id, unit_id),
    foreign key (file_id, unit_id) references files (id, unit_id))`,
  `create index referral_files_file on referral_files (file_id)`,
  ...secured('referral_files', LIKE_REFERRAL, 'select, insert'),
  `create policy compared on referral_files for select to current_user using (true)`,
]
