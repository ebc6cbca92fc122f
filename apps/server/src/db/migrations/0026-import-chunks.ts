import { sql, type Kysely } from 'kysely'

const APP = 'anlan_app'
const IN_SCOPE = `(select anlan_county()) or unit_id = any ((select anlan_units())::uuid[])`

/**
 * The bytes of tables on their way into a register. They lay in the folder of the server they were sent to, where no other
 * server of the same database found them; here they go with their row, seen by whoever may see it.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS = [
  `create table import_chunks (
    import_id uuid not null references imports on delete cascade,
    place integer not null,
    unit_id uuid not null references units,
    restricted boolean not null,
    bytes bytea not null,
    primary key (import_id, place))`,
  // A workbook is packed already.
  `alter table import_chunks alter column bytes set storage external`,
  `alter table import_chunks enable row level security`,
  `alter table import_chunks force row level security`,
  `create policy in_scope on import_chunks to ${APP} using (${IN_SCOPE}) with check (${IN_SCOPE})`,
  `create policy need_to_know on import_chunks as restrictive for select to ${APP}
    using (not restricted or (select current_setting('anlan.restricted', true)) = 'on')`,
  `grant select, insert, delete on import_chunks to ${APP}`,
  `alter table imports add column size integer not null default 0`,
  `create index imports_kept on imports (account_id) where size > 0`,
  // What lay in a folder does not come along: whoever sent it sends it again.
  `update imports set state = 'failed', refusal = '{"code": "import-interrupted"}', problems = '[]'
    where state in ('checking', 'checked', 'writing')`,
]
