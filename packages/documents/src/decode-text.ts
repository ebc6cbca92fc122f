export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030'

export interface DecodedText {
  readonly text: string
  readonly encoding: TextEncoding
}

const MARKS: readonly (readonly [TextEncoding, readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
  // GB18030 has a mark as well; hardly anybody writes it.
  ['gb18030', [0x84, 0x31, 0x95, 0x33]],
]

/** Of readings that are equally good the first is taken: bytes are hardly ever UTF-8 by chance. */
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
    return text !== null && isText(text) ? [{ text, encoding, score: familiarity(text) }] : []
  })
  const [best] = readings.toSorted((a, b) => b.score - a.score)
  return best ? { text: best.text, encoding: best.encoding } : null
}

function decode(bytes: Uint8Array, encoding: TextEncoding): string | null {
  try {
    // Old editors end a file with the sign 1A.
    return new TextDecoder(encoding, { fatal: true }).decode(bytes).replace(/\u001a$/, '')
  } catch {
    return null
  }
}

/** Control characters other than those that move the pen mean that this was never a text. */
const NOT_TEXT = /[\u0000-\u0008\u000e-\u001a\u001c-\u001f\u007f\ufffe\uffff]/
const isText = (text: string): boolean => !NOT_TEXT.test(text)

let common: ReadonlySet<string> | null = null

/**
 * The 3,755 characters of level 1 of GB/T 2312, in which nearly all of an office document is written: its rows 16 to
 * 55, decoded once.
 */
function commonCharacters(): ReadonlySet<string> {
  if (common) return common
  const bytes: number[] = []
  for (let row = 0xb0; row <= 0xd7; row += 1)
    for (let cell = 0xa1; cell <= (row === 0xd7 ? 0xf9 : 0xfe); cell += 1) bytes.push(row, cell)
  common = new Set(new TextDecoder('gb18030').decode(new Uint8Array(bytes)))
  return common
}

/** Blanks, figures, and the signs of Chinese sentences. */
const SIGNS = /[\s0-9\u3000-\u301f\uff01-\uff5e“”‘’…—·①-⑳.,:;()-]/
const LATIN = /[!-~]/
/** So many characters tell as much as all of them. */
const SAMPLE = 20_000

/** The share of a text's characters that its like is made of; a wrong reading scatters over rare ones. */
function familiarity(text: string): number {
  const known = commonCharacters()
  const letters = [...text.slice(0, SAMPLE)]
  const score = letters.reduce(
    (sum, letter) => sum + (known.has(letter) || SIGNS.test(letter) ? 1 : LATIN.test(letter) ? 0.6 : 0),
    0,
  )
  return letters.length === 0 ? 0 : score / letters.length
}
