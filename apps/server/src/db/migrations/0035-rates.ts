import { sql, type Kysely } from 'kysely'

/**
 * The rates of a register, or between an area's registers, beside how it stands: both are drawn together. What was drawn
 * before knows none, so it is marked as of the day before and drawn anew by the next pass over the county.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table register_standings add column rates jsonb not null default '{}'`.execute(db)
  await sql`alter table register_standings alter column rates drop default`.execute(db)
  await sql`update register_standings set day = day - 1`.execute(db)
}
