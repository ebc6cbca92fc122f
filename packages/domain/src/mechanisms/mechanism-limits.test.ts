import { expect, test } from 'vitest'
import { MECHANISM_LIMITS, sayCadence } from './mechanism-limits.ts'

test.each([
  [7, '每周至少一次', 'At least once a week'],
  [14, '至少每2周一次', 'At least once every 2 weeks'],
  [31, '每月至少一次', 'At least once a month'],
  [92, '每季度至少一次', 'At least once a quarter'],
  [184, '每半年至少一次', 'At least once every half-year'],
  [365, '每年至少一次', 'At least once a year'],
  [366, '每年至少一次', 'At least once a year'],
  [45, '至少每45天一次', 'At least once every 45 days'],
])('a cycle of %i days is said in the words of the calendar where it has them', (days, zh, en) => {
  expect(sayCadence(days)).toEqual({ zh, en })
})

test('no cycle the county begins with is said in days', () => {
  for (const { default: days } of Object.values(MECHANISM_LIMITS))
    expect(sayCadence(days).zh).not.toContain('天')
})
