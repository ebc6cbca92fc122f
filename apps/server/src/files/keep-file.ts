import { covers, err, MAX_FILE_BYTES, ok, type FileId, type Result, type UnitId } from '@anlan/domain'
import { recordAudit } from '../audit/record-audit.ts'
import { newId } from '../ids.ts'
import type { CommonRefusal } from '../refusal.ts'
import type { AssignmentRefusal } from '@anlan/domain'
import type { Context } from '../trpc.ts'
import { keepContent } from './content-lock.ts'
import { cleanName } from './file-name.ts'
import { hashOf } from './file-store.ts'
import { sniff, type FilePurpose, type FileRefusal } from './sniff.ts'
import { countUnused, MAX_UNUSED } from './unused-files.ts'

export interface FileMeta {
  readonly id: FileId
  readonly name: string
  readonly mediaType: string
  readonly size: number
  readonly width: number | null
  readonly height: number | null
}

type KeepRefusal = FileRefusal | CommonRefusal | AssignmentRefusal

/** Keeps a file of a unit: bytes first, under their hash, then the row with its audit, and both or the row not. */
export async function keepFile(
  context: Context,
  unitId: UnitId,
  name: string,
  bytes: Uint8Array,
  purpose: FilePurpose = 'evidence',
): Promise<Result<FileMeta, KeepRefusal>> {
  const { app, actor, now } = context
  if (!covers(actor.scope, unitId)) return err({ code: 'outside-scope' })
  if (bytes.byteLength > MAX_FILE_BYTES) return err({ code: 'file-too-large', limit: MAX_FILE_BYTES })
  // Asked before anything is decoded; two at the same moment may be one too many.
  if ((await app.db.read(actor, tx => countUnused(tx, actor.accountId, now))) >= MAX_UNUSED)
    return err({ code: 'too-many-unused-files', limit: MAX_UNUSED })
  const sniffed = await sniff(bytes, name, purpose)
  if (!sniffed.ok) return sniffed
  const { mediaType, extension, photo } = sniffed.value

  const sha256 = hashOf(bytes)
  const meta: FileMeta = {
    id: newId(),
    name: cleanName(name, extension),
    mediaType,
    size: bytes.byteLength,
    width: photo?.width ?? null,
    height: photo?.height ?? null,
  }
  return app.db.transaction(actor, async (tx): Promise<Result<FileMeta, KeepRefusal>> => {
    const unit = await tx.selectFrom('units').select('id').where('id', '=', unitId).executeTakeFirst()
    if (!unit) return err({ code: 'not-found' })
    await keepContent(tx, sha256)
    await app.files.put(bytes, photo?.copies)
    const { id, size, width, height } = meta
    await tx
      .insertInto('files')
      .values({
        ...{ id, sha256, size, width, height },
        unit_id: unitId,
        name: meta.name,
        media_type: mediaType,
        created_by: actor.accountId,
        created_at: now,
      })
      .execute()
    await recordAudit(tx, context, {
      action: 'file.keep',
      subject: { kind: 'file', id },
      unitId,
      after: { ...meta, sha256 },
    })
    return ok(meta)
  })
}
