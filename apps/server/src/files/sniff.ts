import { err, ok, type Result } from '@anlan/domain'
import { checkSvg, looksLikeSvg, SVG_TYPE, type SvgRefusal } from './clean-svg.ts'
import { readDrawing } from './draw-svg.ts'
import { readPhoto, type Photo, type PhotoRefusal } from './photo.ts'

/** What may be handed in as evidence, with the ending a name gets. The type is read from the bytes; a name proves nothing. */
const PHOTOS: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
}
const DOCUMENTS: Readonly<Record<string, string>> = {
  'application/pdf': 'pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': 'pptx',
}
const PHOTO_NAME = /\.(jpe?g|png|webp|gif|bmp|heic|heif|tiff?)$/i

export type FileRefusal =
  | PhotoRefusal
  | SvgRefusal
  | { code: 'empty-file' }
  | { code: 'file-too-large'; limit: number }
  | { code: 'photo-format-unsupported'; mediaType: string }
  | { code: 'file-type-unsupported' }

export interface Sniffed {
  readonly mediaType: string
  /** The ending that says this type, without its dot. */
  readonly extension: string
  /** Null for documents. */
  readonly photo: Photo | null
}

/** What a file is sent as: evidence, or the plan of a campus, which may be a drawing. */
export const FILE_PURPOSES = ['evidence', 'plan'] as const
export type FilePurpose = (typeof FILE_PURPOSES)[number]

/** Reads what a file is from its bytes. Refuses what cannot be what it is sent as, and a photo that is none. */
export async function sniff(
  bytes: Uint8Array,
  name: string,
  purpose: FilePurpose = 'evidence',
): Promise<Result<Sniffed, FileRefusal>> {
  if (bytes.byteLength === 0) return err({ code: 'empty-file' })
  if (purpose === 'plan' && looksLikeSvg(bytes, name)) return sniffSvg(bytes)
  // Loaded with the first file, like the picture library.
  const { fileTypeFromBuffer } = await import('file-type')
  const mediaType = (await fileTypeFromBuffer(bytes))?.mime ?? 'application/octet-stream'
  const photoEnding = PHOTOS[mediaType]
  if (photoEnding !== undefined) {
    const photo = await readPhoto(bytes)
    return photo.ok ? ok({ mediaType, extension: photoEnding, photo: photo.value }) : photo
  }
  if (mediaType.startsWith('image/')) return err({ code: 'photo-format-unsupported', mediaType })
  if (PHOTO_NAME.test(name)) return err({ code: 'not-a-photo' })
  const extension = DOCUMENTS[mediaType]
  return extension === undefined
    ? err({ code: 'file-type-unsupported' })
    : ok({ mediaType, extension, photo: null })
}

/** A drawing that is clean and can be drawn. */
async function sniffSvg(bytes: Uint8Array): Promise<Result<Sniffed, FileRefusal>> {
  const clean = checkSvg(bytes)
  if (!clean.ok) return clean
  const photo = await readDrawing(bytes)
  return photo.ok
    ? ok({ mediaType: SVG_TYPE, extension: 'svg', photo: photo.value })
    : err({ code: 'not-a-photo' })
}
