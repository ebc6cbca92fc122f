import { sql, type Kysely } from 'kysely'

/** A browser that somebody signed in with before counts for itself (`throttle.ts`); the empty one is all others together. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [
    `alter table sign_in_failures add column browser text not null default ''`,
    `alter table sign_in_failures drop constraint sign_in_failures_pkey`,
    `alter table sign_in_failures add primary key (username, browser)`,
  ]) {
    await sql.raw(statement).execute(db)
  }
}
