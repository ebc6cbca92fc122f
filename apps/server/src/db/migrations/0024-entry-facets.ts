import { sql, type Kysely } from 'kysely'

const APP = 'anlan_app'
const IN_SCOPE = `(select anlan_county()) or unit_id = any ((select anlan_units())::uuid[])`

/**
 * Which lines of a register say what in a field with few values. An index over the bodies finds such lines and cannot give
 * the newest of them, nor their number without opening each: of half a million lines a page took thirty times as long as out
 * of a table made for it. A trigger keeps it, so that whoever writes lines, one or ten thousand, cannot forget it.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

/** Rows of a transition table with what they say; a value that people typed does not look like a choice. */
const FACETS_OF = (rows: string): string => `
  select facet_of(r.register, part.key, part.value), r.recorded_at, r.id, r.unit_id
  from ${rows} r cross join lateral jsonb_each(r.body) as part
  where r.retired_at is null and not r.restricted and is_facet(part.value)`

const STATEMENTS = [
  `create function is_facet(value jsonb) returns boolean language sql immutable parallel safe
    return jsonb_typeof(value) = 'boolean'
      or (jsonb_typeof(value) = 'string' and value #>> '{}' ~ '^([A-Z]|[a-z][a-z0-9-]{0,39})$')`,
  `create function facet_of(register text, field text, value jsonb) returns bigint language sql immutable parallel safe
    return hashtextextended(register || ' ' || field || ' ' || value::text, 0)`,
  `create table entry_facets (
    facet bigint not null,
    recorded_at timestamptz not null,
    entry_id uuid not null references register_entries on delete cascade,
    unit_id uuid not null references units)`,
  `insert into entry_facets ${FACETS_OF('register_entries')}`,
  `create index entry_facets_newest on entry_facets (facet, recorded_at desc, entry_id desc) include (unit_id)`,
  `create index entry_facets_entry on entry_facets (entry_id)`,
  `alter table entry_facets enable row level security`,
  `alter table entry_facets force row level security`,
  `create policy in_scope on entry_facets to ${APP} using (${IN_SCOPE}) with check (${IN_SCOPE})`,
  `grant select, insert, delete on entry_facets to ${APP}`,
  `create function keep_entry_facets() returns trigger language plpgsql as $$
  begin
    if tg_op = 'UPDATE' then
      delete from entry_facets f using was where f.entry_id = was.id;
    end if;
    insert into entry_facets ${FACETS_OF('is_now')};
    return null;
  end $$`,
  `create trigger register_entries_inserted after insert on register_entries
    referencing new table as is_now for each statement execute function keep_entry_facets()`,
  `create trigger register_entries_updated after update on register_entries
    referencing old table as was new table as is_now for each statement execute function keep_entry_facets()`,
]
