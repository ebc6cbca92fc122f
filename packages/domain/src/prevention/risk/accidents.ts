import { z } from 'zod'
import type { Label } from '../../kernel/label.ts'

interface AccidentRow {
  readonly label: Label
  /** GB 6441 counts twenty; the others are what schools added (FACTS 3.1). */
  readonly of: 'GB 6441' | 'school'
  /** Seldom met at a school: shown last. */
  readonly seldom?: true
}

/** What a risk may end in. */
export const ACCIDENTS = {
  stampede: { label: { zh: '拥挤踩踏', en: 'Crush or stampede' }, of: 'school' },
  'food-poisoning': { label: { zh: '食物中毒', en: 'Food poisoning' }, of: 'school' },
  epidemic: { label: { zh: '传染病', en: 'Infectious disease' }, of: 'school' },
  drowning: { label: { zh: '淹溺', en: 'Drowning' }, of: 'GB 6441' },
  bullying: { label: { zh: '欺凌暴力', en: 'Bullying and violence' }, of: 'school' },
  'school-bus': { label: { zh: '校车交通事故', en: 'School bus accident' }, of: 'school' },
  assault: { label: { zh: '暴力侵害', en: 'Assault' }, of: 'school' },
  fire: { label: { zh: '火灾', en: 'Fire' }, of: 'GB 6441' },
  'electric-shock': { label: { zh: '触电', en: 'Electric shock' }, of: 'GB 6441' },
  'fall-from-height': { label: { zh: '高处坠落', en: 'Fall from height' }, of: 'GB 6441' },
  collapse: { label: { zh: '坍塌', en: 'Collapse' }, of: 'GB 6441' },
  'struck-by': { label: { zh: '物体打击', en: 'Struck by an object' }, of: 'GB 6441' },
  vehicle: { label: { zh: '车辆伤害', en: 'Injury by a vehicle' }, of: 'GB 6441' },
  machine: { label: { zh: '机械伤害', en: 'Injury by a machine' }, of: 'GB 6441' },
  burn: { label: { zh: '灼烫', en: 'Burn or scald' }, of: 'GB 6441' },
  poisoning: { label: { zh: '中毒和窒息', en: 'Poisoning or suffocation' }, of: 'GB 6441' },
  boiler: { label: { zh: '锅炉爆炸', en: 'Boiler explosion' }, of: 'GB 6441' },
  vessel: { label: { zh: '容器爆炸', en: 'Vessel explosion' }, of: 'GB 6441' },
  explosion: { label: { zh: '其他爆炸', en: 'Other explosion' }, of: 'GB 6441' },
  lifting: { label: { zh: '起重伤害', en: 'Injury in lifting' }, of: 'GB 6441', seldom: true },
  'roof-fall': { label: { zh: '冒顶片帮', en: 'Fall of ground' }, of: 'GB 6441', seldom: true },
  flooding: { label: { zh: '透水', en: 'Inrush of water' }, of: 'GB 6441', seldom: true },
  blasting: { label: { zh: '放炮', en: 'Blasting' }, of: 'GB 6441', seldom: true },
  gunpowder: { label: { zh: '火药爆炸', en: 'Gunpowder explosion' }, of: 'GB 6441', seldom: true },
  'firedamp-explosion': { label: { zh: '瓦斯爆炸', en: 'Firedamp explosion' }, of: 'GB 6441', seldom: true },
  'other-injury': { label: { zh: '其他伤害', en: 'Other injury' }, of: 'GB 6441' },
} as const satisfies Record<string, AccidentRow>
export type Accident = keyof typeof ACCIDENTS
export const ACCIDENT_IDS = Object.keys(ACCIDENTS) as [Accident, ...Accident[]]
export const Accident = z.enum(ACCIDENT_IDS)

/** What can be wrong, by its kind (人、物、环境、管理; GB/T 13861). */
export const CAUSES = {
  person: { zh: '人的因素', en: 'People' },
  thing: { zh: '物的因素', en: 'Things' },
  environment: { zh: '环境因素', en: 'Surroundings' },
  management: { zh: '管理因素', en: 'Management' },
} as const satisfies Record<string, Label>
export type Cause = keyof typeof CAUSES
export const Cause = z.enum(Object.keys(CAUSES) as [Cause, ...Cause[]])

/** The five kinds of control measures (FACTS 3.1). */
export const MEASURE_KINDS = {
  engineering: { zh: '工程技术措施', en: 'Engineering' },
  management: { zh: '管理措施', en: 'Management' },
  training: { zh: '教育培训措施', en: 'Training' },
  protection: { zh: '个体防护措施', en: 'Personal protection' },
  emergency: { zh: '应急处置措施', en: 'Emergency response' },
} as const satisfies Record<string, Label>
export type MeasureKind = keyof typeof MEASURE_KINDS
export const MEASURE_KIND_IDS = Object.keys(MEASURE_KINDS) as [MeasureKind, ...MeasureKind[]]
export const MeasureKind = z.enum(MEASURE_KIND_IDS)
