import { promisify } from 'node:util'
import { crc32, deflateRaw, deflateSync } from 'node:zlib'
import sharp from 'sharp'

/** Stands in the camera's notes of a photo, beside the place. */
export const GPS = '36 deg 5 min of somebody'

interface PhotoWish {
  readonly format?: 'jpeg' | 'png' | 'webp' | 'gif'
  readonly width?: number
  readonly height?: number
  /** As a camera writes it, 1 to 8. */
  readonly orientation?: number
  /** With the camera's notes on place and owner. */
  readonly notes?: boolean
  /** Grain that does not pack, so that the file has some size. */
  readonly noise?: boolean
}

/** A photo whose left half is red and whose right half is blue. */
export async function aPhoto(wish: PhotoWish = {}): Promise<Buffer> {
  const { format = 'jpeg', width = 64, height = 48, orientation, notes = false, noise = false } = wish
  const plain = sharp({
    create: {
      ...{ width, height, channels: 3, background: '#0000ff' },
      ...(noise && { noise: { type: 'gaussian', mean: 128, sigma: 60 } }),
    },
  })
  const left = { create: { width: width >> 1, height, channels: 3, background: '#ff0000' } } as const
  let image = plain.composite([{ input: left, left: 0, top: 0 }])
  if (notes)
    image = image.withExif({
      IFD0: { Artist: GPS, Model: 'telephone' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '29/1 31/1 0/1' },
    })
  if (orientation !== undefined) image = image.withMetadata({ orientation })
  return image.toFormat(format).toBuffer()
}

/** A PNG whose header claims a size its few bytes do not have. */
export function aPngThatSays(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type), data])
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
    length.writeUInt32BE(data.byteLength)
    sum.writeUInt32BE(crc32(body))
    return Buffer.concat([length, body, sum])
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2], 8)
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(1024))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/**
 * A ZIP with one part, as Office documents are. Packed beside the event loop: while half a gigabyte holds it for seconds,
 * the server of the same process finds its connections idle for too long, and closes the one that is used next.
 */
export async function aDocument(part: string, content: Buffer): Promise<Buffer> {
  const data = await promisify(deflateRaw)(content, { level: 9 })
  const name = Buffer.from(part)
  const header = Buffer.alloc(30)
  header.writeUInt32LE(0x04034b50, 0)
  header.writeUInt16LE(20, 4)
  header.writeUInt16LE(8, 8)
  header.writeUInt32LE(crc32(content), 14)
  header.writeUInt32LE(data.byteLength, 18)
  header.writeUInt32LE(content.byteLength, 22)
  header.writeUInt16LE(name.byteLength, 26)
  return Buffer.concat([header, name, data])
}

export const aPdf = (): Buffer => Buffer.from('%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n')
