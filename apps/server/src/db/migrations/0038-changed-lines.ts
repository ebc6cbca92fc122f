import { sql, type Kysely } from 'kysely'

/** How many lines of a register a table changes, told before anybody lets it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(`alter table imports add column changed integer not null default 0`).execute(db)
}
