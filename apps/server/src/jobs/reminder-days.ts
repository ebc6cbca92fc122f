import { countOf, daysBetween, type Day, type Label } from '@anlan/domain'

/** Days before a deadline at which people are reminded. */
export const REMINDER_DAYS = [7, 3, 1] as const
export const FARTHEST = Math.max(...REMINDER_DAYS)

/**
 * The reminder a deadline asks for on a day: the nearest of the reminder days that is not passed, `overdue`
 * after the deadline, nothing while it is far. A server that slept through the exact day still sends it,
 * and of several it slept through the last alone.
 */
export function reminderFor(
  dueOn: Day,
  today: Day,
  days: readonly number[] = REMINDER_DAYS,
): number | 'overdue' | null {
  const left = daysBetween(today, dueOn)
  if (left < 0) return 'overdue'
  return days.filter(day => left <= day).toSorted((a, b) => a - b)[0] ?? null
}

/** "3 days left", "due today", "2 days overdue", in both languages. */
export function distance(dueOn: Day, today: Day): Label {
  const left = daysBetween(today, dueOn)
  if (left < 0) return { zh: `已逾期${-left}天`, en: `${countOf(-left, 'day')} overdue` }
  if (left === 0) return { zh: '今天到期', en: 'due today' }
  return { zh: `还有${left}天到期`, en: `due in ${countOf(left, 'day')}` }
}

export const monthDay = (day: Day): string => {
  const [, month, date] = day.split('-').map(Number)
  return `${month}月${date}日`
}
