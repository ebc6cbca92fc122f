import {
  isTermDay,
  LimitOverride,
  listEntered,
  toCalendar,
  type Day,
  type Occasion,
  type UnitProfile,
} from '@anlan/domain'
import { z } from 'zod'
import type { Tx } from '../db/scope.ts'
import { readYears } from '../drills/standards.queries.ts'

/** No rule of a register looks further back for school days. */
const CALENDAR_FROM: Day = '2021-09-01'

/** When and by what a unit is judged: the county's calendar and its own numbers, the same for all of its units. */
export type CountyOccasion = Omit<Occasion, 'unit'> & {
  /** The same for two occasions by which everything is judged alike. */
  readonly key: string
}

export async function readOccasion(tx: Tx, today: Day): Promise<CountyOccasion> {
  const [years, row] = await Promise.all([
    readYears(tx),
    tx
      .selectFrom('settings')
      .select(['value', 'revision'])
      .where('key', '=', 'rule-limits')
      .executeTakeFirst(),
  ])
  const calendar = toCalendar(listEntered(years.value), CALENDAR_FROM, today)
  return {
    key: [today, years.revision, row?.revision ?? 0].join(' '),
    today,
    overrides: z.array(LimitOverride).parse(row?.value ?? []),
    isSchoolDay: day => isTermDay(calendar, day),
  }
}

export const occasionOf = (county: CountyOccasion, unit: UnitProfile): Occasion => ({ ...county, unit })
