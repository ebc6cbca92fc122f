import { addDays, type Day } from '../kernel/day.ts'
import type { Label } from '../kernel/label.ts'
import {
  cite,
  findEdition,
  limitsOn,
  type Limits,
  type LimitOverride,
  type Rule,
  type RuleCode,
  type SourceDocument,
} from '../kernel/rule.ts'
import { isOpen, isSchool, type UnitProfile } from '../organisation/unit.ts'
import { countTermDays, lastTermDay, periodOf, type Period, type TermCalendar } from './term-calendar.ts'

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

/**
 * The guide asks a drill a month of schools, one a quarter of kindergartens, and more of boarding schools without a
 * number: that number, and from how many school days on a month counts, are the county's to set.
 */
export const FREQUENCY_LIMITS = {
  school: {
    label: { zh: '中小学每月演练次数', en: 'Drills a month, schools' },
    unit: 'time',
    default: 1,
    min: 1,
    max: 8,
  },
  boarding: {
    label: {
      zh: '寄宿制学校每月演练次数（默认值，依据未规定具体次数）',
      en: 'Drills a month, boarding (default: the source names no number)',
    },
    ...{ unit: 'time', default: 2, min: 1, max: 8 },
  },
  kindergarten: {
    label: { zh: '幼儿园每季度演练次数', en: 'Drills a quarter, kindergartens' },
    ...{ unit: 'time', default: 1, min: 1, max: 8 },
  },
  'days-in-session': {
    label: {
      zh: '计入的月份至少上课天数（默认值，习惯做法）',
      en: 'School days from which a month counts (default: common practice)',
    },
    ...{ unit: 'day', default: 10, min: 1, max: 20 },
  },
} as const satisfies Limits

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
  const dueOn = lastTermDay(calendar, period.from, period.to)
  const edition = findEdition(FREQUENCY_RULE, period.from)
  const limits = edition && limitsOn(FREQUENCY_CODE, FREQUENCY_LIMITS, edition, overrides, period.from)
  const base = { ...period, held, planned, drills: inside.map(({ id }) => id) }
  const counts =
    limits !== undefined &&
    isSchool(unit.kind) &&
    dueOn !== null &&
    isOpen(unit, period.from) &&
    countTermDays(calendar, period.from, period.to) >= (limits['days-in-session'] ?? 0)
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

/** How far out an evacuation may take. */
export const EVACUATION_CODE: RuleCode = 'drills/evacuation#too-slow'
export const EVACUATION_LIMITS = {
  seconds: {
    label: { zh: '四层及以下教学楼疏散用时', en: 'Seconds to leave a building of up to four storeys' },
    ...{ unit: 'second', default: 120, min: 30, max: 900 },
  },
  'seconds-a-storey': {
    label: {
      zh: '第五层起每层增加（默认值，习惯做法）',
      en: 'Seconds more a storey above the fourth (default: common practice)',
    },
    ...{ unit: 'second', default: 30, min: 0, max: 120 },
  },
} as const satisfies Limits

/** The target in seconds for a building of so many storeys, on a day. */
export function evacuationTarget(
  storeys: number,
  overrides: readonly LimitOverride[],
  on: Day,
): number | null {
  const edition = findEdition(FREQUENCY_RULE, on)
  if (!edition) return null
  const limits = limitsOn(EVACUATION_CODE, EVACUATION_LIMITS, edition, overrides, on)
  return (limits.seconds ?? 0) + Math.max(0, storeys - 4) * (limits['seconds-a-storey'] ?? 0)
}
