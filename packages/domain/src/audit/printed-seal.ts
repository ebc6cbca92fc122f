/**
 * A seal as it stands on paper, `21-de724940fa4b0b44`: how far the record reached, and the first 64 bits of the hash
 * there. Whoever holds the paper can have the record checked against it, whatever became of the server.
 */
export interface PrintedSeal {
  readonly position: number
  /** The first sixteen digits. */
  readonly hash: string
}

const DIGITS = 16

export const printSeal = ({ position, hash }: PrintedSeal): string => `${position}-${hash.slice(0, DIGITS)}`

/** Reads what somebody typed off a paper; null when it is no seal. */
export function readPrintedSeal(text: string): PrintedSeal | null {
  const found = /^\s*([1-9]\d{0,14})\s*[-–—－]\s*([0-9a-f]{16})\s*$/i.exec(text)
  if (!found) return null
  const [, position = '', hash = ''] = found
  return { position: Number(position), hash: hash.toLowerCase() }
}
