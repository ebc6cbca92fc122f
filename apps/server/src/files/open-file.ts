import type { Selectable } from 'kysely'
import type { FileStore } from './file-store.ts'
import { disposition } from './file-name.ts'
import type { FilesTable } from './files.table.ts'
import { readPhoto, VARIANT_TYPE, withoutNotes, type Variant } from './photo.ts'

export interface OpenedFile {
  readonly bytes: Uint8Array
  readonly mediaType: string
  readonly disposition: string
}

type FileRow = Pick<Selectable<FilesTable>, 'sha256' | 'name' | 'media_type' | 'width'>

/**
 * What a reader gets of a file; null when its bytes are gone. Photos are shown, and never as they came; everything else
 * is handed over to be opened with another program.
 */
export async function openFile(
  store: FileStore,
  file: FileRow,
  variant: Variant | 'original',
): Promise<OpenedFile | null> {
  if (file.width !== null && variant !== 'original') {
    const bytes = await readCopy(store, file.sha256, variant)
    const name = `${file.name.replace(/\.[^.]*$/, '')}.${VARIANT_TYPE.extension}`
    return bytes && { bytes, mediaType: VARIANT_TYPE.mediaType, disposition: disposition('inline', name) }
  }
  const bytes = await store.find(file.sha256)
  return (
    bytes && {
      bytes: file.width === null ? bytes : await withoutNotes(bytes, file.media_type),
      mediaType: file.media_type,
      disposition: disposition('attachment', file.name),
    }
  )
}

/** A copy; one that is gone from the disk is made again. */
async function readCopy(store: FileStore, sha256: string, variant: Variant): Promise<Buffer | null> {
  const kept = await store.find(sha256, variant)
  if (kept) return kept
  const original = await store.find(sha256)
  const photo = original && (await readPhoto(original))
  if (!photo?.ok) return null
  const copy = photo.value.copies[variant]
  await store.putVariant(sha256, variant, copy)
  return copy
}
