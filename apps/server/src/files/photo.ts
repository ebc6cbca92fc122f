import { err, ok, type Result } from '@anlan/domain'
import type { Sharp } from 'sharp'
import { SVG_TYPE } from './clean-svg.ts'
import { PictureLine, type Whose } from './picture-line.ts'

/**
 * A telephone's best camera gives 50 or 64 million points. A few kilobytes can claim any number, and some forms of
 * JPEG and PNG are held in memory whole while they are decoded.
 */
export const MAX_PIXELS = 70_000_000

export type PhotoRefusal = { code: 'not-a-photo' } | { code: 'photo-too-many-pixels'; limit: number }

/** The copies made of every photo, by the length of their longer side. */
export const VARIANTS = { thumbnail: 320, view: 1600 } as const
export type Variant = keyof typeof VARIANTS
export const VARIANT_TYPE = { mediaType: 'image/webp', extension: 'webp' } as const

export interface Photo {
  /** Size as seen after the camera's orientation is honoured. */
  readonly width: number
  readonly height: number
  readonly copies: Readonly<Record<Variant, Buffer>>
}

/**
 * The picture library, loaded with the first picture: it is native code that a start need not wait for. It keeps nothing
 * of what it decoded, for no picture is decoded twice.
 */
async function loadSharp() {
  const { default: sharp } = await import('sharp')
  sharp.cache(false)
  return sharp
}

/** Damage that a viewer would show is damage; a camera's small sins against the format are not. */
const READING = { limitInputPixels: MAX_PIXELS, failOn: 'error' } as const

const line = new PictureLine()

/** Reads a photo through to its last line and makes its copies. A sound header with no picture behind it is no photo. */
export async function readPhoto(
  bytes: Uint8Array,
  { mostPixels = MAX_PIXELS, whose = 'own' }: { mostPixels?: number; whose?: Whose } = {},
): Promise<Result<Photo, PhotoRefusal>> {
  return line.in(whose, async () => {
    const sharp = await loadSharp()
    try {
      const claimed = await sharp(bytes, { limitInputPixels: false }).metadata()
      if (claimed.width * claimed.height > mostPixels)
        return err({ code: 'photo-too-many-pixels', limit: mostPixels })
      const view = await smaller(sharp(bytes, READING).autoOrient(), 'view')
      const { width, height } = claimed.autoOrient
      return ok({ width, height, copies: { view, thumbnail: await smaller(sharp(view), 'thumbnail') } })
    } catch {
      return err({ code: 'not-a-photo' })
    }
  })
}

const smaller = (image: Sharp, variant: Variant): Promise<Buffer> =>
  image
    .resize(VARIANTS[variant], VARIANTS[variant], { fit: 'inside', withoutEnlargement: true })
    .webp({ quality: 78 })
    .toBuffer()

/**
 * The photo in full size and in the form it came in, upright and without the camera's notes: where and when a
 * picture was taken, and with whose telephone, stays on the server.
 */
export const withoutNotes = (bytes: Uint8Array, mediaType: string, whose: Whose = 'own'): Promise<Buffer> =>
  line.in(whose, async () => {
    // A drawing has no camera's notes, and what it shows was looked at when it came.
    if (mediaType === SVG_TYPE) return Buffer.from(bytes)
    const sharp = await loadSharp()
    const image = sharp(bytes, READING).autoOrient()
    switch (mediaType) {
      case 'image/png':
        return image.png().toBuffer()
      case 'image/webp':
        return image.webp({ quality: 92 }).toBuffer()
      default:
        return image.jpeg({ quality: 92 }).toBuffer()
    }
  })
