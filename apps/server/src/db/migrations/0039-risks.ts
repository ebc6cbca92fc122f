import { sql, type Kysely } from 'kysely'

const APP = 'anlan_app'
const IN_SCOPE = `(select anlan_county()) or unit_id = any ((select anlan_units())::uuid[])`

/**
 * Risk points of units with every grading they were given, the plans they lie on, and the schemes they are graded by. What
 * hangs on a point or a plan is of the same unit, and the database holds it.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...SCHEMES, ...PLANS, ...POINTS, ...ASSESSMENTS, ...HAZARDS, ...DESK])
    await sql.raw(statement).execute(db)
}

const secured = (table: string): string[] => [
  `alter table ${table} enable row level security`,
  `alter table ${table} force row level security`,
]
const byUnit = (table: string, rights: string): string[] => [
  ...secured(table),
  `create policy in_scope on ${table} to ${APP} using (${IN_SCOPE}) with check (${IN_SCOPE})`,
  `grant ${rights} on ${table} to ${APP}`,
]

/** The county's own versions; those it begins with are the domain's. A version is never changed once it is there. */
const SCHEMES = [
  `create table grading_schemes (
    id text not null,
    version integer not null,
    body jsonb not null,
    made_by uuid not null,
    made_by_name text not null,
    made_at timestamptz not null,
    primary key (id, version))`,
  ...secured('grading_schemes'),
  `create policy readable on grading_schemes for select to ${APP} using (true)`,
  `create policy added on grading_schemes for insert to ${APP} with check ((select anlan_county()))`,
  `grant select, insert on grading_schemes to ${APP}`,
]

/** Pictures of a campus or a floor. */
const PLANS = [
  `create table risk_plans (
    id uuid primary key,
    unit_id uuid not null references units,
    file_id uuid not null,
    title text not null,
    campus text not null,
    building text not null,
    floor text not null,
    made_at timestamptz not null,
    made_by_name text not null,
    retired_at timestamptz,
    constraint risk_plans_of_unit unique (id, unit_id),
    constraint risk_plans_file_id_fkey foreign key (file_id, unit_id) references files (id, unit_id))`,
  `create index risk_plans_unit on risk_plans (unit_id)`,
  `create index risk_plans_file on risk_plans (file_id)`,
  ...byUnit('risk_plans', 'select, insert, update'),
  `create policy compared on risk_plans for select to current_user using (true)`,
]

const POINTS = [
  `create table risk_points (
    id uuid primary key,
    unit_id uuid not null references units,
    township text,
    area text,
    name text not null,
    kind text not null,
    campus text not null,
    building text not null,
    floor text not null,
    room text not null,
    causes jsonb not null,
    accidents jsonb not null,
    measures jsonb not null,
    overrides jsonb not null,
    inherent jsonb not null,
    residual jsonb not null,
    scheme text not null,
    scheme_version integer not null,
    inherent_score double precision not null,
    residual_score double precision not null,
    inherent_colour text not null,
    level text not null,
    colour text not null,
    control text not null,
    department text not null,
    responsible_id uuid not null,
    responsible_name text not null,
    assessed_on date not null,
    review_on date not null,
    measures_review_on date,
    regrade jsonb not null default '[]',
    plan_id uuid,
    plan_x double precision,
    plan_y double precision,
    retired_at timestamptz,
    retired_reason text,
    revision integer not null default 1,
    constraint risk_points_of_unit unique (id, unit_id),
    constraint risk_points_plan_id_fkey foreign key (plan_id, unit_id) references risk_plans (id, unit_id),
    constraint risk_points_placed check ((plan_id is null) = (plan_x is null) and (plan_x is null) = (plan_y is null)))`,
  `create index risk_points_unit on risk_points (unit_id, colour) where retired_at is null`,
  `create index risk_points_county on risk_points (township, area, colour) where retired_at is null`,
  `create index risk_points_review on risk_points (review_on) where retired_at is null`,
  `create index risk_points_measures on risk_points (measures_review_on) where retired_at is null`,
  `create index risk_points_plan on risk_points (plan_id) where plan_id is not null`,
  ...byUnit('risk_points', 'select, insert, update'),
]

/** One row a grading; nobody rewrites what a risk was judged to be. */
const ASSESSMENTS = [
  `create table risk_assessments (
    id uuid primary key,
    risk_point_id uuid not null,
    unit_id uuid not null references units,
    at timestamptz not null,
    on_day date not null,
    by_id uuid not null,
    by_name text not null,
    scheme text not null,
    scheme_version integer not null,
    facts jsonb not null,
    reasons jsonb not null,
    inherent_score double precision not null,
    inherent_colour text not null,
    residual_score double precision not null,
    level text not null,
    colour text not null,
    constraint risk_assessments_risk_point_id_fkey
      foreign key (risk_point_id, unit_id) references risk_points (id, unit_id))`,
  `create index risk_assessments_point on risk_assessments (risk_point_id, id)`,
  ...byUnit('risk_assessments', 'select, insert'),
  `create function refuse_new_judgement() returns trigger language plpgsql
    as $$ begin raise exception 'a grading is never rewritten'; end $$`,
  `create trigger never_rewritten before update or delete on risk_assessments
    for each row execute function refuse_new_judgement()`,
]

const HAZARDS = [
  `alter table hazards add constraint hazards_risk_point_id_fkey
    foreign key (risk_point_id, unit_id) references risk_points (id, unit_id)`,
]

/** Whom a school tells of a risk of the highest level: ids and nothing else, for it sees no other account of the bureau. */
const DESK = [
  `create policy safety_desk on accounts for select to current_user using (true)`,
  `create policy safety_desk on units for select to current_user using (true)`,
  `create function anlan_safety_desk() returns setof uuid language sql stable security definer
    set search_path = public, pg_temp as $$
      select a.id from accounts a join units u on u.id = a.unit_id
      where a.role = 'section-officer' and a.disabled_at is null and u.kind = 'safety-section' $$`,
  `revoke all on function anlan_safety_desk() from public`,
  `grant execute on function anlan_safety_desk() to ${APP}`,
]
