import type { Label } from '../kernel/label.ts'
import type { AssemblyPoint } from './drill.ts'

/** What the day's attendance said at the alarm. Who is late is looked for like everybody else. */
export const ATTENDANCES = {
  present: { zh: '在校', en: 'Present' },
  late: { zh: '迟到', en: 'Late' },
  absent: { zh: '缺勤', en: 'Absent' },
} as const satisfies Record<string, Label>
export type Attendance = keyof typeof ATTENDANCES

/** Somebody on the list. `key` is what his badge says; the name is for the screen alone. */
export interface RosterPerson {
  readonly key: string
  readonly name: string
  readonly attendance: Attendance
}

export const GROUP_KINDS = {
  class: { zh: '班级', en: 'Class' },
  staff: { zh: '教职工', en: 'Staff' },
  visitors: { zh: '访客', en: 'Visitors' },
} as const satisfies Record<string, Label>
export type GroupKind = keyof typeof GROUP_KINDS

/** A class, the staff, or the visitors. */
export interface RosterGroup {
  readonly id: string
  readonly kind: GroupKind
  readonly name: string
  /** Where it is meant to gather; null for anywhere. */
  readonly point: string | null
  /** How many are expected where people are not named; with names, how many more than those. */
  readonly unnamed: number
  readonly people: readonly RosterPerson[]
}

/** Who is to be accounted for, frozen at the alarm: what changes in the school's lists later changes nothing here. */
export interface Roster {
  readonly drill: string
  readonly unitId: string
  readonly points: readonly AssemblyPoint[]
  readonly groups: readonly RosterGroup[]
}

/** The group of people on no list who belong to no class. */
export const ADDED = 'added'

export const EMPTY_ROSTER: Roster = { drill: '', unitId: '', points: [], groups: [] }

/** Everybody the roster names. */
export const countNamed = (roster: Roster): number =>
  roster.groups.reduce((sum, { people }) => sum + people.length, 0)
