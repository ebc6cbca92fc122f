import { expect, test } from 'vitest'
import { addDays, type Day } from '../../kernel/day.ts'
import { BEFORE_SUMMER_WINDOW, findSummerHolidays, isSummerHalf, listBeforeSummers } from './summer.ts'

const LAST: Day = '2026-06-30'
const seenOn = (today: Day) => listBeforeSummers(addDays(today, -BEFORE_SUMMER_WINDOW), today, today)

test('the time before the summer is judged when it is over, and for as long as all of it can be seen', () => {
  expect(seenOn(LAST)).toEqual([])
  expect(seenOn('2026-07-01')).toEqual([{ first: '2026-03-30', last: LAST }])
  expect(seenOn('2026-08-27')).toHaveLength(1)
  expect(seenOn('2026-08-28')).toEqual([])
})

test('a rule that began or ended outside of it does not judge it', () => {
  expect(listBeforeSummers('2026-07-01', '2026-07-10', '2026-07-10')).toEqual([])
  expect(listBeforeSummers('2026-05-01', '2026-06-29', '2026-07-10')).toEqual([])
  expect(listBeforeSummers(LAST, LAST, '2026-07-10')).toHaveLength(1)
})

test('the summer half is May to September', () => {
  const days: Day[] = ['2026-04-30', '2026-05-01', '2026-09-30', '2026-10-01']
  expect(days.map(isSummerHalf)).toEqual([false, true, true, false])
})

test('the summer holidays are July and August', () => {
  const days: Day[] = ['2026-06-30', '2026-07-01', '2026-08-31', '2026-09-01']
  expect(days.map(findSummerHolidays)).toEqual([null, '2026-07-01', '2026-07-01', null])
})
