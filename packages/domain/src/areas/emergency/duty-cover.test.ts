import fc from 'fast-check'
import { expect, test } from 'vitest'
import { startOfDay, type Instant } from '../../kernel/day.ts'
import { findGaps } from './duty-cover.ts'

const START = Date.parse(startOfDay('2026-09-01'))
const HOUR = 3_600_000
const hour = (count: number): Instant => new Date(START + count * HOUR).toISOString() as Instant
const shifts = fc.array(
  fc
    .tuple(fc.integer({ min: -10, max: 60 }), fc.integer({ min: 1, max: 26 }))
    .map(([from, length]) => ({ startsAt: hour(from), endsAt: hour(from + length) })),
  { maxLength: 12 },
)

test('an hour is in a gap exactly when no shift holds it, in whatever order shifts were entered', () => {
  fc.assert(
    fc.property(shifts, roster => {
      const gaps = findGaps(roster, hour(0), hour(48))
      for (let each = 0; each < 48; each += 1) {
        const covered = roster.some(
          ({ startsAt, endsAt }) => startsAt <= hour(each) && hour(each + 1) <= endsAt,
        )
        const inGap = gaps.some(({ from, to }) => from <= hour(each) && hour(each + 1) <= to)
        expect(inGap).toBe(!covered)
      }
      expect(findGaps([...roster].reverse(), hour(0), hour(48))).toEqual(gaps)
    }),
  )
})

test('a minute between two shifts is a gap, and none is left when they meet', () => {
  const shift = (from: number, to: number) => ({ startsAt: hour(from), endsAt: hour(to) })
  expect(findGaps([shift(0, 12), shift(12, 24)], hour(0), hour(24))).toEqual([])
  expect(findGaps([shift(0, 12), shift(12 + 1 / 60, 24)], hour(0), hour(24))).toHaveLength(1)
  expect(findGaps([], hour(0), hour(24))).toEqual([{ from: hour(0), to: hour(24) }])
})
