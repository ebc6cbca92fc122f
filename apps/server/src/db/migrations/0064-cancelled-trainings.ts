import { sql, type Kysely } from 'kysely'

/** A training that was published and is not held says why. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(`alter table trainings add column cancel_reason text`).execute(db)
}
