import type { Selectable } from 'kysely'
import type { FileStore } from './file-store.ts'
import { SVG_TYPE } from './clean-svg.ts'
import { readDrawing } from './draw-svg.ts'
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
    const bytes = await readCopy(store, file, variant)
    const name = `${file.name.replace(/\.[^.]*$/, '')}.${VARIANT_TYPE.extension}`
    return bytes && { bytes, mediaType: VARIANT_TYPE.mediaType, disposition: disposition('inline', name) }
  }
  const bytes = file.width === null ? await store.find(file.sha256) : await readWithoutNotes(store, file)
  return (
    bytes && {
      bytes,
      mediaType: file.media_type,
      // A drawing that was found clean is shown as a picture; opened by itself it may do nothing (`EVIDENCE` in http.ts).
      disposition: disposition(file.media_type === SVG_TYPE ? 'inline' : 'attachment', file.name),
    }
  )
}

/** Where the photo in full size lies once its notes are gone. */
const WITHOUT_NOTES = 'clean'
const making = new Map<string, Promise<Buffer | null>>()

/**
 * The photo in full size without its notes, made for the first who asks and kept: making it takes seconds of the one
 * picture that is worked on at a time, and whoever asked again and again would keep everybody's photos waiting.
 */
async function readWithoutNotes(store: FileStore, file: FileRow): Promise<Buffer | null> {
  const kept = await store.find(file.sha256, WITHOUT_NOTES)
  if (kept) return kept
  const path = store.pathOf(file.sha256, WITHOUT_NOTES)
  const underway = making.get(path) ?? makeWithoutNotes(store, file).finally(() => making.delete(path))
  making.set(path, underway)
  return underway
}

async function makeWithoutNotes(store: FileStore, file: FileRow): Promise<Buffer | null> {
  const original = await store.find(file.sha256)
  if (!original) return null
  const bytes = await withoutNotes(original, file.media_type)
  await store.putVariant(file.sha256, WITHOUT_NOTES, bytes)
  return bytes
}

/** A copy; where one is gone from the disk, or nobody has looked yet, all are made. */
async function readCopy(store: FileStore, file: FileRow, variant: Variant): Promise<Buffer | null> {
  const { sha256, media_type: mediaType } = file
  const kept = await store.find(sha256, variant)
  if (kept) return kept
  const original = await store.find(sha256)
  const photo = original && (await (mediaType === SVG_TYPE ? readDrawing : readPhoto)(original))
  if (!photo?.ok) return null
  for (const [each, copy] of Object.entries(photo.value.copies)) await store.putVariant(sha256, each, copy)
  return photo.value.copies[variant]
}
