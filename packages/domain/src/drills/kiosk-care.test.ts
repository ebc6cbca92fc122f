import { expect, test } from 'vitest'
import { troubleOf } from './kiosk-care.ts'

const NOW = Date.parse('2026-10-15T02:00:00.000Z')

test('a kiosk is looked after when it was never heard, was silent for a day, or is nearly empty', () => {
  const at = (seenAt: `${string}T${string}Z` | null, battery: number | null) =>
    troubleOf({ seenAt, battery }, NOW)
  expect(at(null, null)).toBe('never-heard')
  expect(at('2026-10-14T02:00:00.000Z', 90)).toBe('quiet')
  expect(at('2026-10-14T02:00:01.000Z', 90)).toBeNull()
  expect(at('2026-10-15T01:59:00.000Z', 20)).toBe('low-battery')
  expect(at('2026-10-15T01:59:00.000Z', 21)).toBeNull()
  // On the mains: it says nothing of a battery.
  expect(at('2026-10-15T01:59:00.000Z', null)).toBeNull()
  expect(at('2026-10-12T02:00:00.000Z', 5)).toBe('quiet')
})
