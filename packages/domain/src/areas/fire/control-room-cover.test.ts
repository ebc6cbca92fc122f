import fc from 'fast-check'
import { expect, test } from 'vitest'
import { startOfDay, type Instant } from '../../kernel/day.ts'
import { findThin } from './control-room-cover.ts'

const START = Date.parse(startOfDay('2026-09-01'))
const hour = (count: number): Instant => new Date(START + count * 3_600_000).toISOString() as Instant
const shift = (from: number, to: number, person: string) => ({
  startsAt: hour(from),
  endsAt: hour(to),
  person,
})
const shifts = fc.array(
  fc
    .tuple(
      fc.integer({ min: -10, max: 60 }),
      fc.integer({ min: 1, max: 26 }),
      fc.constantFrom('甲', '乙', '丙'),
    )
    .map(([from, length, person]) => shift(from, from + length, person)),
  { maxLength: 12 },
)

test('an hour is thin exactly when fewer different people than needed are there for all of it', () => {
  fc.assert(
    fc.property(shifts, fc.integer({ min: 1, max: 3 }), (roster, needed) => {
      const thin = findThin(roster, hour(0), hour(48), needed)
      for (let each = 0; each < 48; each += 1) {
        const there = roster.filter(
          ({ startsAt, endsAt }) => startsAt <= hour(each) && hour(each + 1) <= endsAt,
        )
        const people = new Set(there.map(({ person }) => person)).size
        const found = thin.find(({ from, to }) => from <= hour(each) && hour(each + 1) <= to)
        expect(found !== undefined).toBe(people < needed)
        if (found) expect(found.least).toBeLessThanOrEqual(people)
      }
      expect(findThin([...roster].reverse(), hour(0), hour(48), needed)).toEqual(thin)
    }),
  )
})

test('one person entered twice is one person', () => {
  expect(findThin([shift(0, 24, '甲'), shift(0, 24, '甲')], hour(0), hour(24), 2)).toEqual([
    { from: hour(0), to: hour(24), least: 1 },
  ])
  expect(findThin([shift(0, 24, '甲'), shift(0, 24, '乙')], hour(0), hour(24), 2)).toEqual([])
})
