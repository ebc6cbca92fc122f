import type { Instant } from '@anlan/domain'
import { createHmac, randomInt, timingSafeEqual } from 'node:crypto'

const STEP_SECONDS = 30
const DIGITS = 6
/** RFC 4648 section 6. */
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** Signs of a secret: what can be printed, but not the colon, by which the sign-in library marks secrets from elsewhere. */
const SIGNS = Array.from({ length: 94 }, (_, each) => String.fromCharCode(33 + each)).filter(
  sign => sign !== ':',
)

/**
 * A new secret, as 20 signs whose bytes are the key, as the sign-in library reads them: 130 bits (RFC 4226 asks for 128),
 * and no more than 32 letters for somebody who has to type it.
 */
export const makeTotpSecret = (): string =>
  Array.from({ length: 20 }, () => SIGNS[randomInt(SIGNS.length)]).join('')

/** The code of a secret at a moment (RFC 6238 over RFC 4226, SHA-1, six digits). */
export function totpAt(secret: string, at: Instant, stepsAway = 0): string {
  const step = Math.floor(Date.parse(at) / 1000 / STEP_SECONDS) + stepsAway
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const mac = createHmac('sha1', secret).update(counter).digest()
  const offset = mac.readUInt8(mac.length - 1) & 0xf
  const number = (mac.readUInt32BE(offset) & 0x7fffffff) % 10 ** DIGITS
  return String(number).padStart(DIGITS, '0')
}

/** True when the code is the secret's now or half a minute to either side: telephones are rarely exact. */
export function isTotp(secret: string, code: string, now: Instant): boolean {
  if (!/^\d{6}$/.test(code)) return false
  return [-1, 0, 1].some(away => timingSafeEqual(Buffer.from(totpAt(secret, now, away)), Buffer.from(code)))
}

/** The secret as a person types it into an authenticator, in base 32. */
export function toBase32(secret: string): string {
  let bits = ''
  for (const byte of Buffer.from(secret)) bits += byte.toString(2).padStart(8, '0')
  const groups = bits.match(/.{1,5}/g) ?? []
  return groups.map(group => BASE32.charAt(parseInt(group.padEnd(5, '0'), 2))).join('')
}

/** What the QR code says: an `otpauth` address with the county's name for the entry in the authenticator. */
export const totpUri = (secret: string, issuer: string, username: string): string =>
  `otpauth://totp/${encodeURIComponent(`${issuer}:${username}`)}?${new URLSearchParams({
    ...{ secret: toBase32(secret), issuer, algorithm: 'SHA1' },
    ...{ digits: String(DIGITS), period: String(STEP_SECONDS) },
  }).toString()}`
