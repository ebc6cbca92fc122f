import { err, ok, type Result } from '@anlan/domain'
import type { App } from '../../app.ts'
import type { Occasion } from '../../audit/record-audit.ts'
import type { Tx } from '../../db/scope.ts'
import { keepContent } from '../../files/content-lock.ts'
import { hashOf } from '../../files/file-store.ts'
import { readPhoto, withoutNotes, type Photo } from '../../files/photo.ts'
import { newId } from '../../ids.ts'
import type { Poster } from './poster.ts'

export type ReportPhotoRefusal = { readonly code: 'not-a-photo' } | { readonly code: 'photo-too-large' }

/** The page makes photos smaller before it sends them; whoever sends larger ones by himself gets no more of our time. */
const MOST_PIXELS = 25_000_000
const ENDINGS: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
}

export interface ReportPhoto {
  readonly bytes: Uint8Array
  readonly mediaType: string
  readonly photo: Photo
}

/**
 * Reads the photos of a report from their bytes. Whoever reports may stay unknown: so not even the server keeps where and
 * when a picture was taken and with whose telephone, as it does with the photos of its own people.
 */
export async function readReportPhotos(
  all: readonly Uint8Array[],
): Promise<Result<ReportPhoto[], ReportPhotoRefusal>> {
  const { fileTypeFromBuffer } = await import('file-type')
  const photos: ReportPhoto[] = []
  for (const bytes of all) {
    const mediaType = (await fileTypeFromBuffer(bytes))?.mime ?? ''
    if (ENDINGS[mediaType] === undefined) return err({ code: 'not-a-photo' })
    const photo = await readPhoto(bytes, { mostPixels: MOST_PIXELS, whose: 'public' })
    if (!photo.ok)
      return err({ code: photo.error.code === 'not-a-photo' ? 'not-a-photo' : 'photo-too-large' })
    photos.push({ bytes: await withoutNotes(bytes, mediaType, 'public'), mediaType, photo: photo.value })
  }
  return ok(photos)
}

/** Keeps one photo of a report as a file of the school. */
export async function keepReportPhoto(
  tx: Tx,
  { files }: App,
  { actor, now }: Occasion,
  { unitId }: Poster,
  report: { readonly id: string; readonly number: number },
  { bytes, mediaType, photo }: ReportPhoto,
): Promise<void> {
  const [id, sha256] = [newId<string>(), hashOf(bytes)]
  await keepContent(tx, sha256)
  await files.put(bytes, photo.copies)
  const { width, height } = photo
  await tx
    .insertInto('files')
    .values({
      ...{ id, unit_id: unitId, sha256, size: bytes.byteLength, width, height, media_type: mediaType },
      name: `举报照片${report.number}.${ENDINGS[mediaType] ?? 'jpg'}`,
      ...{ created_by: actor.accountId, created_at: now },
    })
    .execute()
  await tx
    .insertInto('public_report_files')
    .values({ report_id: report.id, file_id: id, unit_id: unitId })
    .execute()
}
