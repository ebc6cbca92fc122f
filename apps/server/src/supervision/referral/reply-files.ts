import { err, MAX_FILE_BYTES, ok, type FileId, type Instant, type Referral, type Result } from '@anlan/domain'
import type { App } from '../../app.ts'
import type { Tx } from '../../db/scope.ts'
import { keepContent } from '../../files/content-lock.ts'
import { cleanName } from '../../files/file-name.ts'
import { hashOf } from '../../files/file-store.ts'
import { sniff, type FileRefusal, type Sniffed } from '../../files/sniff.ts'
import { newId } from '../../ids.ts'

/** Files that may come with a department's answer. */
export const MOST_REPLY_FILES = 5

/** A file of an answer, looked at before anything of the answer is kept. */
export interface ReplyFile {
  readonly name: string
  readonly bytes: Uint8Array
  readonly sniffed: Sniffed
}

/** Reads what the files of an answer are from their bytes. Refuses too many, too large ones, and what cannot be evidence. */
export async function readReplyFiles(
  files: readonly { readonly name: string; readonly bytes: Uint8Array }[],
): Promise<Result<ReplyFile[], FileRefusal | { code: 'too-many-files' }>> {
  if (files.length > MOST_REPLY_FILES) return err({ code: 'too-many-files' })
  const read: ReplyFile[] = []
  for (const { name, bytes } of files) {
    if (bytes.byteLength > MAX_FILE_BYTES) return err({ code: 'file-too-large', limit: MAX_FILE_BYTES })
    const sniffed = await sniff(bytes, name)
    if (!sniffed.ok) return sniffed
    read.push({ name, bytes, sniffed: sniffed.value })
  }
  return ok(read)
}

/** Keeps a file of an answer with the letter; whoever sent the letter stands for it, for a department has no account. */
export async function keepReplyFile(
  tx: Tx,
  { files }: App,
  { id: referralId, unitId }: Referral,
  createdBy: string,
  { name, bytes, sniffed: { mediaType, extension, photo } }: ReplyFile,
  now: Instant,
): Promise<void> {
  const [id, sha256] = [newId<FileId>(), hashOf(bytes)]
  await keepContent(tx, sha256)
  await files.put(bytes, photo?.copies)
  await tx
    .insertInto('files')
    .values({
      ...{ id, unit_id: unitId, sha256, size: bytes.byteLength, media_type: mediaType },
      ...{ name: cleanName(name, extension), width: photo?.width ?? null, height: photo?.height ?? null },
      ...{ created_by: createdBy, created_at: now },
    })
    .execute()
  await tx
    .insertInto('referral_files')
    .values({ referral_id: referralId, file_id: id, unit_id: unitId, stage: 'reply' })
    .execute()
}
