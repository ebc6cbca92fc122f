import { addDays, type Day } from '../kernel/day.ts'
import type { Label } from '../kernel/label.ts'
import {
  cite,
  findEdition,
  limitsOn,
  type Limit,
  type LimitOverride,
  type Rule,
  type RuleCode,
  type SourceDocument,
  type Sureness,
} from '../kernel/rule.ts'
import { isOpen, isSchool, type UnitProfile } from '../organisation/unit.ts'
import { periodOf, termDaysIn, type Period, type TermCalendar } from './term-calendar.ts'

/** 教基一厅〔2014〕2号 (FACTS 5.6, known from an excerpt; the article numbers are not known and none is given). */
export const DRILL_GUIDE: SourceDocument = {
  title: {
    zh: '《中小学幼儿园应急疏散演练指南》',
    en: 'Guide to evacuation drills in schools and kindergartens',
  },
  number: '教基一厅〔2014〕2号',
  from: '2015-01-01',
  dated: 'year',
}

/** The rule of how often a school drills, and its numbers. */
export const FREQUENCY_RULE = {
  effectiveFrom: DRILL_GUIDE.from,
  basis: [cite(DRILL_GUIDE, 'excerpt')],
} as const satisfies Rule
export const FREQUENCY_CODE: RuleCode = 'drills/frequency#too-few'

/** A number of a drill rule. A rule may be sure while one of its numbers is only custom. */
export interface DrillLimit extends Limit {
  readonly sure: Sureness
}

/**
 * The guide asks a drill a month of schools, one a quarter of kindergartens, and more of boarding schools without a
 * number: that number, and from how many school days on a month counts, are the county's to set.
 */
export const FREQUENCY_LIMITS = {
  school: {
    label: { zh: '中小学每月演练次数', en: 'Drills a month, schools' },
    ...{ unit: 'time', default: 1, min: 1, max: 8, sure: 'excerpt' },
  },
  // The guide asks more of boarding schools and names no number.
  boarding: {
    label: { zh: '寄宿制学校每月演练次数', en: 'Drills a month, boarding schools' },
    ...{ unit: 'time', default: 2, min: 1, max: 8, sure: 'unverified' },
  },
  kindergarten: {
    label: { zh: '幼儿园每季度演练次数', en: 'Drills a quarter, kindergartens' },
    ...{ unit: 'time', default: 1, min: 1, max: 8, sure: 'excerpt' },
  },
  'days-in-session': {
    label: { zh: '月份或季度计入达标的最少上课天数', en: 'School days from which a month or quarter counts' },
    ...{ unit: 'day', default: 10, min: 1, max: 20, sure: 'custom' },
  },
} as const satisfies Readonly<Record<string, DrillLimit>>

/** How a period stands. */
export const COMPLIANCE_STATES = {
  done: { zh: '已达标', en: 'Done' },
  scheduled: { zh: '已安排', en: 'Scheduled' },
  'not-scheduled': { zh: '未安排', en: 'Not scheduled' },
  'out-of-compliance': { zh: '未达标', en: 'Out of compliance' },
  'not-counted': { zh: '不计入', en: 'Not counted' },
} as const satisfies Record<string, Label>
export type ComplianceState = keyof typeof COMPLIANCE_STATES

/** A drill as compliance sees it: the day it was held, or is planned for. Real emergencies and tests do not count. */
export interface CountedDrill {
  readonly id: string
  readonly on: Day
  readonly held: boolean
}

export interface PeriodCompliance extends Period {
  readonly state: ComplianceState
  readonly needed: number
  readonly held: number
  readonly planned: number
  /** The last day on which the period can still be met; null where it does not count. */
  readonly dueOn: Day | null
  readonly drills: readonly string[]
}

/** What compliance needs to know of a school and its county. */
export interface ComplianceOccasion {
  readonly today: Day
  readonly unit: UnitProfile
  readonly calendar: TermCalendar
  readonly overrides: readonly LimitOverride[]
}

