import type { PaperKindId } from '@anlan/domain'
import { sql } from 'kysely'
import type { Tx } from '../../db/scope.ts'

/** The template that papers of a kind are made by, or null for the built-in page. */
export async function findTemplate(tx: Tx, kind: PaperKindId): Promise<Uint8Array | null> {
  const row = await tx
    .selectFrom('paper_templates')
    .select('bytes')
    .where('kind', '=', kind)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.bytes ?? null
}

/** The newest version of a kind's template; nought before the first. */
export async function findTemplateVersion(tx: Tx, kind: PaperKindId): Promise<number> {
  const row = await tx
    .selectFrom('paper_templates')
    .select(sql<number | null>`max(version)`.as('version'))
    .where('kind', '=', kind)
    .executeTakeFirst()
  return row?.version ?? 0
}

/** Every version there was, the newest first, without the files. */
export const listTemplateVersions = (tx: Tx) =>
  tx
    .selectFrom('paper_templates')
    .select(['kind', 'version', 'file_name as fileName', 'made_at as madeAt', 'made_by_name as madeBy'])
    .orderBy('version', 'desc')
    .execute()
