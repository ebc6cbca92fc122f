import { sql, type Kysely } from 'kysely'

/** Since when an inspection waits for the principal alone, who answers what is about single pupils. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(`alter table inspection_runs add column waiting_since timestamptz`).execute(db)
  await sql
    .raw(
      `create index inspection_runs_waiting on inspection_runs (waiting_since)
        where waiting_since is not null and handed_in_at is null and discarded_at is null`,
    )
    .execute(db)
}
