import { sql, type Kysely } from 'kysely'

/**
 * The rates of a register, or between an area's registers, beside how it stands: both are drawn together. What was drawn
 * before knows none, so it is marked as of the day before and drawn anew by the next pass over the county. An owner whom the
 * policies bind would mark no line, so they are lifted for the one statement.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS = [
  `alter table register_standings add column rates jsonb not null default '{}'`,
  `alter table register_standings alter column rates drop default`,
  `alter table register_standings no force row level security`,
  `update register_standings set day = day - 1`,
  `alter table register_standings force row level security`,
]
