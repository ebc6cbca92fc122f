import { isTermDay, LimitOverride, type Day, type Occasion, type UnitProfile } from '@anlan/domain'
import { z } from 'zod'
import type { Tx } from '../db/scope.ts'
import { readCalendar } from '../drills/standards.queries.ts'

/** No rule of a register looks further back for school days. */
const CALENDAR_FROM: Day = '2021-09-01'

/** When and by what a unit is judged: the county's calendar and its own numbers, the same for all of its units. */
export type CountyOccasion = Omit<Occasion, 'unit'>

export async function readOccasion(tx: Tx, today: Day): Promise<CountyOccasion> {
  const [calendar, row] = await Promise.all([
    readCalendar(tx, CALENDAR_FROM, today),
    tx.selectFrom('settings').select('value').where('key', '=', 'rule-limits').executeTakeFirst(),
  ])
  return {
    today,
    overrides: z.array(LimitOverride).parse(row?.value ?? []),
    isSchoolDay: day => isTermDay(calendar, day),
  }
}

export const occasionOf = (county: CountyOccasion, unit: UnitProfile): Occasion => ({ ...county, unit })
