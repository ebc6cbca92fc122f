import { z } from 'zod'
import { AreaId } from '../../areas/area-id.ts'
import { Instant } from '../../kernel/day.ts'
import type { Flow } from '../../kernel/flow.ts'
import { humanText } from '../../kernel/human-text.ts'
import { MaterialId, PilotId, UnitId } from '../../kernel/ids.ts'
import type { Label } from '../../kernel/label.ts'
import { SaidDeed } from './pilot.ts'

/** What a demonstration school shares. */
export const MATERIAL_KINDS = {
  rules: { zh: '制度', en: 'Rules' },
  checklist: { zh: '清单', en: 'Checklist' },
  'risk-map': { zh: '风险图', en: 'Risk map' },
  practice: { zh: '经验做法', en: 'Practice' },
  training: { zh: '培训材料', en: 'Training material' },
} as const satisfies Record<string, Label>
export type MaterialKind = keyof typeof MATERIAL_KINDS
export const MATERIAL_KIND_IDS = Object.keys(MATERIAL_KINDS) as [MaterialKind, ...MaterialKind[]]
export const MaterialKind = z.enum(MATERIAL_KIND_IDS)

export const MATERIAL_STATES = {
  submitted: { zh: '待审核', en: 'To be reviewed' },
  returned: { zh: '退回修改', en: 'Sent back' },
  published: { zh: '已发布', en: 'Published' },
  withdrawn: { zh: '学校已撤回', en: 'Taken back by the school' },
  retracted: { zh: '教育局已下架', en: 'Taken down by the bureau' },
} as const satisfies Record<string, Label>
export type MaterialState = keyof typeof MATERIAL_STATES
export const MATERIAL_STATE_IDS = Object.keys(MATERIAL_STATES) as [MaterialState, ...MaterialState[]]
export const MaterialState = z.enum(MATERIAL_STATE_IDS)

export const MATERIAL_EVENTS = {
  publish: { zh: '同意发布', en: 'Publish' },
  return: { zh: '退回修改', en: 'Send back' },
  resubmit: { zh: '修改后重新提交', en: 'Hand in again' },
  withdraw: { zh: '撤回', en: 'Take back' },
  retract: { zh: '下架', en: 'Take down' },
} as const satisfies Record<string, Label>
export type MaterialEvent = keyof typeof MATERIAL_EVENTS

const DESK = ['section-officer', 'bureau-leader'] as const
const SCHOOL = ['principal', 'safety-officer'] as const
const withdraw = { withdraw: { to: 'withdrawn', by: SCHOOL } } as const

/** The way of shared material: the bureau agrees before another school reads it, and the school may take it back. */
export const MATERIAL_FLOW = {
  submitted: { publish: { to: 'published', by: DESK }, return: { to: 'returned', by: DESK }, ...withdraw },
  returned: { resubmit: { to: 'submitted', by: SCHOOL }, ...withdraw },
  published: { retract: { to: 'retracted', by: DESK }, ...withdraw },
  withdrawn: {},
  retracted: {},
} as const satisfies Flow<MaterialState, MaterialEvent>

/** What a person writes of it. */
export const MaterialContent = z.object({
  title: humanText(4, 100),
  kind: MaterialKind,
  /** Null where it is about all areas. */
  area: AreaId.nullable(),
  text: humanText(10, 20_000),
})
export type MaterialContent = z.infer<typeof MaterialContent>

/** Material of a demonstration school. */
export const Material = MaterialContent.extend({
  id: MaterialId,
  unitId: UnitId,
  pilotId: PilotId,
  state: MaterialState,
  submitted: SaidDeed.omit({ note: true }),
  /** Why it was sent back, the last time. */
  returned: SaidDeed.nullable(),
  published: SaidDeed.omit({ note: true }).nullable(),
  ended: SaidDeed.nullable(),
  revision: z.number().int().min(1),
})
export type Material = z.infer<typeof Material>

/** An event on material with what it needs. */
export const MaterialCommand = z.discriminatedUnion('event', [
  z.object({ event: z.literal('publish') }),
  z.object({ event: z.literal('return'), reason: humanText(2, 500) }),
  z.object({ event: z.literal('resubmit'), content: MaterialContent }),
  z.object({ event: z.literal('withdraw'), reason: humanText(2, 500) }),
  z.object({ event: z.literal('retract'), reason: humanText(2, 500) }),
])
export type MaterialCommand = z.infer<typeof MaterialCommand>

/** That a school took material over, once; with what it does with it. */
export const TakeOver = z.object({
  materialId: MaterialId,
  unitId: UnitId,
  note: humanText(2, 500),
  name: z.string(),
  at: Instant,
})
export type TakeOver = z.infer<typeof TakeOver>
