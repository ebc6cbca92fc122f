import { sql, type Kysely } from 'kysely'

const APP = 'anlan_app'
const AUTH = 'anlan_auth'

/**
 * Account security: throttling by address, one-time codes that count once, enrolment of a second factor, the set-up
 * link of an empty system; and row-level security on the sign-in tables, so that the scope of whoever administers
 * accounts holds for passwords, sessions and second factors too.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...TABLES, ...POLICIES, ...GRANTS]) await sql.raw(statement).execute(db)
}

const TABLES = [
  `create table peer_failures (
    peer text primary key,
    failures integer not null,
    since timestamptz not null)`,
  `create table used_codes (
    account_id uuid not null references accounts on delete cascade,
    code text not null,
    at timestamptz not null,
    primary key (account_id, code))`,
  `create table two_factor_enrolments (
    account_id uuid primary key references accounts on delete cascade,
    secret text not null,
    at timestamptz not null)`,
  // One row at most: a new link replaces the one before.
  `create table set_up_links (
    single boolean primary key default true check (single),
    token_hash text not null,
    expires_at timestamptz not null)`,
  `create unique index two_factors_one on two_factors (user_id)`,
]

const secured = (table: string): string[] => [
  `alter table ${table} enable row level security`,
  `alter table ${table} force row level security`,
]

const forSignIn = (table: string): string =>
  `create policy signing_in on ${table} to ${AUTH} using (true) with check (true)`

/** Rows of accounts in scope; the accounts' own policies decide inside the sub-select. */
const ofReachedAccounts = (table: string, column: string): string[] => {
  const reached = `exists (select 1 from accounts a where a.id = ${table}.${column})`
  return [
    ...secured(table),
    forSignIn(table),
    `create policy of_reached_accounts on ${table} to ${APP} using (${reached}) with check (${reached})`,
  ]
}

const OWN = `account_id = (select anlan_account())`
const POLICIES = [
  ...['credentials', 'sessions', 'two_factors'].flatMap(table => ofReachedAccounts(table, 'user_id')),
  // A coordinator without a township reaches no unit, and still changes his own password.
  `create policy own_change on accounts for update to ${APP}
    using (id = (select anlan_account())) with check (id = (select anlan_account()))`,
  ...['verifications', 'rate_limits', 'peer_failures', 'used_codes'].flatMap(table => [
    ...secured(table),
    forSignIn(table),
  ]),
  ...secured('sign_in_failures'),
  forSignIn('sign_in_failures'),
  `create policy of_reached_accounts on sign_in_failures to ${APP}
    using (exists (select 1 from accounts a where a.username = sign_in_failures.username))`,
  ...secured('two_factor_enrolments'),
  forSignIn('two_factor_enrolments'),
  `create policy own on two_factor_enrolments to ${APP} using (${OWN}) with check (${OWN})`,
  ...secured('set_up_links'),
  `create policy county on set_up_links to ${APP} using ((select anlan_county())) with check ((select anlan_county()))`,
]

const GRANTS = [
  `grant select, insert, update, delete on peer_failures, used_codes to ${AUTH}`,
  // The runtime role writes second factors in audited transactions and can never read a secret, like the password hashes.
  `grant select on two_factor_enrolments to ${AUTH}`,
  `grant insert, delete, select (account_id), update on two_factor_enrolments to ${APP}`,
  `grant insert, update (backup_codes) on two_factors to ${APP}`,
  `grant select (id, created_at, updated_at, expires_at, ip_address, user_agent) on sessions to ${APP}`,
  `grant select, delete on sign_in_failures to ${APP}`,
  `grant select, insert, delete on set_up_links to ${APP}`,
]
