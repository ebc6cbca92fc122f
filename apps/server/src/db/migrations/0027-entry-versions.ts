import { sql, type Kysely } from 'kysely'

/**
 * Entries of older versions are found at once, to be rewritten to today's shape. The history says which changes were of the
 * shape alone, and when an entry was out of its register, for then it did not count.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS = [
  `create index register_entries_version on register_entries (register, version, unit_id, id)`,
  `alter table register_history
    add column retired boolean not null default false,
    add column brought_up boolean not null default false`,
  // An owner who is not the cluster's superuser is bound by the policies as well, and would see no line.
  ...['register_entries', 'register_history'].map(
    table => `alter table ${table} no force row level security`,
  ),
  // An entry that was taken out kept the moment of its last change, so that on days before it counted twice, as it is and as
  // it was; and what was kept of it when it was put back began before its forerunner had ended.
  `update register_entries set changed_at = retired_at where changed_at < retired_at`,
  `update register_history h set retired = true, from_at = p.until_at from register_history p
    where p.entry_id = h.entry_id and p.revision = h.revision - 1 and p.until_at > h.from_at`,
  ...['register_entries', 'register_history'].map(table => `alter table ${table} force row level security`),
  `create index register_history_brought_up on register_history (register) where brought_up`,
]
