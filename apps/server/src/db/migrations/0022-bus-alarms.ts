import { sql, type Kysely } from 'kysely'

const APP = 'anlan_app'
const COUNTY = `(select anlan_county())`

/**
 * Alarms of school buses, sent by the platforms of those who run them. A platform is a principal of its own, as a kiosk is:
 * what it records is recorded by it and by no account. Of its secret nothing is kept at all.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const secured = (table: string): string[] => [
  `alter table ${table} enable row level security`,
  `alter table ${table} force row level security`,
  `create policy in_scope on ${table} to ${APP} using (${COUNTY}) with check (${COUNTY})`,
]

const STATEMENTS = [
  `alter table register_entries drop constraint register_entries_recorded_by_fkey`,
  `create table bus_platforms (
    id uuid primary key,
    name text not null,
    providers text[] not null,
    made_at timestamptz not null,
    made_by_name text not null,
    revoked_at timestamptz,
    revoked_by_name text,
    seen_at timestamptz,
    refused_at timestamptz,
    refused_code text)`,
  ...secured('bus_platforms'),
  `grant select, insert (id, name, providers, made_at, made_by_name), update (providers, revoked_at, revoked_by_name)
    on bus_platforms to ${APP}`,
  // A revocation is taken back by nobody: a new key is made instead.
  `create policy not_revoked on bus_platforms as restrictive for update to ${APP}
    using (revoked_at is null) with check (true)`,
  `create policy by_key on bus_platforms to anlan_auth using (true) with check (true)`,
  `grant select, update (seen_at, refused_at, refused_code) on bus_platforms to anlan_auth`,
  // Every alarm that was taken, by the platform's own number for it: the same one twice is one.
  `create table bus_alarms (
    platform_id uuid not null references bus_platforms,
    alarm_id text not null,
    digest text not null,
    state text not null,
    reason text,
    body jsonb not null,
    received_at timestamptz not null,
    settled_at timestamptz,
    settled_by_name text,
    note text,
    primary key (platform_id, alarm_id))`,
  `create index bus_alarms_held on bus_alarms (received_at, alarm_id) where state = 'held'`,
  ...secured('bus_alarms'),
  `grant select, insert, update on bus_alarms to ${APP}`,
]
