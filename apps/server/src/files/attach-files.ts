import { err, ok, type FileId, type Result, type UnitId } from '@anlan/domain'
import type { Tx } from '../db/scope.ts'
import type { CommonRefusal } from '../refusal.ts'

export interface AttachableFile {
  readonly id: string
  readonly media_type: string
  /** About single pupils. */
  readonly restricted: boolean
}

/**
 * The files of a unit by id, each once. Refuses when one of them does not exist, or belongs to another unit:
 * evidence is a unit's own. They stay until the transaction ends: a clean-up at the same moment passes them
 * by, or was first, and then they are not there any more (`clean-up-files.ts`).
 */
export async function findOwnFiles(
  tx: Tx,
  unitId: UnitId,
  ids: readonly FileId[],
): Promise<Result<AttachableFile[], CommonRefusal>> {
  const wanted = [...new Set(ids)]
  if (wanted.length === 0) return ok([])
  const found = await tx
    .selectFrom('files')
    .select(['id', 'media_type', 'restricted'])
    .where('id', 'in', wanted)
    .where('unit_id', '=', unitId)
    .orderBy('id')
    .forKeyShare()
    .execute()
  return found.length === wanted.length ? ok(found) : err({ code: 'unknown-file' })
}
