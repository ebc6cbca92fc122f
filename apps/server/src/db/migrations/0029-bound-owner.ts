import { sql, type Kysely } from 'kysely'

const TABLES = ['register_entries', 'entry_facets', 'imports']

/**
 * Makes up for two steps before this one. An owner who is not the cluster's superuser is bound by the policies of his own
 * tables: he saw no line of which to draw the facets, and none of the tables under way. So the county's lists by one value
 * of a field stayed empty for all that had been written before, without a word. Of other owners it finds nothing to do.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const force = (how: string): string[] =>
    TABLES.map(table => `alter table ${table} ${how} row level security`)
  for (const statement of [...force('no force'), ...STATEMENTS, ...force('force')])
    await sql.raw(statement).execute(db)
}

const STATEMENTS = [
  `insert into entry_facets
    select facet_of(r.register, part.key, part.value), r.recorded_at, r.id, r.unit_id
    from register_entries r cross join lateral jsonb_each(r.body) as part
    where r.retired_at is null and not r.restricted and is_facet(part.value)
      and not exists (select from entry_facets f where f.entry_id = r.id)`,
  // Their bytes lie in a folder that nobody reads any more.
  `update imports set state = 'failed', refusal = '{"code": "import-interrupted"}', problems = '[]'
    where state in ('checking', 'checked', 'writing') and size = 0`,
]
