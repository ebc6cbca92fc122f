import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, type Day } from '../kernel/day.ts'
import { AGE_BANDS, AGE_BAND_IDS, ageBandOf, daysOfBand } from './hazard-age.ts'

const today: Day = '2026-11-20'

test.each([
  [0, 'week'],
  [7, 'week'],
  [8, 'fortnight'],
  [15, 'fortnight'],
  [16, 'month'],
  [30, 'month'],
  [31, 'quarter'],
  [90, 'quarter'],
  [91, 'longer'],
])('what was found %i days ago stands in the band %s', (age, band) => {
  expect(ageBandOf(addDays(today, -age), today)).toBe(band)
})

test('the days of the bands and the band of a day say the same, and no day has two', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 400 }), age => {
      const found = addDays(today, -age)
      const holding = AGE_BAND_IDS.filter(band => {
        const { from, to } = daysOfBand(band, today)
        return found <= to && (from === null || found >= from)
      })
      expect(holding).toEqual([ageBandOf(found, today)])
    }),
  )
})

test('the bands follow one another and the last has no end', () => {
  const ends = AGE_BAND_IDS.map(band => AGE_BANDS[band].upTo ?? Infinity)
  expect(ends).toEqual([...ends].sort((a, b) => a - b))
  expect(ends.at(-1)).toBe(Infinity)
})
