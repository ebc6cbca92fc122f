import { expect, test } from 'vitest'
import { waitAfter } from './backoff.ts'

test('each failure doubles the wait up to half a minute, and no two schools come back together', () => {
  expect([1, 2, 3, 4, 5, 6, 60].map(failures => waitAfter(failures, 1))).toEqual([
    1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000,
  ])
  expect(waitAfter(6, 0)).toBe(15_000)
})
