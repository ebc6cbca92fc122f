import { expect, test } from 'vitest'
import { completionRate, EMPTY_PROGRESS } from '../campaign/progress.ts'
import { areaMet, INDICATORS } from './index.ts'

test('a unit an area does not concern counts nowhere, one that has written nothing counts below', () => {
  expect(areaMet.count(['met', 'met', 'not-met', 'unknown', 'not-applicable'])).toEqual({
    numerator: 2,
    denominator: 4,
  })
})

test('an excused task is not owed', () => {
  const progress = { ...EMPTY_PROGRESS, total: 5, accepted: 3, excused: 1 }
  expect(completionRate.count(progress)).toEqual({ numerator: 3, denominator: 4 })
})

test('no two indicators have the same id', () => {
  expect(new Set(INDICATORS.map(({ id }) => id)).size).toBe(INDICATORS.length)
})
