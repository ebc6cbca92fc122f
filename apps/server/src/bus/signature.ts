import { createHmac, timingSafeEqual } from 'node:crypto'

/** How far the clocks of a platform and of the server may be apart. */
export const SKEW_S = 300

/** What a request has to say besides its body. */
export interface Signed {
  readonly platform: string
  /** Whole seconds since 1970. */
  readonly timestamp: string
  readonly signature: string
}

/** Reads the three headers; null where one is missing or no such thing. */
export function readSigned(headers: Headers): Signed | null {
  const [platform, timestamp, signature] = ['platform', 'timestamp', 'signature'].map(
    name => headers.get(`x-anlan-${name}`) ?? '',
  ) as [string, string, string]
  const isWhole =
    /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(platform) &&
    /^\d{1,12}$/.test(timestamp) &&
    /^[0-9a-f]{64}$/i.test(signature)
  return isWhole ? { platform, timestamp, signature } : null
}

/** HMAC-SHA256 over the timestamp, a line feed and the bytes of the body, in hexadecimal. */
export const sign = (secret: string, timestamp: string, body: Uint8Array): string =>
  createHmac('sha256', secret).update(`${timestamp}\n`).update(body).digest('hex')

/** Compares in constant time, so that nobody finds a signature letter by letter. */
export const isSignedBy = (secret: string, { timestamp, signature }: Signed, body: Uint8Array): boolean =>
  timingSafeEqual(Buffer.from(sign(secret, timestamp, body), 'hex'), Buffer.from(signature, 'hex'))

export const isTimely = ({ timestamp }: Signed, now: string): boolean =>
  Math.abs(Number(timestamp) - Date.parse(now) / 1000) <= SKEW_S
