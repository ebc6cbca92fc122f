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

/** Files that are evidence of nothing. A new table that names files has its line here; its foreign key holds anyway. */
export const unusedFiles = (tx: Tx) =>
  tx
    .selectFrom('files')
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('submission_files').select('file_id').whereRef('file_id', '=', 'files.id'))),
    )
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('hazard_files').select('file_id').whereRef('file_id', '=', 'files.id'))),
    )
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('register_files').select('file_id').whereRef('file_id', '=', 'files.id'))),
    )
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('inspection_files').select('file_id').whereRef('file_id', '=', 'files.id'))),
    )
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('visit_files').select('file_id').whereRef('file_id', '=', 'files.id'))),
    )
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('supervision_files').select('file_id').whereRef('file_id', '=', 'files.id'))),
    )
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('public_report_files').select('file_id').whereRef('file_id', '=', 'files.id'))),
    )
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('referral_files').select('file_id').whereRef('file_id', '=', 'files.id'))),
    )
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('pilot_material_files').select('file_id').whereRef('file_id', '=', 'files.id'))),
    )
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('risk_plans').select('file_id').whereRef('file_id', '=', 'files.id'))),
    )

/** How many files somebody has sent lately that are evidence of nothing yet. */
export async function countUnused(tx: Tx, accountId: string, now: Instant): Promise<number> {
  const { count } = await unusedFiles(tx)
    .select(sql<number>`count(*)`.as('count'))
    .where('created_by', '=', accountId)
    .where('created_at', '>=', unusedBefore(now))
    .executeTakeFirstOrThrow()
  return count
}
