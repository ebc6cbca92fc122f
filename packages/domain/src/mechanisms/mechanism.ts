import { z } from 'zod'
import type { Label } from '../kernel/label.ts'

/** The five standing mechanisms of a bureau. */
export const MECHANISMS = {
  consultation: { zh: '会商研判', en: 'Consultation' },
  bulletin: { zh: '情况通报', en: 'Bulletin' },
  sharing: { zh: '信息共享', en: 'Information sharing' },
  'joint-action': { zh: '联合整治', en: 'Joint action' },
  inquiry: { zh: '责任查究', en: 'Accountability inquiry' },
} as const satisfies Record<string, Label>
export type Mechanism = keyof typeof MECHANISMS
export const MECHANISM_IDS = Object.keys(MECHANISMS) as Mechanism[]

/** Those that leave a record whose items lead to work. A bulletin is a paper, and has its own way. */
export const RECORD_KIND_IDS = ['consultation', 'sharing', 'joint-action', 'inquiry'] as const
export type RecordKind = (typeof RECORD_KIND_IDS)[number]
export const RecordKind = z.enum(RECORD_KIND_IDS)

/** What the items of a record are called. */
export const ITEM_NAMES = {
  consultation: { zh: '会商结论', en: 'Conclusion' },
  sharing: { zh: '办理意见', en: 'What follows' },
  'joint-action': { zh: '整治对象', en: 'Target' },
  inquiry: { zh: '查究意见', en: 'Finding' },
} as const satisfies Record<RecordKind, Label>
