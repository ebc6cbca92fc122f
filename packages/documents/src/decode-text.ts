export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030'

export interface DecodedText {
  readonly text: string
  readonly encoding: TextEncoding
}

const MARKS: readonly (readonly [TextEncoding, readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
]

/** Without a byte-order mark the strictest comes first: bytes are hardly ever UTF-8 by chance. */
const GUESSES: readonly TextEncoding[] = ['utf-8', 'gb18030', 'utf-16le', 'utf-16be']

/**
 * Text of bytes in UTF-8, UTF-16 or GB18030, found out from the bytes. Null when no reading of them is text:
 * bytes that do not decode, or decode to control characters.
 */
export function decodeText(bytes: Uint8Array): DecodedText | null {
  for (const [encoding, mark] of MARKS) {
    if (!mark.every((byte, index) => bytes[index] === byte)) continue
    const text = decode(bytes.subarray(mark.length), encoding)
    return text !== null && isText(text) ? { text, encoding } : null
  }
  const readings = GUESSES.flatMap(encoding => {
    const text = decode(bytes, encoding)
    return text !== null && isText(text) ? [{ text, encoding }] : []
  })
  const [first] = readings
  if (first?.encoding === 'utf-8') return first
  return readings.toSorted((a, b) => familiarity(b.text) - familiarity(a.text))[0] ?? null
}

function decode(bytes: Uint8Array, encoding: TextEncoding): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

/** Control characters other than those that move the pen mean that this was never a text. */
const NOT_TEXT = /[\u0000-\u0008\u000e-\u001a\u001c-\u001f\u007f\ufffe\uffff]/
const isText = (text: string): boolean => !NOT_TEXT.test(text)

/** Share of the characters that Chinese office documents are made of; a wrong reading scatters over rare ones. */
const FAMILIAR = /[\u0009-\u000d\u0020-\u007e\u3000-\u301f\u4e00-\u9fff\uff01-\uff5e“”‘’…—·①-⑳]/gu
const familiarity = (text: string): number =>
  text.length === 0 ? 0 : (text.match(FAMILIAR)?.length ?? 0) / text.length
