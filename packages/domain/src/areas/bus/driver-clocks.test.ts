import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, addMonths, daysBetween } from '../../kernel/day.ts'
import { firstDayBehindWheel, lastDayByAge, nextReviewDue } from './driver-clocks.ts'

const days = fc.integer({ min: 0, max: 9000 }).map(offset => addDays('1995-01-01', offset))
const later = fc.integer({ min: 0, max: 6000 })

test('the next review falls after the end of the first scoring cycle that ends after the last review', () => {
  fc.assert(
    fc.property(days, later, fc.integer({ min: 0, max: 60 }), (first, offset, grace) => {
      const reviewed = addDays(first, offset)
      let end = addMonths(first, 12)
      for (let year = 2; end <= reviewed; year += 1) end = addMonths(first, 12 * year)
      expect(nextReviewDue(first, reviewed, grace)).toBe(addDays(end, grace))
    }),
  )
})

test('a review within thirty days of a cycle’s end is good for the cycle that has begun', () => {
  expect(nextReviewDue('2010-05-20', '2026-06-10', 30)).toBe('2027-06-19')
  expect(nextReviewDue('2010-05-20', '2026-05-20', 30)).toBe('2027-06-19')
  expect(nextReviewDue('2010-05-20', '2026-05-19', 30)).toBe('2026-06-19')
})

test('nobody drives before both waits are over, nor on the day of being too old', () => {
  fc.assert(
    fc.property(days, days, (bornOn, classSince) => {
      const start = firstDayBehindWheel({ bornOn, classSince }, { youngest: 25, heldYears: 3 })
      expect(start >= addMonths(bornOn, 300) && start >= addMonths(classSince, 36)).toBe(true)
      expect([addMonths(bornOn, 300), addMonths(classSince, 36)]).toContain(start)
      expect(daysBetween(lastDayByAge({ bornOn }, { oldest: 60 }), addMonths(bornOn, 720))).toBe(1)
    }),
  )
})
