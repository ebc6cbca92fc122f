import { sql, type Kysely } from 'kysely'

/**
 * The document numbers of letters of responsibility and of schools' summaries. A letter that goes out again gets a new number,
 * so only papers whose words the number keeps have one for ever.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [
    `alter table letters add column document_number text`,
    `alter table summary_versions add column document_number text`,
    `drop index document_numbers_subject`,
    `create unique index document_numbers_paper on document_numbers (subject_kind, subject_id)
      where paper is not null`,
    `create index document_numbers_subject on document_numbers (subject_kind, subject_id)`,
  ])
    await sql.raw(statement).execute(db)
}
