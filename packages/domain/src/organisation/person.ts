import { z } from 'zod'
import type { Label } from '../kernel/label.ts'
import { unreachable } from '../kernel/result.ts'
import { ROLES, type RoleId } from './role.ts'
import { isOffice, isSchool, type Unit } from './unit.ts'

/**
 * What a person signs in with: small letters, digits, dots and underlines, so that it can be read out and typed
 * on any phone. A mobile number is one too. Capitals are taken for small letters.
 */
export const Username = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9][a-z0-9_.]{1,39}$/, { error: 'not-a-username' })

/** What may be done to an account. */
export const PERSON_VERBS = {
  change: { zh: '修改资料', en: 'Change details' },
  move: { zh: '调动单位', en: 'Move to another unit' },
  'reset-password': { zh: '重置密码', en: 'Reset password' },
  'reset-second-factor': { zh: '解除两步验证', en: 'Reset two-step sign-in' },
  disable: { zh: '停用账号', en: 'Disable account' },
  enable: { zh: '恢复账号', en: 'Enable account' },
} as const satisfies Record<string, Label>
export type PersonVerb = keyof typeof PERSON_VERBS
export const PERSON_VERB_IDS = Object.keys(PERSON_VERBS) as [PersonVerb, ...PersonVerb[]]

/**
 * True when somebody with the role may sit at the unit. A role that sees the county sits in the bureau; a
 * township coordinator at a school of a township; whoever sees "his unit with all below" never at the bureau
 * itself, below which everything hangs.
 */
export function mayHoldAt(role: RoleId, unit: Pick<Unit, 'kind' | 'township'>): boolean {
  const { reach } = ROLES[role]
  switch (reach) {
    case 'county':
      return isOffice(unit.kind)
    case 'township':
      return isSchool(unit.kind) && unit.township !== null
    case 'unit':
      return isOffice(unit.kind) ? role === 'staff-member' && unit.kind !== 'bureau' : true
    default:
      return unreachable(reach)
  }
}
