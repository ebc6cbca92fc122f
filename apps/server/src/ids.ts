import { randomFillSync } from 'node:crypto'

const bytes = Buffer.alloc(16)
/** Random bytes are fetched from the system for many ids at once; it takes as long for one. */
const store = Buffer.alloc(16 * 256)
let taken = store.length
let lastMs = 0
let counter = 0

/**
 * A UUID of version 7 (RFC 9562): ordered by time, so that new rows land at the end of an index, and
 * ordered within a millisecond by a counter in the 12 bits the RFC leaves for it.
 */
export function newId<Id extends string>(): Id {
  if (taken === store.length) {
    randomFillSync(store)
    taken = 0
  }
  store.copy(bytes, 0, taken, taken + 16)
  taken += 16
  const now = Date.now()
  if (now > lastMs) {
    lastMs = now
    counter = bytes.readUInt16BE(6) & 0x7ff
  } else {
    counter += 1
    if (counter > 0xfff) {
      lastMs += 1
      counter = 0
    }
  }
  bytes.writeUIntBE(lastMs, 0, 6)
  bytes.writeUInt16BE(0x7000 | counter, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  const hex = bytes.toString('hex')
  // The shape of a UUID is checked by the brand's schema wherever one comes in; here it is made.
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}` as Id
}
