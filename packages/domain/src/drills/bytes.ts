/** Text and bytes without the help of a browser or Node: this package runs in both and knows neither. */

/** UTF-8 of a text. @throws for half of a surrogate pair, which is no letter */
export function toUtf8(text: string): number[] {
  const bytes: number[] = []
  const escaped = encodeURIComponent(text)
  for (let at = 0; at < escaped.length; at += 1) {
    if (escaped[at] === '%') {
      bytes.push(Number.parseInt(escaped.slice(at + 1, at + 3), 16))
      at += 2
    } else bytes.push(escaped.charCodeAt(at))
  }
  return bytes
}

/** The text of UTF-8 bytes. @throws when they are none */
export function fromUtf8(bytes: Uint8Array): string {
  let escaped = ''
  for (const byte of bytes) escaped += `%${byte.toString(16).padStart(2, '0')}`
  return decodeURIComponent(escaped)
}

const BASE45 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'

/** Base 45 (RFC 9285): two bytes as three letters that a QR code holds in five and a half bits each. */
export function toBase45(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 2) {
    const [high = 0, low] = bytes.subarray(at, at + 2)
    const value = low === undefined ? high : high * 256 + low
    text += BASE45.charAt(value % 45) + BASE45.charAt(Math.floor(value / 45) % 45)
    if (low !== undefined) text += BASE45.charAt(Math.floor(value / 2025))
  }
  return text
}

/** The bytes of a base 45 text, or null when it is none. */
export function fromBase45(text: string): Uint8Array | null {
  const bytes: number[] = []
  for (let at = 0; at < text.length; at += 3) {
    const part = text.slice(at, at + 3)
    const digits = [...part].map(letter => BASE45.indexOf(letter))
    if (digits.includes(-1) || part.length === 1) return null
    const value = digits.reduceRight((sum, digit) => sum * 45 + digit, 0)
    if (part.length === 3 ? value > 0xffff : value > 0xff) return null
    if (part.length === 3) bytes.push(value >> 8)
    bytes.push(value & 0xff)
  }
  return Uint8Array.from(bytes)
}
