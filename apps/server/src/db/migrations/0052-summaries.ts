import { sql, type Kysely } from 'kysely'

const APP = 'anlan_app'
const MINE = `unit_id = any ((select anlan_units())::uuid[])`
const IN_SCOPE = `(select anlan_county()) or ${MINE}`

/**
 * Summaries of phases and campaigns. The paper a unit works at can be changed until it is handed in; what was handed in is a
 * version that nobody changes, and while it lies with the bureau neither may the paper be.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...SUMMARIES, ...VERSIONS, ...EVENTS]) await sql.raw(statement).execute(db)
}

const secured = (table: string, rights: string): string[] => [
  `alter table ${table} enable row level security`,
  `alter table ${table} force row level security`,
  `create policy in_scope on ${table} to ${APP} using (${IN_SCOPE}) with check (${IN_SCOPE})`,
  `grant ${rights} on ${table} to ${APP}`,
]

const SUMMARIES = [
  `create table summaries (
    id uuid primary key,
    campaign_id uuid not null references campaigns,
    phase_id uuid references phases,
    unit_id uuid not null references units,
    state text not null,
    title text not null,
    sections jsonb not null,
    taken_at timestamptz not null,
    due_on date,
    version integer not null,
    begun_by uuid not null references accounts,
    prepared_by uuid references accounts,
    signed_by uuid references accounts,
    signed_at timestamptz,
    handed_in_at timestamptz,
    accepted_at timestamptz,
    revision integer not null default 1,
    unique (id, unit_id),
    unique nulls not distinct (unit_id, campaign_id, phase_id))`,
  `create index summaries_campaign on summaries (campaign_id, phase_id)`,
  `create index summaries_phase on summaries (phase_id)`,
  ...secured('summaries', 'select, insert, update'),
  `create function refuse_change_of_submitted() returns trigger language plpgsql as $$
    begin raise exception 'a summary that was handed in is not changed'; end $$`,
  `create trigger submitted_stays before update on summaries for each row
    when (old.state in ('submitted', 'accepted', 'merged')
      and (old.title, old.sections, old.taken_at, old.version, old.signed_by, old.signed_at)
        is distinct from (new.title, new.sections, new.taken_at, new.version, new.signed_by, new.signed_at))
    execute function refuse_change_of_submitted()`,
]

const VERSIONS = [
  `create table summary_versions (
    id uuid primary key,
    summary_id uuid not null,
    unit_id uuid not null,
    version integer not null,
    title text not null,
    sections jsonb not null,
    taken_at timestamptz not null,
    signed_by uuid not null,
    signed_by_name text not null,
    signed_at timestamptz not null,
    standing text,
    changed jsonb not null,
    unique (summary_id, version),
    foreign key (summary_id, unit_id) references summaries (id, unit_id))`,
  ...secured('summary_versions', 'select, insert'),
  `create trigger append_only before update or delete on summary_versions
    for each row execute function refuse_change_of_submitted()`,
]

const EVENTS = [
  `create table summary_events (
    id uuid primary key,
    summary_id uuid not null,
    unit_id uuid not null,
    version integer not null,
    at timestamptz not null,
    actor_id uuid not null,
    actor_name text not null,
    actor_role text not null,
    event text not null,
    note text,
    foreign key (summary_id, unit_id) references summaries (id, unit_id))`,
  `create index summary_events_summary on summary_events (summary_id, id)`,
  ...secured('summary_events', 'select, insert'),
  `create trigger append_only before update or delete on summary_events
    for each row execute function refuse_change()`,
]
