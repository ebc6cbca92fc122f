import { sql, type Kysely } from 'kysely'

/**
 * What a running campaign needs besides its tables: the reason of its last turn, hand-ins that nobody can
 * rewrite, and the indexes by which a document or a file is recognised.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [
    `alter table campaigns add column reason text`,
    `create index campaigns_document on campaigns (document_id)`,
    `create index plan_documents_sha256 on plan_documents (sha256)`,
    `create index submission_files_file on submission_files (file_id)`,
    ...IMMUTABLE_SUBMISSIONS,
  ]) {
    await sql.raw(statement).execute(db)
  }
}

/** A hand-in is judged once and otherwise stays as it came in; a resubmission is a row of its own. */
const IMMUTABLE_SUBMISSIONS = [
  `revoke update on submissions, submission_files from anlan_app`,
  `grant update (decision, decided_by, decided_by_name, decided_at, reason) on submissions to anlan_app`,
  `create function refuse_second_decision() returns trigger language plpgsql
    as $$ begin raise exception 'a submission is decided once'; end $$`,
  `create trigger decided_once before update on submissions for each row
    when (old.decision is not null) execute function refuse_second_decision()`,
  `create trigger never_removed before delete on submissions for each row execute function refuse_change()`,
]
