import { sql, type Kysely } from 'kysely'

const APP = 'anlan_app'
const AUTH = 'anlan_auth'

/**
 * What removing the unused needs: the server's own hand may remove files that are evidence of nothing, and secrets of
 * second factors that were shown and never confirmed. A table the sign-in library never used goes.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...FILES, ...SIGN_IN]) await sql.raw(statement).execute(db)
}

const FILES = [
  // That it is evidence of nothing, the foreign keys see to; that it is not somebody's whim, this policy.
  `grant delete on files to ${APP}`,
  `create policy county_removes on files as restrictive for delete to ${APP} using ((select anlan_county()))`,
  `create index files_created on files (created_at)`,
  `create index hazard_files_file on hazard_files (file_id)`,
  // Row-level security binds the owner too, unless it is a superuser; the doctor compares as the owner.
  ...['files', 'submission_files', 'hazard_files'].map(
    table => `create policy compared on ${table} for select to current_user using (true)`,
  ),
]

const SIGN_IN = [`grant delete on two_factor_enrolments to ${AUTH}`, `drop table rate_limits`]
