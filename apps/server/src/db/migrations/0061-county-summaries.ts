import { sql, type Kysely } from 'kysely'

const APP = 'anlan_app'
const COUNTY = `(select anlan_county())`

/**
 * The county's summary and what it was gathered from, school by school, so that a gathering that was broken off goes on where
 * it was and every number of it can be looked into. It is the bureau's own; once it is signed nobody changes it.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const secured = (table: string, rights: string): string[] => [
  `alter table ${table} enable row level security`,
  `alter table ${table} force row level security`,
  `create policy in_scope on ${table} to ${APP} using (${COUNTY}) with check (${COUNTY})`,
  `grant ${rights} on ${table} to ${APP}`,
]

const STATEMENTS = [
  `create table county_summaries (
    id uuid primary key,
    campaign_id uuid not null references campaigns,
    phase_id uuid references phases,
    state text not null,
    title text not null,
    sections jsonb not null,
    taken_at timestamptz,
    gathering text not null,
    gathered integer not null default 0,
    to_gather integer not null default 0,
    heard_at timestamptz not null,
    started_by uuid not null references accounts,
    started_by_name text not null,
    document_number text unique,
    signed_by uuid references accounts,
    signed_by_name text,
    signed_at timestamptz,
    revision integer not null default 1,
    unique nulls not distinct (campaign_id, phase_id))`,
  `create index county_summaries_phase on county_summaries (phase_id)`,
  ...secured('county_summaries', 'select, insert, update'),
  `create trigger signed_stays before update or delete on county_summaries for each row
    when (old.state = 'signed') execute function refuse_change_of_submitted()`,
  `create table county_summary_units (
    county_summary_id uuid not null references county_summaries,
    unit_id uuid not null references units,
    summary_id uuid,
    township text,
    standing text not null,
    days_late integer not null,
    figures jsonb not null,
    primary key (county_summary_id, unit_id),
    foreign key (summary_id, unit_id) references summaries (id, unit_id))`,
  ...secured('county_summary_units', 'select, insert, delete'),
]
