import { sql, type Kysely } from 'kysely'

const APP = 'anlan_app'
const IN_SCOPE = `(select anlan_county()) or unit_id = any ((select anlan_units())::uuid[])`

/**
 * Out of which row of which table a line came, or came to read as it does. A table is written in many transactions, each with
 * one line in the record; what stands here tells each register line its origin when the table itself is long forgotten.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS = [
  `create table entry_imports (
    entry_id uuid not null,
    -- Of the line as the table made it.
    revision integer not null,
    unit_id uuid not null references units,
    restricted boolean not null,
    import_id uuid not null,
    file_name text not null,
    row integer not null,
    primary key (entry_id, revision),
    foreign key (entry_id, unit_id) references register_entries (id, unit_id))`,
  `alter table entry_imports enable row level security`,
  `alter table entry_imports force row level security`,
  `create policy in_scope on entry_imports to ${APP} using (${IN_SCOPE}) with check (${IN_SCOPE})`,
  `create policy need_to_know on entry_imports as restrictive for select to ${APP}
    using (not restricted or (select current_setting('anlan.restricted', true)) = 'on')`,
  `grant select, insert on entry_imports to ${APP}`,
]
