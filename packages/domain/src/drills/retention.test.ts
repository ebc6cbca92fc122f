import { expect, test } from 'vitest'
import type { Instant } from '../kernel/day.ts'
import { namesDueBefore, namesLeaveOn } from './retention.ts'

test('the names of a drill go on the thirtieth day after its end, by the county’s calendar', () => {
  // 00:30 of the 2nd in the county, still the 1st at Greenwich.
  const endedAt: Instant = '2026-09-01T16:30:00.000Z'
  expect(namesLeaveOn(endedAt)).toBe('2026-10-02')
  expect(endedAt < namesDueBefore('2026-10-01')).toBe(false)
  expect(endedAt < namesDueBefore('2026-10-02')).toBe(true)
})
