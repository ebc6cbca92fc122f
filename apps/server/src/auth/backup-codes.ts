import { randomInt } from 'node:crypto'
import { READABLE_SIGNS } from './first-password.ts'

const COUNT = 10

/** Codes for the day the telephone is lost, each good once: `h7kpm-xt9wq`, 50 bits. */
export function makeBackupCodes(): string[] {
  const group = (): string =>
    Array.from({ length: 5 }, () => READABLE_SIGNS.charAt(randomInt(READABLE_SIGNS.length))).join('')
  return Array.from({ length: COUNT }, () => `${group()}-${group()}`)
}

/** A code as it was made, from how somebody typed it off a sheet of paper. */
export function foldBackupCode(typed: string): string {
  const signs = typed.toLowerCase().replace(/[^a-z0-9]/g, '')
  return `${signs.slice(0, 5)}-${signs.slice(5)}`
}
