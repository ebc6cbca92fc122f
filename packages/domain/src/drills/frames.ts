import { err, ok, type Result } from '../kernel/result.ts'
import { fromBase45, toBase45 } from './bytes.ts'

/**
 * Bytes cut into pictures: each frame is a text a QR code holds well, `A1` · the message's mark · number · of · bytes in
 * base 45. Frames may come in any order, twice, and from the middle of the round.
 */
const FRAME = /^A1\.([0-9A-Z]{1,7})\.(\d{1,3})\.(\d{1,3})\.([0-9A-Z $%*+./:-]*)$/
/** Bytes of a frame: a code of some 60 modules a side at level M, which a telephone's camera reads at arm's length. */
export const FRAME_BYTES = 600
const MAX_FRAMES = 999

/** Cuts bytes into frames. @throws when there are too many bytes for a round anybody would hold a camera to */
export function toFrames(bytes: Uint8Array, size = FRAME_BYTES): string[] {
  const count = Math.max(1, Math.ceil(bytes.length / size))
  if (count > MAX_FRAMES) throw new RangeError('too many frames')
  const mark = markOf(bytes)
  return Array.from({ length: count }, (_, at) => {
    const part = bytes.subarray(at * size, (at + 1) * size)
    return `A1.${mark}.${at + 1}.${count}.${toBase45(part)}`
  })
}

/** Gathers the frames of one message; another message's frames begin it anew. */
export class FrameGatherer {
  #mark = ''
  #parts: (Uint8Array | undefined)[] = []

  /** Frames that are here, and how many there will be. */
  get progress(): { readonly have: number; readonly of: number } {
    return { have: this.#parts.filter(part => part !== undefined).length, of: this.#parts.length }
  }

  /** Takes what a camera read. Gives the bytes once all are here, null while some are missing. */
  take(text: string): Result<Uint8Array | null, { code: 'not-a-frame' | 'damaged' }> {
    const [, mark, number, count, body] = FRAME.exec(text) ?? []
    if (mark === undefined || number === undefined || count === undefined || body === undefined)
      return err({ code: 'not-a-frame' })
    const [at, of] = [Number(number) - 1, Number(count)]
    if (at < 0 || at >= of) return err({ code: 'not-a-frame' })
    if (mark !== this.#mark || of !== this.#parts.length) {
      this.#mark = mark
      this.#parts = Array.from<undefined>({ length: of })
    }
    const part = fromBase45(body)
    if (!part) return err({ code: 'not-a-frame' })
    this.#parts[at] = part
    if (this.#parts.includes(undefined)) return ok(null)
    const bytes = join(this.#parts as Uint8Array[])
    if (markOf(bytes) === mark) return ok(bytes)
    this.#parts = Array.from<undefined>({ length: of })
    return err({ code: 'damaged' })
  }
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}

/** FNV-1a over the bytes, in base 36: tells messages apart and finds a misread frame. */
function markOf(bytes: Uint8Array): string {
  let mark = 0x811c9dc5
  for (const byte of bytes) mark = Math.imul(mark ^ byte, 0x01000193)
  return (mark >>> 0).toString(36).toUpperCase()
}
