import { buffer } from 'node:stream/consumers'
import sharp from 'sharp'

/**
 * Draws the drawing on its standard input, in a process that can be ended (`draw-svg.ts`, which says of how many points it
 * may be and how large the picture): its size as two numbers of 32 bits, then the picture. It loads nothing else, for
 * somebody waits.
 */
const [limitInputPixels, side] = process.argv.slice(2).map(Number)
const drawing = sharp(await buffer(process.stdin), { limitInputPixels, failOn: 'error' })
const { width, height } = await drawing.metadata()
const picture = await drawing.resize(side, side, { fit: 'inside', withoutEnlargement: true }).png().toBuffer()
const size = Buffer.alloc(8)
size.writeUInt32BE(width, 0)
size.writeUInt32BE(height, 4)
process.stdout.write(Buffer.concat([size, picture]))
