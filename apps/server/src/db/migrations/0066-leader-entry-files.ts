import { sql, type Kysely } from 'kysely'

const APP = 'anlan_app'
const IN_SCOPE = `(select anlan_county()) or unit_id = any ((select anlan_units())::uuid[])`
const COUNTY = `(select anlan_county())`

/** Photos and documents of what leaders wrote of themselves; and both go when they have been kept long enough. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS = [
  `alter table leader_entries add constraint leader_entries_of_unit unique (id, unit_id)`,
  `create index leader_entries_day on leader_entries (on_day)`,
  `create policy forgotten on leader_entries as restrictive for delete to ${APP} using (${COUNTY})`,
  `grant delete on leader_entries to ${APP}`,
  `create table leader_entry_files (
    entry_id uuid not null,
    file_id uuid not null,
    unit_id uuid not null,
    primary key (entry_id, file_id),
    foreign key (entry_id, unit_id) references leader_entries (id, unit_id),
    foreign key (file_id, unit_id) references files (id, unit_id))`,
  `create index leader_entry_files_file on leader_entry_files (file_id)`,
  `alter table leader_entry_files enable row level security`,
  `alter table leader_entry_files force row level security`,
  `create policy in_scope on leader_entry_files to ${APP} using (${IN_SCOPE}) with check (${IN_SCOPE})`,
  `create policy forgotten on leader_entry_files as restrictive for delete to ${APP} using (${COUNTY})`,
  `create policy compared on leader_entry_files for select to current_user using (true)`,
  `grant select, insert, delete on leader_entry_files to ${APP}`,
]
