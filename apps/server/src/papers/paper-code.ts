import { randomBytes } from 'node:crypto'

/** Signs that are not taken for each other when somebody copies them by hand (D. Crockford’s base 32). */
const SIGNS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const LENGTH = 16

/** A code of eighty random bits, in groups of four: nobody comes upon a paper by trying. */
export function newPaperCode(): string {
  const signs = Array.from(randomBytes(LENGTH), byte => SIGNS[byte % SIGNS.length])
  return [0, 4, 8, 12].map(at => signs.slice(at, at + 4).join('')).join('-')
}

/** A code as it is kept, however it was typed; null when it is none. */
export function readPaperCode(typed: string): string | null {
  const signs = typed
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1')
  return signs.length === LENGTH ? (signs.match(/.{4}/g) ?? []).join('-') : null
}
