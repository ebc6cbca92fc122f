import { err, ok, type Result } from '../kernel/result.ts'

/**
 * What a badge's QR or bar code says: `AL` · five letters of the school · eight of the person · a check letter. It names
 * nobody: who it is stands in the school's own list. Crockford's base 32 (no I, L, O, U), so that a keyboard scanner in
 * any layout and a person reading aloud agree; lower case is read as upper.
 */
export const BADGE_ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const CHECKS = `${BADGE_ALPHABET}*~$=U`
const PREFIX = 'AL'
const SCHOOL_LENGTH = 5
const KEY_LENGTH = 8
const BADGE = new RegExp(
  `^${PREFIX}([${BADGE_ALPHABET}]{${SCHOOL_LENGTH}})([${BADGE_ALPHABET}]{${KEY_LENGTH}})(.)$`,
)

export const isBadgeKey = (text: string): boolean =>
  text.length === KEY_LENGTH && [...text].every(letter => BADGE_ALPHABET.includes(letter))

export interface Badge {
  readonly school: string
  readonly key: string
}

/** The text of a badge. */
export const formatBadge = ({ school, key }: Badge): string =>
  `${PREFIX}${school}${key}${checkOf(school + key)}`

/**
 * Reads what a scanner gave. `damaged` when it is one of ours and a letter is wrong, `not-a-badge` for anything else;
 * whether it belongs to this school the caller sees by `school`.
 */
export function readBadge(text: string): Result<Badge, { code: 'not-a-badge' | 'damaged' }> {
  const clean = text.trim().toUpperCase()
  if (!clean.startsWith(PREFIX)) return err({ code: 'not-a-badge' })
  const [, school, key, check] = BADGE.exec(clean) ?? []
  if (!school || !key || !check || checkOf(school + key) !== check) return err({ code: 'damaged' })
  return ok({ school, key })
}

/** Modulus 37 over the letters' values, as Crockford proposes: finds every single wrong letter and every swap. */
function checkOf(letters: string): string {
  let rest = 0
  for (const letter of letters) rest = (rest * 32 + BADGE_ALPHABET.indexOf(letter)) % 37
  return CHECKS.charAt(rest)
}

/** The school's letters on its badges: 25 bits of its id. Two schools of a county share them once in 500 counties. */
export function badgeSchool(unitId: string): string {
  const bits = Number.parseInt(unitId.replaceAll('-', '').slice(-7), 16) % 2 ** 25
  return toLetters(bits, SCHOOL_LENGTH)
}

/** A person's key from five random bytes. */
export const makeBadgeKey = (bytes: Uint8Array): string =>
  toLetters(
    bytes.subarray(0, 5).reduce((sum, byte) => sum * 256 + byte, 0),
    KEY_LENGTH,
  )

function toLetters(number: number, length: number): string {
  let [rest, text] = [number, '']
  for (let place = 0; place < length; place += 1) {
    text = BADGE_ALPHABET.charAt(rest % 32) + text
    rest = Math.floor(rest / 32)
  }
  return text
}
