import { sql, type Kysely } from 'kysely'

const APP = 'anlan_app'
const IN_SCOPE = `(select anlan_county()) or unit_id = any ((select anlan_units())::uuid[])`

const secured = (table: string): string[] => [
  `alter table ${table} enable row level security`,
  `alter table ${table} force row level security`,
]
const byUnit = (table: string, verbs: string): string[] => [
  ...secured(table),
  `create policy in_scope on ${table} to ${APP} using (${IN_SCOPE}) with check (${IN_SCOPE})`,
  `grant ${verbs} on ${table} to ${APP}`,
]

/**
 * Drills: who is counted, with what, and what was established. Of a child the least that works: name, class and the
 * letters of a badge. A fact is only ever added; the drill's own row carries its life.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...PEOPLE, ...DRILLS, ...FACTS, ...DEVICES]) await sql.raw(statement).execute(db)
}

const PEOPLE = [
  `create table assembly_points (
    id uuid primary key,
    unit_id uuid not null references units,
    name text not null,
    ordinal integer not null default 1,
    retired boolean not null default false)`,
  `create unique index assembly_points_name on assembly_points (unit_id, name) where not retired`,
  ...byUnit('assembly_points', 'select, insert, update'),
  `alter table school_classes add column point_id uuid references assembly_points`,
  // The highest building pupils are taught in: the target time of an evacuation follows from it.
  `create table school_sites (
    unit_id uuid primary key references units,
    storeys integer check (storeys between 1 and 40))`,
  ...byUnit('school_sites', 'select, insert, update'),
  `create table pupils (
    id uuid primary key,
    unit_id uuid not null references units,
    class_id uuid not null references school_classes,
    name text not null,
    badge_key text not null,
    left_on date,
    unique (unit_id, badge_key))`,
  `create index pupils_class on pupils (class_id) where left_on is null`,
  `create index pupils_unit on pupils (unit_id) where left_on is null`,
  ...byUnit('pupils', 'select, insert, update, delete'),
  `create table staff_badges (
    account_id uuid primary key references accounts,
    unit_id uuid not null references units,
    badge_key text not null,
    unique (unit_id, badge_key))`,
  ...byUnit('staff_badges', 'select, insert, update, delete'),
  `create table attendance (
    unit_id uuid not null references units,
    pupil_id uuid not null references pupils on delete cascade,
    on_day date not null,
    kind text not null check (kind in ('late', 'absent')),
    recorded_by uuid not null,
    recorded_at timestamptz not null,
    primary key (pupil_id, on_day))`,
  `create index attendance_day on attendance (unit_id, on_day)`,
  ...byUnit('attendance', 'select, insert, update, delete'),
  // Lists a kiosk may start a drill from without the server; the server knows each by its mark.
  `create table roster_packs (
    unit_id uuid not null references units,
    mark text not null,
    roster jsonb not null,
    made_at timestamptz not null,
    primary key (unit_id, mark))`,
  ...byUnit('roster_packs', 'select, insert, update, delete'),
]

const DRILLS = [
  `create table county_drills (
    id uuid primary key,
    title text not null,
    type text not null,
    mode text not null check (mode in ('drill', 'real', 'test')),
    scheduled_at timestamptz not null,
    signal_at timestamptz,
    signal_by_name text,
    cancelled_at timestamptz,
    cancel_reason text,
    created_by uuid not null,
    created_at timestamptz not null,
    revision integer not null default 1)`,
  ...secured('county_drills'),
  `create policy readable on county_drills for select to ${APP} using (true)`,
  `create policy added on county_drills for insert to ${APP} with check ((select anlan_county()))`,
  `create policy changed on county_drills for update to ${APP}
    using ((select anlan_county())) with check ((select anlan_county()))`,
  `grant select, insert, update on county_drills to ${APP}`,
  `create table drills (
    id uuid primary key,
    unit_id uuid not null references units,
    county_drill_id uuid references county_drills,
    type text not null,
    mode text not null check (mode in ('drill', 'real', 'test')),
    state text not null check (state in ('scheduled', 'running', 'all-clear', 'reviewed', 'closed', 'cancelled')),
    title text not null,
    plan text not null default '',
    roles jsonb not null default '[]',
    storeys integer,
    scheduled_at timestamptz,
    -- The day by which compliance counts it: of its start, else of its plan.
    on_day date not null,
    -- Frozen at the alarm; its names go when the drill is closed.
    roster jsonb,
    started_at timestamptz,
    started_by_name text,
    all_clear_at timestamptz,
    all_clear_note text,
    cancelled_at timestamptz,
    cancel_reason text,
    -- Counts, times and curve without a name, kept for good.
    result jsonb,
    receipt text,
    fact_count integer not null default 0,
    review jsonb,
    created_by uuid,
    created_at timestamptz not null,
    revision integer not null default 1)`,
  `create index drills_unit on drills (unit_id, on_day desc)`,
  `create index drills_county on drills (county_drill_id) where county_drill_id is not null`,
  // One alarm at a time: two people who press start at once start one drill.
  `create unique index drills_running on drills (unit_id) where state = 'running'`,
  ...byUnit('drills', 'select, insert, update'),
]

const FACTS = [
  `create table drill_facts (
    drill_id uuid not null references drills,
    id uuid not null,
    unit_id uuid not null,
    device_id uuid not null,
    seq integer not null,
    kind text not null,
    body jsonb not null,
    at bigint not null,
    offset_ms bigint,
    received_at timestamptz not null default clock_timestamp(),
    primary key (drill_id, id))`,
  `create index drill_facts_received on drill_facts (drill_id, received_at)`,
  ...byUnit('drill_facts', 'select, insert'),
  // Closing a drill takes back the names of those who were written down on the spot, and nothing else.
  `grant update (body) on drill_facts to ${APP}`,
  `create policy only_names on drill_facts as restrictive for update to ${APP}
    using (kind = 'v1.added') with check (body ->> 'name' = '—')`,
  // What was refused and why: another body under a known id, another school's drill, a fact that is none.
  `create table refused_facts (
    id uuid primary key,
    unit_id uuid not null references units,
    device_id uuid not null,
    drill_id uuid,
    fact_id uuid,
    code text not null,
    body jsonb not null,
    received_at timestamptz not null)`,
  ...byUnit('refused_facts', 'select, insert'),
]

/** A kiosk is a principal of its own. Its token is kept as a hash, and the role that works for people cannot read it. */
const DEVICES = [
  `create table devices (
    id uuid primary key,
    unit_id uuid not null references units,
    name text not null,
    token_hash text unique,
    paired_at timestamptz not null,
    paired_by_name text not null,
    revoked_at timestamptz,
    revoked_by_name text,
    seen_at timestamptz,
    app_version text,
    skew_ms bigint,
    battery integer,
    unsent integer)`,
  `create index devices_unit on devices (unit_id)`,
  ...secured('devices'),
  `create policy in_scope on devices to ${APP} using (${IN_SCOPE}) with check (${IN_SCOPE})`,
  `grant select (id, unit_id, name, paired_at, paired_by_name, revoked_at, revoked_by_name, seen_at, app_version,
    skew_ms, battery, unsent), insert, update on devices to ${APP}`,
  `create policy by_token on devices to anlan_auth using (true) with check (true)`,
  `grant select, update (token_hash, seen_at, app_version, skew_ms, battery, unsent) on devices to anlan_auth`,
  `create table pairing_requests (
    id uuid primary key,
    secret_hash text not null unique,
    code_hash text not null unique,
    expires_at timestamptz not null,
    device_id uuid references devices)`,
  ...secured('pairing_requests'),
  `create policy by_code on pairing_requests to ${APP} using (true) with check (true)`,
  `grant select (id, code_hash, expires_at, device_id), update (device_id) on pairing_requests to ${APP}`,
  `create policy by_secret on pairing_requests to anlan_auth using (true) with check (true)`,
  `grant select, insert, delete on pairing_requests to anlan_auth`,
]
