import { z } from 'zod'
import type { Label } from '../kernel/label.ts'

/** What the system enters under information sharing by itself, because it came or went through the system. */
export const ARRIVAL_KINDS = {
  'referral-sent': { zh: '移送函发出', en: 'Letter sent' },
  'referral-answered': { zh: '移送函回函', en: 'Letter answered' },
  'bus-alarms': { zh: '校车平台报警', en: 'Alarms of a bus platform' },
  'register-import': { zh: '台账导入', en: 'Import into a register' },
  'roster-import': { zh: '学生名册导入', en: 'Import of pupils' },
  'people-import': { zh: '人员导入', en: 'Import of people' },
  'unit-import': { zh: '单位导入', en: 'Import of units' },
} as const satisfies Record<string, Label>
export type ArrivalKind = keyof typeof ARRIVAL_KINDS
export const ARRIVAL_KIND_IDS = Object.keys(ARRIVAL_KINDS) as [ArrivalKind, ...ArrivalKind[]]
export const ArrivalKind = z.enum(ARRIVAL_KIND_IDS)
