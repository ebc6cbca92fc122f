import { sql, type Kysely } from 'kysely'

const APP = 'anlan_app'
const COUNTY = `(select anlan_county())`
const MY_UNITS = `(select anlan_units())::uuid[]`
const ME = `(select anlan_account())`
const MINE = `unit_id = any (${MY_UNITS})`
const ASKED = `units && ${MY_UNITS}`
const WITHIN = `units <@ ${MY_UNITS}`

/**
 * Trainings with their batches, who signed in to them and who sat their tests. A training is seen by whoever gives it and by
 * the units whose people it asks; what somebody attended goes with him to his next school.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...TRAININGS, ...SESSIONS, ...SIGN_INS, ...ATTEMPTS])
    await sql.raw(statement).execute(db)
}

const secured = (table: string): string[] => [
  `alter table ${table} enable row level security`,
  `alter table ${table} force row level security`,
]

const TRAININGS = [
  `create table trainings (
    id uuid primary key,
    unit_id uuid not null references units,
    kind text not null,
    level text not null,
    title text not null,
    content text not null,
    basis text not null,
    posts text[] not null,
    units uuid[] not null,
    from_on date not null,
    to_on date not null,
    lessons double precision not null,
    film text,
    test jsonb,
    planned_by uuid not null,
    planned_by_name text not null,
    planned_at timestamptz not null,
    revision integer not null default 1)`,
  `create index trainings_days on trainings (from_on desc, id desc)`,
  `create index trainings_units on trainings using gin (units)`,
  ...secured('trainings'),
  `create policy seen on trainings for select to ${APP} using (${COUNTY} or ${MINE} or ${ASKED})`,
  `create policy planned on trainings for insert to ${APP} with check (${COUNTY} or (${MINE} and ${WITHIN}))`,
  `create policy changed on trainings for update to ${APP}
    using (${COUNTY} or ${MINE}) with check (${COUNTY} or (${MINE} and ${WITHIN}))`,
  `grant select, insert, update on trainings to ${APP}`,
]

/** A batch is held by the unit that gives the training, or by one whose people are asked: a film is watched at every school. */
const SESSIONS = [
  `create table training_sessions (
    id uuid primary key,
    training_id uuid not null references trainings,
    unit_id uuid not null references units,
    batch integer not null check (batch > 0),
    is_make_up boolean not null,
    units uuid[] not null,
    held_on date not null,
    begins text not null,
    place text not null,
    state text not null,
    planned_by uuid not null,
    planned_by_name text not null,
    opened_at timestamptz,
    closed_at timestamptz,
    revision integer not null default 1,
    unique (id, training_id),
    unique (training_id, unit_id, batch))`,
  `create index training_sessions_days on training_sessions (held_on, state)`,
  `create index training_sessions_units on training_sessions using gin (units)`,
  ...secured('training_sessions'),
  `create policy seen on training_sessions for select to ${APP} using (${COUNTY} or ${MINE} or ${ASKED})`,
  `create policy planned on training_sessions for insert to ${APP} with check (${COUNTY} or (${MINE} and ${WITHIN}))`,
  `create policy changed on training_sessions for update to ${APP}
    using (${COUNTY} or ${MINE}) with check (${COUNTY} or ${MINE})`,
  `grant select, insert, update on training_sessions to ${APP}`,
]

/** `unit_id`: where whoever signed in held the post for which he was asked. */
const SIGN_INS = [
  `create table training_sign_ins (
    session_id uuid not null,
    training_id uuid not null,
    account_id uuid not null references accounts,
    unit_id uuid not null references units,
    name text not null,
    at timestamptz not null,
    means text not null,
    by_id uuid not null,
    primary key (session_id, account_id),
    foreign key (session_id, training_id) references training_sessions (id, training_id))`,
  `create index training_sign_ins_training on training_sign_ins (training_id, account_id)`,
  `create index training_sign_ins_account on training_sign_ins (account_id)`,
  ...secured('training_sign_ins'),
  `create policy seen on training_sign_ins for select to ${APP}
    using (${COUNTY} or ${MINE} or account_id = ${ME}
      or exists (select from accounts where accounts.id = training_sign_ins.account_id))`,
  `create policy signed on training_sign_ins for insert to ${APP}
    with check (${COUNTY} or ${MINE} or account_id = ${ME})`,
  `create policy struck on training_sign_ins for delete to ${APP} using (${COUNTY} or ${MINE})`,
  `grant select, insert, delete on training_sign_ins to ${APP}`,
]

/** Each sitting of a test: no school writes one for somebody else, and nobody changes one but whoever sits it. */
const ATTEMPTS = [
  `create table training_attempts (
    id uuid primary key,
    training_id uuid not null references trainings,
    account_id uuid not null references accounts,
    unit_id uuid not null references units,
    seed text not null,
    begun_at timestamptz not null,
    handed_in_at timestamptz,
    score integer,
    passed boolean,
    wrong integer[],
    check ((handed_in_at is null) = (score is null) and (score is null) = (passed is null)))`,
  `create index training_attempts_training on training_attempts (training_id, account_id)`,
  `create index training_attempts_account on training_attempts (account_id)`,
  // One sitting at a time, also when two are begun at the same moment.
  `create unique index training_attempts_one_open on training_attempts (training_id, account_id)
    where handed_in_at is null`,
  ...secured('training_attempts'),
  `create policy seen on training_attempts for select to ${APP}
    using (${COUNTY} or ${MINE} or account_id = ${ME}
      or exists (select from accounts where accounts.id = training_attempts.account_id))`,
  `create policy sat on training_attempts for insert to ${APP} with check (${COUNTY} or account_id = ${ME})`,
  `create policy handed_in on training_attempts for update to ${APP}
    using (account_id = ${ME}) with check (account_id = ${ME})`,
  `create policy removed on training_attempts for delete to ${APP} using (${COUNTY})`,
  `grant select, insert, update (handed_in_at, score, passed, wrong), delete on training_attempts to ${APP}`,
]
