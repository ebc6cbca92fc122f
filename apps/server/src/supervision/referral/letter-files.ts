import { err, type FileId, type Referral, type ReferralId, type Result } from '@anlan/domain'
import type { Tx } from '../../db/scope.ts'
import { findOwnFiles } from '../../files/attach-files.ts'
import type { Refusal } from '../../refusal.ts'
import type { ReferralFileStage } from './referral.table.ts'

export interface ReferralFile {
  readonly id: string
  readonly name: string
  readonly mediaType: string
  readonly size: number
  readonly width: number | null
  readonly height: number | null
  readonly stage: ReferralFileStage
}

/** The files of a letter as far as the scope shows them: its evidence, and what came with the answer. */
export const listReferralFiles = (tx: Tx, id: ReferralId): Promise<ReferralFile[]> =>
  tx
    .selectFrom('referral_files')
    .innerJoin('files', 'files.id', 'referral_files.file_id')
    .select(['files.id', 'files.name', 'files.media_type as mediaType', 'files.size', 'files.width'])
    .select(['files.height', 'referral_files.stage'])
    .where('referral_id', '=', id)
    .orderBy('files.id')
    .execute()

/**
 * Puts a draft's evidence in place of what it had. Refuses files that are not the unit's own, and any about single pupils: a
 * letter leaves the house.
 */
export async function putLetterFiles(
  tx: Tx,
  { id, unitId }: Pick<Referral, 'id' | 'unitId'>,
  ids: readonly FileId[],
): Promise<Result<'put', Refusal>> {
  const files = await findOwnFiles(tx, unitId, ids)
  if (!files.ok) return files
  if (files.value.some(({ restricted }) => restricted)) return err({ code: 'unknown-file' })
  await tx.deleteFrom('referral_files').where('referral_id', '=', id).where('stage', '=', 'letter').execute()
  if (files.value.length > 0)
    await tx
      .insertInto('referral_files')
      .values(
        files.value.map(file => ({
          referral_id: id,
          file_id: file.id,
          unit_id: unitId,
          stage: 'letter' as const,
        })),
      )
      .execute()
  return { ok: true, value: 'put' }
}
