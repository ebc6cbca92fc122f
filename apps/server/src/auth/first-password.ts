import { hashPassword } from 'better-auth/crypto'
import { randomInt } from 'node:crypto'

export { hashPassword }

/** Small letters and digits that nobody mistakes for one another on paper: no i, l, o, 0 or 1. */
export const READABLE_SIGNS = 'abcdefghjkmnpqrstuvwxyz23456789'
const GROUPS = 3
const GROUP_LENGTH = 4

/**
 * A one-time first password that can be read out on the telephone, such as `h7kp-m3xt-9wqe` (59 bits).
 * It is shown once to whoever made the account and has to be changed at the first sign-in.
 */
export function makeFirstPassword(): string {
  const group = (): string =>
    Array.from({ length: GROUP_LENGTH }, () => READABLE_SIGNS.charAt(randomInt(READABLE_SIGNS.length))).join(
      '',
    )
  return Array.from({ length: GROUPS }, group).join('-')
}
