import { sql, type Insertable } from 'kysely'
import type { Schema } from '../db/schema.ts'
import type { Tx } from '../db/scope.ts'

/** PostgreSQL takes 65,535 parameters a statement; rows travel as one JSON parameter instead. */
const ROWS_PER_STATEMENT = 5_000

/**
 * Inserts many rows of one table in few statements. Every row must name the same columns; columns it does
 * not name keep their defaults.
 */
export async function bulkInsert<Table extends keyof Schema>(
  tx: Tx,
  table: Table,
  rows: readonly Insertable<Schema[Table]>[],
): Promise<void> {
  const first = rows[0]
  if (!first) return
  const columns = sql.join(Object.keys(first).map(name => sql.ref(name)))
  for (let from = 0; from < rows.length; from += ROWS_PER_STATEMENT) {
    const part = JSON.stringify(rows.slice(from, from + ROWS_PER_STATEMENT))
    await sql`insert into ${sql.table(table)} (${columns})
      select ${columns} from json_populate_recordset(null::${sql.table(table)}, ${part}::json)`.execute(tx)
  }
}
