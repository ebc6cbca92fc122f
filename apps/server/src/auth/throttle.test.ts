import type { Instant } from '@anlan/domain'
import { expect, test } from 'vitest'
import { networkOf } from './peer-address.ts'
import { countFailure, lockMinutes, type Failures } from './throttle.ts'

const at = (minutes: number): Instant =>
  new Date(Date.parse('2026-10-15T02:00:00Z') + minutes * 60_000).toISOString() as Instant

test('four failures cost nothing, from the fifth on each costs longer, half an hour at most', () => {
  expect([1, 4, 5, 6, 7, 8, 9, 10, 11, 500].map(lockMinutes)).toEqual([0, 0, 1, 2, 4, 8, 16, 30, 30, 30])
})

test('a day without a failure forgets them', () => {
  const before: Failures = { failures: 9, last_at: at(0), locked_until: at(16) }
  expect(countFailure(before, at(60))).toEqual({ failures: 10, last_at: at(60), locked_until: at(90) })
  expect(countFailure(before, at(25 * 60))).toEqual({ failures: 1, last_at: at(25 * 60), locked_until: null })
  expect(countFailure(undefined, at(0)).failures).toBe(1)
})

test('guessing every second gets fewer than sixty guesses a day', () => {
  let guesses = 0
  let row: Failures | undefined
  for (let second = 0; second < 24 * 3600; second += 1) {
    const now = at(second / 60)
    if (row?.locked_until && Date.parse(row.locked_until) > Date.parse(now)) continue
    row = countFailure(row, now)
    guesses += 1
  }
  expect(guesses).toBeLessThan(60)
})

test('an address counts as a network its owner cannot leave by choosing another of his own', () => {
  expect(networkOf('::ffff:10.1.2.3')).toBe('10.1.2.3')
  expect(networkOf('10.1.2.3')).toBe('10.1.2.3')
  expect(networkOf('2001:db8:1:2:aaaa::1')).toBe(networkOf('2001:db8:1:2::ffff'))
  expect(networkOf('2001:db8:1:2::1')).not.toBe(networkOf('2001:db8:1:3::1'))
  expect(networkOf('fe80::1%eth0')).toBe('fe80:0:0:0::/64')
  expect(networkOf('::1')).toBe('0:0:0:0::/64')
  for (const text of ['', 'unknown', '10.1.2', 'x'.repeat(5000)]) expect(networkOf(text)).toBe('unknown')
})
