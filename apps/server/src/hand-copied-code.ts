/** Signs that are not taken for each other when somebody copies them by hand (D. Crockford’s base 32). */
const SIGNS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** A code to be copied by hand from `length` random bytes: a sign each, in groups of four. */
export const writeCode = (bytes: Uint8Array, length: number): string =>
  groupsOf(Array.from({ length }, (_, at) => SIGNS[(bytes[at] ?? 0) % SIGNS.length]).join(''))

/** The signs of a code however it was typed: without its groups, and with what is easily taken for another sign as that. */
export const readSigns = (typed: string): string =>
  typed
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1')

/** Signs in groups of four. */
export const groupsOf = (signs: string): string => (signs.match(/.{1,4}/g) ?? []).join('-')
