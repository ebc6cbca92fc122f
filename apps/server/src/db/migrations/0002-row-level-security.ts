import { sql, type Kysely } from 'kysely'

/** The role requests run as: owns nothing, bypasses nothing. */
const APP = 'anlan_app'
/** The role of the sign-in library: accounts and sessions, nothing of the trade. */
const AUTH = 'anlan_auth'

/**
 * Row-level security. Each transaction names its actor and scope; without them every policy is false.
 * The settings are read in sub-selects, which PostgreSQL evaluates once a statement and not once a row.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const statements = [
    `create function anlan_county() returns boolean language sql stable parallel safe
      as $$ select coalesce(current_setting('anlan.scope', true), '') = 'county' $$`,
    `create function anlan_units() returns uuid[] language sql stable parallel safe
      as $$ select coalesce(nullif(current_setting('anlan.units', true), '')::uuid[], '{}') $$`,
    `create function anlan_account() returns uuid language sql stable parallel safe
      as $$ select nullif(current_setting('anlan.account', true), '')::uuid $$`,
    `grant usage on schema public to ${APP}, ${AUTH}`,
    ...UNIT_TABLES.flatMap(table => byUnit(table)),
    ...COUNTY_WRITES.flatMap(table => readByAllWrittenByCounty(table)),
    ...DISPATCHED,
    ...PERSONAL,
    ...AUDIT,
    ...AUTH_TABLES,
  ]
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const IN_SCOPE = `(select anlan_county()) or unit_id = any ((select anlan_units())::uuid[])`

const UNIT_TABLES = [
  'appointments',
  'assignments',
  'submissions',
  'submission_files',
  'files',
  'hazards',
  'hazard_events',
  'hazard_files',
  'register_entries',
]

const secured = (table: string): string[] => [
  `alter table ${table} enable row level security`,
  `alter table ${table} force row level security`,
]

const byUnit = (table: string): string[] => [
  ...secured(table),
  `create policy in_scope on ${table} to ${APP} using (${IN_SCOPE}) with check (${IN_SCOPE})`,
  `grant select, insert, update on ${table} to ${APP}`,
]

/** Names of units and the settings of the county are no secret inside it; only the county changes them. */
const COUNTY_WRITES = ['townships', 'units', 'settings']
const readByAllWrittenByCounty = (table: string): string[] => [
  ...secured(table),
  `create policy readable on ${table} for select to ${APP} using (true)`,
  `create policy added on ${table} for insert to ${APP} with check ((select anlan_county()))`,
  `create policy changed on ${table} for update to ${APP}
    using ((select anlan_county())) with check ((select anlan_county()))`,
  `grant select, insert, update on ${table} to ${APP}`,
]

/** A draft is the bureau's own; what was dispatched is read by everybody it concerns. */
const DISPATCHED = [
  ...secured('plan_documents'),
  `create policy county on plan_documents to ${APP}
    using ((select anlan_county())) with check ((select anlan_county()))`,
  `grant select, insert on plan_documents to ${APP}`,
  ...secured('campaigns'),
  `create policy dispatched on campaigns for select to ${APP}
    using ((select anlan_county()) or dispatched_at is not null)`,
  `create policy added on campaigns for insert to ${APP} with check ((select anlan_county()))`,
  `create policy changed on campaigns for update to ${APP}
    using ((select anlan_county())) with check ((select anlan_county()))`,
  `grant select, insert, update on campaigns to ${APP}`,
  ...['phases', 'tasks'].flatMap(readByAllWrittenByCounty),
]

const OWN = `account_id = (select anlan_account())`
const PERSONAL = [
  ...secured('inbox_messages'),
  `create policy own on inbox_messages to ${APP} using (${OWN}) with check (${OWN} or (select anlan_county()))`,
  // A message is written by whoever caused it, for somebody else, so inserting needs no ownership.
  `create policy sent on inbox_messages for insert to ${APP} with check (true)`,
  `grant select, insert, update on inbox_messages to ${APP}`,
  ...secured('saved_filters'),
  `create policy own on saved_filters to ${APP} using (${OWN}) with check (${OWN})`,
  `grant select, insert, update, delete on saved_filters to ${APP}`,
  `grant usage on sequence hazard_numbers to ${APP}`,
]

/** The runtime role may add to the record and read it; nobody may rewrite it, the owner's own sessions included. */
const AUDIT = [
  ...['audit_events', 'audit_chain', 'audit_seals'].flatMap(secured),
  `create policy readable on audit_events for select to ${APP} using (${IN_SCOPE})`,
  `create policy added on audit_events for insert to ${APP} with check (true)`,
  `create policy readable on audit_chain for select to ${APP} using (true)`,
  `create policy added on audit_chain for insert to ${APP} with check ((select anlan_county()))`,
  `create policy readable on audit_seals for select to ${APP} using (true)`,
  `create policy added on audit_seals for insert to ${APP} with check ((select anlan_county()))`,
  `grant select, insert on audit_events, audit_chain, audit_seals to ${APP}`,
  `create function refuse_change() returns trigger language plpgsql
    as $$ begin raise exception 'the audit is append-only'; end $$`,
  ...['audit_events', 'audit_chain', 'audit_seals', 'hazard_events'].map(
    table => `create trigger append_only before update or delete on ${table}
      for each row execute function refuse_change()`,
  ),
  ...['audit_events', 'audit_chain', 'audit_seals'].map(
    table => `create trigger not_emptied before truncate on ${table} execute function refuse_change()`,
  ),
]

const AUTH_TABLES = [
  ...secured('accounts'),
  `create policy in_scope on accounts to ${APP} using (${IN_SCOPE}) with check (${IN_SCOPE})`,
  `create policy own on accounts for select to ${APP} using (id = (select anlan_account()))`,
  `create policy signing_in on accounts to ${AUTH} using (true) with check (true)`,
  `grant select, insert, update on accounts to ${APP}`,
  // A school may address the bureau's people without reading their rows; the sign-in role sees units for the session.
  `grant select, insert, update on accounts to ${AUTH}`,
  `create policy readable_auth on units for select to ${AUTH} using (true)`,
  `grant select on units to ${AUTH}`,
  `grant select, insert, update, delete on sessions, credentials, verifications, two_factors, rate_limits,
    sign_in_failures to ${AUTH}`,
  // Administration writes a first password in its own audited transaction, and can never read a hash.
  `grant insert on credentials to ${APP}`,
  `grant select (user_id, provider_id), update (password, updated_at) on credentials to ${APP}`,
  `grant delete, select (user_id) on sessions to ${APP}`,
  `grant delete, select (user_id) on two_factors to ${APP}`,
]
