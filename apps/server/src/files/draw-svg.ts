import { err, ok, type Result } from '@anlan/domain'
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { MAX_PIXELS, readPhoto, VARIANTS, type Photo, type PhotoRefusal } from './photo.ts'

const MAIN = fileURLToPath(new URL('./draw-svg-main.ts', import.meta.url))
/** A plan of a campus is drawn in a fraction of a second. */
const PATIENCE_MS = 10_000
const MOST_BYTES = 64 * 1024 * 1024

const drawing: { last: Promise<unknown> } = { last: Promise.resolve() }

/**
 * Reads a drawing that was found clean, and makes its copies. A kilobyte that names its own parts ten times over, seven deep,
 * takes hours to draw, and nothing ends the picture library once it has begun: so it is drawn in a process of its own, one
 * drawing at a time, which is ended after `patience` milliseconds and knows nothing of the server's surroundings. What is not
 * drawn by then is refused, for whoever looks at it would wait as long.
 */
export function readDrawing(bytes: Uint8Array, patience = PATIENCE_MS): Promise<Result<Photo, PhotoRefusal>> {
  const turn = drawing.last.then(() => draw(bytes, patience))
  drawing.last = turn.catch(() => undefined)
  return turn
}

async function draw(bytes: Uint8Array, patience: number): Promise<Result<Photo, PhotoRefusal>> {
  const drawn = await drawApart(bytes, patience)
  if (!drawn) return err({ code: 'not-a-photo' })
  const photo = await readPhoto(drawn.subarray(8))
  return photo.ok
    ? ok({ width: drawn.readUInt32BE(0), height: drawn.readUInt32BE(4), copies: photo.value.copies })
    : photo
}

function drawApart(bytes: Uint8Array, patience: number): Promise<Buffer | null> {
  return new Promise(resolve => {
    const child = execFile(
      process.execPath,
      [MAIN, String(MAX_PIXELS), String(VARIANTS.view)],
      { encoding: 'buffer', env: {}, timeout: patience, killSignal: 'SIGKILL', maxBuffer: MOST_BYTES },
      (error, drawn) => resolve(error || drawn.byteLength <= 8 ? null : drawn),
    )
    // Whoever was ended reads no further; that shows in how he ended.
    child.stdin?.on('error', () => undefined)
    child.stdin?.end(bytes)
  })
}
