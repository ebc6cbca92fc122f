import { sql, type Kysely } from 'kysely'

const APP = 'anlan_app'
const COUNTY = `(select anlan_county())`
const MINE = `unit_id = any ((select anlan_units())::uuid[])`
const ME = `(select anlan_account())`

/** Certificates of those who have done a training; and what stays of one once its sign-ins and scores have gone. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...CERTIFICATES, ...TALLIES]) await sql.raw(statement).execute(db)
}

const secured = (table: string): string[] => [
  `alter table ${table} enable row level security`,
  `alter table ${table} force row level security`,
]

/** Issued by whoever gave the training, which may be another unit than the holder's. Nobody changes one afterwards. */
const CERTIFICATES = [
  `create sequence certificate_numbers`,
  `grant usage on sequence certificate_numbers to ${APP}`,
  `create table training_certificates (
    id uuid primary key,
    training_id uuid not null references trainings,
    account_id uuid not null references accounts,
    unit_id uuid not null references units,
    number text not null unique,
    name text not null,
    unit text not null,
    title text not null,
    issuer text not null,
    lessons double precision not null,
    from_on date not null,
    to_on date not null,
    score integer,
    issued_on date not null,
    issued_by uuid not null,
    unique (training_id, account_id))`,
  `create index training_certificates_account on training_certificates (account_id)`,
  ...secured('training_certificates'),
  `create policy seen on training_certificates for select to ${APP}
    using (${COUNTY} or ${MINE} or account_id = ${ME})`,
  `create policy issued on training_certificates for insert to ${APP} with check (${COUNTY} or ${MINE})`,
  `grant select, insert on training_certificates to ${APP}`,
  `create trigger append_only before update or delete on training_certificates
    for each row execute function refuse_change()`,
]

/** How many were asked and had done it, by unit and post (null: all posts, each person once). It names nobody. */
const TALLIES = [
  `alter table trainings add column forgotten_on date`,
  `create table training_tallies (
    training_id uuid not null references trainings,
    unit_id uuid not null references units,
    post text,
    asked integer not null,
    trained integer not null)`,
  `create unique index training_tallies_one on training_tallies (training_id, unit_id, post) nulls not distinct`,
  ...secured('training_tallies'),
  `create policy seen on training_tallies for select to ${APP} using (${COUNTY} or ${MINE})`,
  `create policy kept on training_tallies for insert to ${APP} with check (${COUNTY})`,
  `grant select, insert on training_tallies to ${APP}`,
]
