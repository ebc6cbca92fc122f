import { sql, type Kysely } from 'kysely'

/**
 * A facet names its line together with the line's unit, and the line names a unit that there is: looking the unit up once more
 * for each of the facets of a table of ten thousand rows was the dearest check of all.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(`alter table entry_facets drop constraint entry_facets_unit_id_fkey`).execute(db)
}
