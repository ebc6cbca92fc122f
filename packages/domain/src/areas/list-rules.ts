import { addDays, weekdayOf, type Day } from '../kernel/day.ts'
import type { ListAt, Recorded, Verdict } from '../kernel/register.ts'

/** The days from one to another, both included. */
export function eachDay(from: Day, to: Day): Day[] {
  const days: Day[] = []
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day)
  return days
}

/** Days from Monday to Friday: what a county without a calendar of terms judges by. */
export const isWeekday = (day: Day): boolean => weekdayOf(day) <= 5

/** School days that are over, among those a list rule is asked about; today is not over yet. */
export const pastSchoolDays = ({
  from,
  to,
  today,
  isSchoolDay,
}: Pick<ListAt, 'from' | 'to' | 'today' | 'isSchoolDay'>): Day[] =>
  eachDay(from, to < today ? to : addDays(today, -1)).filter(isSchoolDay)

/** Groups in the order in which their keys first appear. */
export function groupBy<Item>(items: Iterable<Item>, keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>()
  for (const item of items) {
    const key = keyOf(item)
    const group = groups.get(key)
    if (group) group.push(item)
    else groups.set(key, [item])
  }
  return groups
}

/** Entries that share what should tell them apart, one verdict for each such group. */
export function findDuplicates<Entry>(
  entries: readonly Recorded<Entry>[],
  keyOf: (entry: Entry) => string,
  today: Day,
): Verdict[] {
  return [...groupBy(entries, each => keyOf(each.entry))]
    .filter(([key, group]) => key !== '' && group.length > 1)
    .map(([key, group]) => ({
      on: today,
      since: group.map(each => each.recordedOn).sort()[1] ?? today,
      records: group.map(each => each.id),
      detail: { zh: key, en: key },
    }))
}
