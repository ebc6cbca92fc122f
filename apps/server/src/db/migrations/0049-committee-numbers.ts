import { sql, type Kysely } from 'kysely'

/**
 * A report to the county committee may bear a document number. Those that went up before this bore none, and say so: a letter
 * that does not say it is read by nobody.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [
    // Its policies hold for the owner too, who is at no desk.
    `alter table referrals no force row level security`,
    `update referrals set body = jsonb_set(body, '{committee,documentNumber}', 'null')
      where jsonb_typeof(body -> 'committee') = 'object' and not (body -> 'committee') ? 'documentNumber'`,
    `alter table referrals force row level security`,
  ])
    await sql.raw(statement).execute(db)
}
