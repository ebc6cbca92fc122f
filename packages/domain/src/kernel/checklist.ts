import { bindsUnit, type Binds, type UnitProfile } from '../organisation/unit.ts'
import type { Day } from './day.ts'
import type { Label } from './label.ts'
import { err, ok, type Result } from './result.ts'
import type { Basis, Severity } from './rule.ts'

/** How often an item is asked. A run covers one or several of these; without any it asks everything. */
export const FREQUENCIES = {
  meal: { zh: '每餐', en: 'Every meal' },
  trip: { zh: '每趟', en: 'Every trip' },
  occasion: { zh: '每次', en: 'Every time' },
  job: { zh: '作业时', en: 'When such work is done' },
  'at-once': { zh: '即时', en: 'At once' },
  event: { zh: '事件发生后', en: 'After every event' },
  day: { zh: '每日', en: 'Daily' },
  week: { zh: '每周', en: 'Weekly' },
  'winter-week': { zh: '冬季每周', en: 'Weekly in winter' },
  'half-month': { zh: '每半月', en: 'Half-monthly' },
  month: { zh: '每月', en: 'Monthly' },
  quarter: { zh: '每季度', en: 'Quarterly' },
  'before-floods': { zh: '汛前', en: 'Before the flood season' },
  floods: { zh: '汛期', en: 'In the flood season' },
  'half-year': { zh: '每半年', en: 'Half-yearly' },
  term: { zh: '每学期', en: 'Every term' },
  year: { zh: '每年', en: 'Yearly' },
  'school-year': { zh: '每学年', en: 'Every school year' },
} as const satisfies Record<string, Label>
export type Frequency = keyof typeof FREQUENCIES
export const FREQUENCY_IDS = Object.keys(FREQUENCIES) as [Frequency, ...Frequency[]]

/** What an answer to an item consists of, besides yes, no or not applicable. */
export const ANSWER_KINDS = {
  'yes-no': { zh: '是否', en: 'Yes or no' },
  number: { zh: '数值', en: 'Number' },
  day: { zh: '日期', en: 'Day' },
  photo: { zh: '照片', en: 'Photo' },
  record: { zh: '查看台账', en: 'Look into the records' },
} as const satisfies Record<string, Label>
export type AnswerKind = keyof typeof ANSWER_KINDS

/** A number an item asks for; outside its bounds the item fails, whatever else was answered. */
export interface NumberAsked {
  readonly label: Label
  readonly unit?: Label
  readonly min?: number
  readonly max?: number
}

/** A day an item asks for: the last day of something valid, or the day on which something was done last. */
export type DayAsked =
  | { readonly label: Label; readonly means: 'valid-until' }
  /** Done longer ago than so many months, the item fails; without a number any day will do. */
  | { readonly label: Label; readonly means: 'last-done'; readonly months?: number }

/** Photos an item asks for at least, and no answer carries more than the form of a register lets it. */
export const PHOTOS_AT_LEAST = 1

/** One thing an inspector looks at. */
export interface CheckItem {
  /** Never given to another item, in no version: old answers are read by it. */
  readonly code: string
  readonly text: Label
  readonly basis: readonly [Basis, ...Basis[]]
  /** `major` only proposes: a reviewer of the bureau confirms. */
  readonly severity: Exclude<Severity, 'notice'>
  /** The case in which alone a failing item is major; whoever finds it failing says whether it is so. */
  readonly majorIf?: Label
  /** The first day on which it can be major, where the document that says so is newer than the item. */
  readonly majorFrom?: Day
  /** The first day on which it is asked, where all it rests on is newer than the checklist. */
  readonly since?: Day
  readonly every: readonly [Frequency, ...Frequency[]]
  readonly kinds: readonly [AnswerKind, ...AnswerKind[]]
  readonly number?: NumberAsked
  readonly day?: DayAsked
  /** Whom it is asked, where that differs from its section. */
  readonly binds?: Binds
  /** The registers in which the records are kept, where there are any: `food/shared-meal-log`. */
  readonly registers?: readonly [string, ...string[]]
  /** About single pupils: what was noted stays out of a hazard, which many read. */
  readonly restricted?: boolean
}

/** Items under one heading, asked of the same units unless an item says otherwise. */
export interface CheckSection {
  readonly id: string
  readonly label: Label
  readonly binds: Binds
  readonly items: readonly [CheckItem, ...CheckItem[]]
}

/** One version of a checklist, in force from a day to a day. */
export interface ChecklistVersion {
  readonly version: number
  readonly from: Day
  /** The last day on which runs of it were begun; absent: until the next one's first day. */
  readonly until?: Day
  readonly sections: readonly [CheckSection, ...CheckSection[]]
}

/** A checklist with all the versions it ever had, the newest last. */
export interface Checklist {
  readonly id: string
  readonly label: Label
  readonly versions: readonly [ChecklistVersion, ...ChecklistVersion[]]
}

/** Declares a checklist. A version is never edited once it was in use: what was asked then must stay readable. */
export const defineChecklist = <const C extends Checklist>(checklist: C): C => checklist

/** The version that is asked on a day, or nothing before the first one. */
export function findChecklistVersion(checklist: Checklist, on: Day): ChecklistVersion | undefined {
  const newest = checklist.versions.findLast(({ from }) => from <= on)
  return newest && (newest.until === undefined || on <= newest.until) ? newest : undefined
}

/** The version an old run was answered by; one this server does not know is refused, never guessed at. */
export function readChecklistVersion(
  checklist: Checklist,
  version: number,
): Result<
  ChecklistVersion,
  { readonly code: 'unknown-version'; readonly version: number; readonly newest: number }
> {
  const found = checklist.versions.find(each => each.version === version)
  if (found) return ok(found)
  const newest = Math.max(...checklist.versions.map(each => each.version))
  return err({ code: 'unknown-version', version, newest })
}

/** All items of a version, in the order in which they are asked. */
export const listCheckItems = (version: ChecklistVersion): readonly CheckItem[] =>
  version.sections.flatMap(({ items }) => items)

/** Whom, on which day and how often: what decides which items a run asks. */
export interface RunScope {
  readonly unit: UnitProfile
  readonly on: Day
  /** The frequencies the run covers; none: all of them. */
  readonly every: readonly Frequency[]
}

/** The items a run asks: those that bind the unit, are due at such a run and rest on something in force that day. */
export const listAsked = (version: ChecklistVersion, { unit, on, every }: RunScope): readonly CheckItem[] =>
  version.sections.flatMap(section =>
    section.items.filter(
      item =>
        bindsUnit(item.binds ?? section.binds, unit) &&
        (item.since === undefined || item.since <= on) &&
        (every.length === 0 || item.every.some(each => every.includes(each))),
    ),
  )

/** What an item rests on that day. A document that was not yet in force is not held against anybody. */
export const basisOn = (item: CheckItem, on: Day): readonly Basis[] =>
  item.basis.filter(({ document }) => document.from <= on)

/** True when the item, found failing on that day, may be major at all. */
export const canBeMajor = (item: CheckItem, on: Day): boolean =>
  item.severity === 'major' && (item.majorFrom === undefined || item.majorFrom <= on)
