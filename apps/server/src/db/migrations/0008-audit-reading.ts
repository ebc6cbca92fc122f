import { sql, type Kysely } from 'kysely'

/** Reading the record by what was done, newest first; by unit, person, subject and time it has indexes already. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(`create index audit_events_action on audit_events (action, at desc)`).execute(db)
}
