import { sql, type Kysely } from 'kysely'

const APP = 'anlan_app'
const IN_SCOPE = `(select anlan_county()) or unit_id = any ((select anlan_units())::uuid[])`
const ME = `(select anlan_account())`
/** Whoever was to be there, keeps the unit's records or oversees it: \`readsMinutes\` in the domain. */
const KNOWS = `(select anlan_county())
  or exists (select from accounts where id = ${ME} and role in ('school-admin', 'principal', 'safety-officer', 'township-coordinator'))
  or exists (select from study_records where id = study_id
    and attendees @> jsonb_build_array(jsonb_build_object('accountId', ${ME})))`

/**
 * What was said at a study is not for everybody who works in the house, while everybody's rates count who was there: the
 * minutes leave the record for a row of their own. An owner whom the policies bind would move nothing, so he is let off
 * for the move.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS = [
  `create table study_minutes (
    study_id uuid primary key,
    unit_id uuid not null,
    text text not null,
    foreign key (study_id, unit_id) references study_records (id, unit_id))`,
  `alter table study_records no force row level security`,
  `insert into study_minutes select id, unit_id, body->>'minutes' from study_records`,
  `update study_records set body = body - 'minutes'`,
  `alter table study_records force row level security`,
  `alter table study_minutes enable row level security`,
  `alter table study_minutes force row level security`,
  `create policy in_scope on study_minutes to ${APP} using (${IN_SCOPE}) with check (${IN_SCOPE})`,
  `grant select, insert on study_minutes to ${APP}`,
  ...['study_minutes', 'study_files'].map(
    table => `create policy need_to_know on ${table} as restrictive for select to ${APP} using (${KNOWS})`,
  ),
]
