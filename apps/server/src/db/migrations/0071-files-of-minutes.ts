import { sql, type Kysely } from 'kysely'

const APP = 'anlan_app'

/**
 * A scan of minutes is shown to whoever reads the minutes, also where somebody kept its address from when he did. Who may not
 * read them does not see either that a file belongs to them, so a function asks that sees every study.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS = [
  `create function anlan_is_of_minutes(file uuid) returns boolean language sql stable security definer
    set search_path = public, pg_temp as $$ select exists (select from study_files where file_id = file) $$`,
  `revoke all on function anlan_is_of_minutes(uuid) from public`,
  `grant execute on function anlan_is_of_minutes(uuid) to ${APP}`,
  `create policy of_minutes on files as restrictive for select to ${APP}
    using ((select anlan_county()) or not anlan_is_of_minutes(id)
      or exists (select from study_files where file_id = files.id))`,
]