/** Judges the month (a kindergarten's quarter) that holds `day`. Days before the rule was in force do not count. */
export function judgePeriod(
  day: Day,
  drills: readonly CountedDrill[],
  { today, unit, calendar, overrides }: ComplianceOccasion,
): PeriodCompliance {
  const kindergarten = unit.kind === 'kindergarten'
  const period = periodOf(day, kindergarten ? 3 : 1)
  const inside = drills.filter(({ on }) => period.from <= on && on <= period.to)
  const held = inside.filter(drill => drill.held && drill.on <= today).length
  const planned = inside.filter(drill => !drill.held && drill.on >= today).length
  const { count, last: dueOn } = termDaysIn(calendar, period)
  const edition = findEdition(FREQUENCY_RULE, period.from)
  const limits = edition && limitsOn(FREQUENCY_CODE, FREQUENCY_LIMITS, edition, overrides, period.from)
  const base = { ...period, held, planned, drills: inside.map(({ id }) => id) }
  const counts =
    limits !== undefined &&
    isSchool(unit.kind) &&
    dueOn !== null &&
    isOpen(unit, period.from) &&
    count >= (limits['days-in-session'] ?? 0)
  if (!counts) return { ...base, state: 'not-counted', needed: 0, dueOn: null }
  const needed = limits[kindergarten ? 'kindergarten' : unit.boarding ? 'boarding' : 'school'] ?? 1
  const state: ComplianceState =
    held >= needed
      ? 'done'
      : today > dueOn
        ? 'out-of-compliance'
        : held + planned >= needed
          ? 'scheduled'
          : 'not-scheduled'
  return { ...base, state, needed, dueOn }
}

/** Every period from one day to another, the oldest first. */
export function judgePeriods(
  from: Day,
  to: Day,
  drills: readonly CountedDrill[],
  occasion: ComplianceOccasion,
): PeriodCompliance[] {
  const months = occasion.unit.kind === 'kindergarten' ? 3 : 1
  const periods: PeriodCompliance[] = []
  for (
    let period = periodOf(from, months);
    period.from <= to;
    period = periodOf(addDays(period.to, 1), months)
  )
    periods.push(judgePeriod(period.from, drills, occasion))
  return periods
}

/** How long leaving a building may take. */
export const EVACUATION_CODE: RuleCode = 'drills/evacuation#too-slow'
export const EVACUATION_LIMITS = {
  seconds: {
    label: { zh: '四层及以下教学楼疏散用时', en: 'Time to leave a building of up to four storeys' },
    ...{ unit: 'second', default: 120, min: 30, max: 900, sure: 'excerpt' },
  },
  'seconds-a-storey': {
    label: { zh: '第五层起每层增加的用时', en: 'Time added by each storey above the fourth' },
    ...{ unit: 'second', default: 30, min: 0, max: 120, sure: 'custom' },
  },
} as const satisfies Readonly<Record<string, DrillLimit>>

/** The numbers of the evacuation rule as they held on a day; null before it was in force. */
export function evacuationLimits(
  overrides: readonly LimitOverride[],
  on: Day,
): { readonly seconds: number; readonly secondsAStorey: number } | null {
  const edition = findEdition(FREQUENCY_RULE, on)
  if (!edition) return null
  const limits = limitsOn(EVACUATION_CODE, EVACUATION_LIMITS, edition, overrides, on)
  return { seconds: limits.seconds ?? 0, secondsAStorey: limits['seconds-a-storey'] ?? 0 }
}

/** The target in seconds for a building of so many storeys, on a day. */
export function evacuationTarget(
  storeys: number,
  overrides: readonly LimitOverride[],
  on: Day,
): number | null {
  const limits = evacuationLimits(overrides, on)
  return limits && limits.seconds + Math.max(0, storeys - 4) * limits.secondsAStorey
}
