import { z } from 'zod'
import type { Label } from '../kernel/label.ts'

/** How far a role sees: the whole county, one township's units, or one unit with what hangs below it. */
export type Reach = 'county' | 'township' | 'unit'

/** Permission roles (FACTS 1.1). What each may do stands in `may.ts`, nowhere else. */
export const ROLES = {
  'county-admin': { label: { zh: '县级管理员', en: 'County administrator' }, reach: 'county' },
  'section-officer': { label: { zh: '股室经办', en: 'Section officer' }, reach: 'county' },
  'bureau-leader': { label: { zh: '分管领导', en: 'Bureau deputy in charge' }, reach: 'county' },
  'bureau-director': { label: { zh: '局长', en: 'Bureau director' }, reach: 'county' },
  'bureau-inspector': { label: { zh: '督查组成员', en: 'Bureau inspector' }, reach: 'county' },
  'township-coordinator': { label: { zh: '乡镇汇总员', en: 'Township coordinator' }, reach: 'township' },
  'school-admin': { label: { zh: '校级管理员', en: 'School administrator' }, reach: 'unit' },
  principal: { label: { zh: '校长（园长）', en: 'Head' }, reach: 'unit' },
  'safety-officer': { label: { zh: '安全专干', en: 'Safety officer' }, reach: 'unit' },
  'staff-member': { label: { zh: '教职工', en: 'Staff member' }, reach: 'unit' },
  auditor: { label: { zh: '审计（只读）', en: 'Auditor (read only)' }, reach: 'county' },
} as const satisfies Record<string, { label: Label; reach: Reach }>

export type RoleId = keyof typeof ROLES
export const ROLE_IDS = Object.keys(ROLES) as [RoleId, ...RoleId[]]
export const RoleId = z.enum(ROLE_IDS)

/** Roles held at the bureau: two-factor sign-in is asked of them. */
export const BUREAU_ROLES = ROLE_IDS.filter(role => ROLES[role].reach === 'county')
export const isBureauRole = (role: RoleId): boolean => ROLES[role].reach === 'county'
