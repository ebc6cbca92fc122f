import { dayOf, type Day, type Instant } from './day.ts'
import { formOf } from './form.ts'
import type { Label } from './label.ts'

/** What is told at a field whose day has not come. */
export const NOT_YET: Label = { zh: '日期不能晚于今天，请核对', en: 'Cannot lie after today: please check' }

/**
 * The fields of an entry that tell of a day or moment after today, though they say what happened: a check of next year
 * would keep its clock quiet for a year. Fields declared `ahead` (until when, by when) are never among them. Moments are
 * compared by their day, for the clock of a telephone may be some minutes fast.
 * @param register whose entry it is
 * @param entry a body; what is missing or no day is passed over
 * @param today the day of the server, never the writer's
 * @returns the names of the fields, in the order of the entry
 */
export function listNotYet(
  register: Parameters<typeof formOf>[0],
  entry: Readonly<Record<string, unknown>>,
  today: Day,
): string[] {
  return formOf(register)
    .filter(field => {
      const value = entry[field.name]
      if (field.ahead || typeof value !== 'string' || value === '') return false
      if (field.widget === 'instant') return dayOf(value as Instant) > today
      return field.widget === 'day' && value > today
    })
    .map(({ name }) => name)
}
