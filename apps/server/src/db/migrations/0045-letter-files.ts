import { sql, type Kysely } from 'kysely'

/** Evidence goes out with a letter; what came before this came with an answer. A draft's evidence may be taken out again. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [
    `alter table referral_files add column stage text not null default 'reply' check (stage in ('letter', 'reply'))`,
    `alter table referral_files alter column stage drop default`,
    `grant delete on referral_files to anlan_app`,
  ])
    await sql.raw(statement).execute(db)
}
