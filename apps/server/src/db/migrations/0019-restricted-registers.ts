import { sql, type Kysely } from 'kysely'

const APP = 'anlan_app'

/**
 * Registers that only few may read: their lines are not there for a transaction that has not said that it reads them, in
 * lists, searches, counts and exports alike. Who may say so, and that it stands in the record, is the verb's business.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const table of ['register_entries', 'register_history'])
    for (const statement of [
      `alter table ${table} add column restricted boolean not null default false`,
      `create policy need_to_know on ${table} as restrictive for select to ${APP}
        using (not restricted or (select current_setting('anlan.restricted', true)) = 'on')`,
    ])
      await sql.raw(statement).execute(db)
}
