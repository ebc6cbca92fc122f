import type { Label } from '../kernel/label.ts'

/** What a drill rehearses (FACTS 5.6). */
export const DRILL_TYPES = {
  fire: { zh: '消防疏散', en: 'Fire evacuation' },
  earthquake: { zh: '地震避险', en: 'Earthquake' },
  stampede: { zh: '防拥挤踩踏', en: 'Crowd crush' },
  'bus-evacuation': { zh: '校车逃生', en: 'School bus evacuation' },
  'lock-down': { zh: '防暴封控', en: 'Lock-down' },
  flood: { zh: '防汛转移', en: 'Flood evacuation' },
  'chemical-spill': { zh: '危化品泄漏', en: 'Chemical spill' },
  'food-poisoning': { zh: '食物中毒', en: 'Food poisoning' },
} as const satisfies Record<string, Label>
export type DrillType = keyof typeof DRILL_TYPES
export const DRILL_TYPE_IDS = Object.keys(DRILL_TYPES) as [DrillType, ...DrillType[]]

/**
 * Whether people run because of an exercise, because of danger, or because somebody tries the machines. Every screen,
 * fact and paper says which.
 */
export const DRILL_MODES = {
  drill: { zh: '演练', en: 'Drill' },
  real: { zh: '真实警情', en: 'Real emergency' },
  test: { zh: '设备测试', en: 'Equipment test' },
} as const satisfies Record<string, Label>
export type DrillMode = keyof typeof DRILL_MODES
export const DRILL_MODE_IDS = Object.keys(DRILL_MODES) as [DrillMode, ...DrillMode[]]

const GRAVITY = { test: 0, drill: 1, real: 2 } as const satisfies Record<DrillMode, number>

/**
 * True when an alarm waits for none of the other mode: the other gives way and everybody is counted anew, for who was
 * seen in an exercise may be in the building when it burns.
 */
export const isGraver = (mode: DrillMode, than: DrillMode): boolean => GRAVITY[mode] > GRAVITY[than]

/** Where people gather. */
export interface AssemblyPoint {
  readonly id: string
  readonly name: string
}
