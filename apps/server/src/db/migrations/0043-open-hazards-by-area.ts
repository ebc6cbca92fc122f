import { sql, type Kysely } from 'kysely'

/**
 * Boards are narrowed to an area more often than to anything else, and then read a seventh of what is open: in the order of
 * their cards, with all that is counted. Without that order the cards of a column were sorted out of all that an area has
 * open. The months of an area are read alike.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS = [
  `create index hazards_open_area on hazards (area, state, due_on, id)
    include (unit_id, township, grade, source, discovered_on) where state not in ('closed', 'dismissed')`,
  `create index hazard_months_area on hazard_months (area, month) include (township, grade, source, event, count)`,
]
