import type { Instant } from '@anlan/domain'
import { sql } from 'kysely'
import type { Tx } from '../db/scope.ts'

const DAY_MS = 24 * 3600_000
/** How long a form may be open between choosing a photo and handing it in. */
const UNUSED_MS = DAY_MS
/** As many as five forms full of photos: more at a time nobody is about to hand in. */
export const MAX_UNUSED = 100

/** Uploads from before this moment had their time to become evidence. */
export const unusedBefore = (now: Instant): Instant =>
  new Date(Date.parse(now) - UNUSED_MS).toISOString() as Instant

/** Every table that names files in `file_id`: what one of them names is evidence of something. */
export const EVIDENCE_TABLES = [
  ...([
    'submission_files',
    'study_files',
    'leader_entry_files',
    'hazard_files',
    'register_files',
    'inspection_files',
    'visit_files',
  ] as const),
  ...(['supervision_files', 'public_report_files', 'referral_files', 'pilot_material_files'] as const),
  ...(['letter_files', 'publicity_files', 'mechanism_files', 'risk_plans'] as const),
] as const

const namedBy = (table: (typeof EVIDENCE_TABLES)[number]) =>
  sql<boolean>`exists (select from ${sql.table(table)} where file_id = files.id)`

/** True of a row of `files` that is evidence of something. */
export const isEvidence = sql<boolean>`(${sql.join(EVIDENCE_TABLES.map(namedBy), sql` or `)})`

/** Files that are evidence of nothing; asked table by table, which the database answers by looking through each once. */
export const unusedFiles = (tx: Tx) =>
  tx.selectFrom('files').where(({ and, not }) => and(EVIDENCE_TABLES.map(table => not(namedBy(table)))))

/** How many files somebody has sent lately that are evidence of nothing yet. */
export async function countUnused(tx: Tx, accountId: string, now: Instant): Promise<number> {
  const { count } = await unusedFiles(tx)
    .select(sql<number>`count(*)`.as('count'))
    .where('created_by', '=', accountId)
    .where('created_at', '>=', unusedBefore(now))
    .executeTakeFirstOrThrow()
  return count
}
