import { addDays, addMonths, type Day } from '../../kernel/day.ts'
import type { Limit } from '../../kernel/rule.ts'

/** The numbers a driver is judged by (Art. 23), the same in the list of drivers and on each trip. */
export const DRIVER_LIMITS = {
  youngest: { label: { zh: '最小年龄', en: 'Youngest' }, unit: 'age', default: 25, min: 25, max: 60 },
  oldest: {
    label: { zh: '达到此年龄不得驾驶', en: 'Not from this age on' },
    unit: 'age',
    default: 60,
    min: 25,
    max: 60,
  },
  heldYears: {
    label: { zh: '取得准驾车型最少年限', en: 'Class held for at least' },
    unit: 'year',
    default: 3,
    min: 3,
    max: 10,
  },
} as const satisfies Record<string, Limit>

type Numbers = Readonly<Record<keyof typeof DRIVER_LIMITS, number>>

interface Driver {
  readonly bornOn: Day
  readonly classSince: Day
}

/** The last day before a driver is too old. */
export const lastDayByAge = ({ bornOn }: Pick<Driver, 'bornOn'>, { oldest }: Pick<Numbers, 'oldest'>): Day =>
  addDays(addMonths(bornOn, 12 * oldest), -1)

/** The first day on which a driver is old enough and has held the class for long enough. */
export function firstDayBehindWheel(
  { bornOn, classSince }: Driver,
  { youngest, heldYears }: Pick<Numbers, 'youngest' | 'heldYears'>,
): Day {
  const [grown, held] = [addMonths(bornOn, 12 * youngest), addMonths(classSince, 12 * heldYears)]
  return grown > held ? grown : held
}

/**
 * By when the next yearly review is due: so many days after the end of the scoring cycle that runs on the day of
 * the last one. Cycles of a year are counted from the day the licence was first handed out.
 */
export function nextReviewDue(firstLicensedOn: Day, reviewedOn: Day, days: number): Day {
  let years = Math.max(1, Number(reviewedOn.slice(0, 4)) - Number(firstLicensedOn.slice(0, 4)))
  if (addMonths(firstLicensedOn, 12 * years) <= reviewedOn) years += 1
  return addDays(addMonths(firstLicensedOn, 12 * years), days)
}
