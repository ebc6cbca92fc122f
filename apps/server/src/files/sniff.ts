import { err, ok, type Result } from '@anlan/domain'

/** What may be handed in as evidence. The type is read from the bytes; a file's name proves nothing. */
const PHOTOS = new Set(['image/jpeg', 'image/png', 'image/webp'])
const DOCUMENTS = new Set([
  'application/pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation',
])
const PHOTO_NAME = /\.(jpe?g|png|webp|gif|bmp|heic|heif|tiff?)$/i

/** A camera's picture has at most some 200 million points; more is an attack on memory. */
const MAX_PIXELS = 200_000_000

/** The picture library, loaded with the first picture: it is native code that a start need not wait for. */
const loadSharp = async () => (await import('sharp')).default

export type FileRefusal =
  | { code: 'empty-file' }
  | { code: 'file-too-large'; limit: number }
  | { code: 'not-a-photo' }
  | { code: 'photo-format-unsupported'; mediaType: string }
  | { code: 'file-type-unsupported' }

export interface Sniffed {
  readonly mediaType: string
  /** Size as seen after the camera's orientation is honoured; null for documents. */
  readonly width: number | null
  readonly height: number | null
}

/** Reads what a file is from its bytes. Refuses what cannot be evidence, and a photo that is none. */
export async function sniff(bytes: Uint8Array, name: string): Promise<Result<Sniffed, FileRefusal>> {
  if (bytes.byteLength === 0) return err({ code: 'empty-file' })
  const { fileTypeFromBuffer } = await import('file-type')
  const mediaType = (await fileTypeFromBuffer(bytes))?.mime ?? 'application/octet-stream'
  if (PHOTOS.has(mediaType)) return measure(bytes, mediaType)
  if (mediaType.startsWith('image/')) return err({ code: 'photo-format-unsupported', mediaType })
  if (PHOTO_NAME.test(name)) return err({ code: 'not-a-photo' })
  if (DOCUMENTS.has(mediaType)) return ok({ mediaType, width: null, height: null })
  return err({ code: 'file-type-unsupported' })
}

async function measure(bytes: Uint8Array, mediaType: string): Promise<Result<Sniffed, FileRefusal>> {
  try {
    const sharp = await loadSharp()
    const image = sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'error' })
    const { autoOrient } = await image.metadata()
    // The header alone may be sound: only decoding shows that there is a picture behind it.
    await image.resize(8, 8).raw().toBuffer()
    return ok({ mediaType, width: autoOrient.width, height: autoOrient.height })
  } catch {
    return err({ code: 'not-a-photo' })
  }
}

export const VARIANTS = { thumbnail: 320, view: 1600 } as const
export type Variant = keyof typeof VARIANTS

/** A smaller copy, upright and without the camera's notes (place and owner stay on the server). */
export async function makeVariant(bytes: Uint8Array, variant: Variant): Promise<Buffer> {
  const sharp = await loadSharp()
  return sharp(bytes, { limitInputPixels: MAX_PIXELS })
    .autoOrient()
    .resize(VARIANTS[variant], VARIANTS[variant], { fit: 'inside', withoutEnlargement: true })
    .webp({ quality: 78 })
    .toBuffer()
}
