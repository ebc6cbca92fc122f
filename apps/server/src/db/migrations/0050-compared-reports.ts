import { sql, type Kysely } from 'kysely'

/** The doctor compares the files on the disk as the owner, whom row-level security binds: photos of reports were left out. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(`create policy compared on public_report_files for select to current_user using (true)`)
    .execute(db)
}
