import { sql, type Kysely } from 'kysely'

const APP = 'anlan_app'
const AUTH = 'anlan_auth'
const COUNTY = `(select anlan_county())`
const IN_SCOPE = `${COUNTY} or unit_id = any ((select anlan_units())::uuid[])`

/**
 * Reports by anybody, sent from a poster at a school without an account. The poster is a principal of its own, as a kiosk
 * and a bus platform are: what is sent from it is kept by it and by no account, its photos too.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const secured = (table: string): string[] => [
  `alter table ${table} enable row level security`,
  `alter table ${table} force row level security`,
]

const STATEMENTS = [
  `alter table files drop constraint files_created_by_fkey`,
  // Of the token only a hash: a copy of the database makes no poster.
  `create table report_posters (
    id uuid primary key,
    unit_id uuid not null references units,
    place text not null,
    token_hash text not null unique,
    made_at timestamptz not null,
    made_by_name text not null,
    revoked_at timestamptz,
    revoked_by_name text,
    unique (id, unit_id))`,
  `create index report_posters_unit on report_posters (unit_id, made_at)`,
  ...secured('report_posters'),
  `create policy in_scope on report_posters to ${APP} using (${IN_SCOPE}) with check (${IN_SCOPE})`,
  `grant select, insert, update (revoked_at, revoked_by_name) on report_posters to ${APP}`,
  // A revocation is taken back by nobody: a new poster is made instead.
  `create policy not_revoked on report_posters as restrictive for update to ${APP}
    using (revoked_at is null) with check (true)`,
  `create policy by_token on report_posters for select to ${AUTH} using (true)`,
  `grant select on report_posters to ${AUTH}`,
  `create table public_reports (
    id uuid primary key,
    unit_id uuid not null references units,
    poster_id uuid not null,
    place text not null,
    text text not null,
    digest text not null,
    receipt_hash text not null unique,
    received_at timestamptz not null,
    has_contact boolean not null,
    state text not null,
    hazard_id uuid,
    settled_by_name text,
    settled_at timestamptz,
    reason text,
    check ((state = 'waiting') = (settled_at is null)),
    unique (id, unit_id),
    foreign key (poster_id, unit_id) references report_posters (id, unit_id),
    foreign key (hazard_id, unit_id) references hazards (id, unit_id))`,
  `create index public_reports_list on public_reports (received_at, id)`,
  `create index public_reports_waiting on public_reports (unit_id) where state = 'waiting'`,
  `create index public_reports_hazard on public_reports (hazard_id) where hazard_id is not null`,
  ...secured('public_reports'),
  `create policy in_scope on public_reports to ${APP} using (${IN_SCOPE}) with check (${IN_SCOPE})`,
  `grant select, insert, update (state, hazard_id, settled_by_name, settled_at, reason) on public_reports to ${APP}`,
  // Settled once: what somebody made of a report is not made something else of.
  `create policy not_settled on public_reports as restrictive for update to ${APP}
    using (settled_at is null) with check (true)`,
  `create policy by_receipt on public_reports for select to ${AUTH} using (true)`,
  `grant select (receipt_hash, received_at, state) on public_reports to ${AUTH}`,
  `create table public_report_files (
    report_id uuid not null,
    file_id uuid not null,
    unit_id uuid not null,
    primary key (report_id, file_id),
    foreign key (report_id, unit_id) references public_reports (id, unit_id),
    foreign key (file_id, unit_id) references files (id, unit_id))`,
  `create index public_report_files_file on public_report_files (file_id)`,
  ...secured('public_report_files'),
  `create policy in_scope on public_report_files to ${APP} using (${IN_SCOPE}) with check (${IN_SCOPE})`,
  `grant select, insert on public_report_files to ${APP}`,
  // How to reach whoever reported: the county's to read, for the school is what he reports about.
  `create table public_report_contacts (
    report_id uuid primary key,
    unit_id uuid not null,
    contact text not null,
    foreign key (report_id, unit_id) references public_reports (id, unit_id))`,
  ...secured('public_report_contacts'),
  `create policy of_county on public_report_contacts to ${APP} using (${COUNTY}) with check (${COUNTY})`,
  `grant select, insert, delete on public_report_contacts to ${APP}`,
]
