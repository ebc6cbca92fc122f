import { sql, type Kysely } from 'kysely'

/** What had changed between the gathering and the signature of a county's summary, and why it stands as it was gathered. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(
      `alter table county_summaries add column standing text, add column changed jsonb not null default '[]'`,
    )
    .execute(db)
}
