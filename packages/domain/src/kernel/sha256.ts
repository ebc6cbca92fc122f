/** The first 32 bits of the fractional part of a root of each of the first primes (FIPS 180-4, 4.2.2 and 5.3.3). */
function rootsOfPrimes(count: number, root: (prime: number) => number): number[] {
  const primes: number[] = []
  for (let number = 2; primes.length < count; number += 1)
    if (primes.every(prime => number % prime !== 0)) primes.push(number)
  return primes.map(prime => ((root(prime) % 1) * 2 ** 32) | 0)
}
const ROUNDS = rootsOfPrimes(64, Math.cbrt)
const START = rootsOfPrimes(8, Math.sqrt)

const turn = (word: number, by: number): number => (word >>> by) | (word << (32 - by))

/** The bytes of a text in UTF-8. */
const bytesOf = (text: string): number[] =>
  [...encodeURIComponent(text).matchAll(/%(..)|[^%]/g)].map(([sign, hex]) =>
    hex === undefined ? sign.charCodeAt(0) : Number.parseInt(hex, 16),
  )

/** A message as whole blocks of sixteen words: its bytes, one bit, noughts, and its length. */
function blocksOf(text: string): DataView {
  const bytes = bytesOf(text)
  const padded = new Uint8Array(Math.ceil((bytes.length + 9) / 64) * 64)
  padded.set(bytes)
  padded[bytes.length] = 0x80
  const view = new DataView(padded.buffer)
  view.setUint32(padded.length - 4, bytes.length * 8)
  return view
}

/** The 64 words a block is spread over. */
function scheduleOf(message: DataView, at: number): Int32Array {
  const words = new Int32Array(64)
  const word = (place: number): number => words[place] ?? 0
  for (let place = 0; place < 16; place += 1) words[place] = message.getInt32(at + place * 4)
  for (let place = 16; place < 64; place += 1) {
    const [early, late] = [word(place - 15), word(place - 2)]
    const low = turn(early, 7) ^ turn(early, 18) ^ (early >>> 3)
    const high = turn(late, 17) ^ turn(late, 19) ^ (late >>> 10)
    words[place] = word(place - 16) + low + word(place - 7) + high
  }
  return words
}

/**
 * SHA-256 of a text in hex (FIPS 180-4). Written out because it has to give the same on a phone without a secure
 * connection, where browsers offer none, as on the server; for short texts, not for files.
 */
export function sha256(text: string): string {
  const message = blocksOf(text)
  const state = [...START]
  for (let at = 0; at < message.byteLength; at += 64) {
    const words = scheduleOf(message, at)
    let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state
    for (const [place, constant] of ROUNDS.entries()) {
      const choice = (e & f) ^ (~e & g)
      const first =
        (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + choice + constant + (words[place] ?? 0)) | 0
      const majority = (a & b) ^ (a & c) ^ (b & c)
      const second = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + majority) | 0
      ;[h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0]
    }
    for (const [place, word] of [a, b, c, d, e, f, g, h].entries())
      state[place] = ((state[place] ?? 0) + word) | 0
  }
  return state.map(word => (word >>> 0).toString(16).padStart(8, '0')).join('')
}
