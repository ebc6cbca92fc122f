import { expect, test } from 'vitest'
import type { Instant } from '../kernel/day.ts'
import type { LimitOverride } from '../kernel/rule.ts'
import { namesDueBefore, namesLeaveOn, RETENTION_RULE } from './retention.ts'

test('the names of a drill go on the thirtieth day after its end, by the county’s calendar', () => {
  // 00:30 of the 2nd in the county, still the 1st at Greenwich.
  const endedAt: Instant = '2026-09-01T16:30:00.000Z'
  expect(namesLeaveOn(endedAt, [])).toBe('2026-10-02')
  expect(endedAt < namesDueBefore('2026-10-01', [])).toBe(false)
  expect(endedAt < namesDueBefore('2026-10-02', [])).toBe(true)
})

test('the county’s own number decides from its day on, and the day they go is foreseen by it', () => {
  const endedAt: Instant = '2026-09-01T02:00:00.000Z'
  const from = (day: LimitOverride['from'], value: number): LimitOverride[] => [
    { rule: RETENTION_RULE.code, limit: 'names-days', value, from: day, until: null },
  ]
  expect(namesLeaveOn(endedAt, from('2026-09-01', 10))).toBe('2026-09-11')
  // Set when the names were there for longer already: they go on its first day.
  expect(namesLeaveOn(endedAt, from('2026-09-20', 10))).toBe('2026-09-20')
  expect(namesLeaveOn(endedAt, from('2026-09-20', 60))).toBe('2026-10-31')
  expect(namesLeaveOn(endedAt, from('2026-10-05', 60))).toBe('2026-10-01')
  for (const [day, isDue] of [
    ['2026-09-19', false],
    ['2026-09-20', true],
  ] as const)
    expect(endedAt < namesDueBefore(day, from('2026-09-20', 10))).toBe(isDue)
})
