import { sql, type Kysely } from 'kysely'

/**
 * What a paper said when it was numbered, for papers whose words nothing else keeps (orders, records, minutes): one paper has
 * one number.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [
    `alter table document_numbers add column paper jsonb`,
    `create unique index document_numbers_subject on document_numbers (subject_kind, subject_id)`,
  ])
    await sql.raw(statement).execute(db)
}
