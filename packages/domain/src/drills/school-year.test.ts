import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, type Day } from '../kernel/day.ts'
import {
  checkSchoolYear,
  isUsual,
  termYearOf,
  sortYear,
  toCalendar,
  usualYear,
  type SchoolYear,
} from './school-year.ts'
import { countTermDays, isTermDay, termDaysIn } from './term-calendar.ts'

const year = (change: Partial<SchoolYear> = {}): SchoolYear => ({
  ...usualYear(2026),
  holidays: [{ name: '国庆节', from: '2026-10-01', to: '2026-10-07' }],
  makeUp: ['2026-10-10'],
  ...change,
})
const term = (from: Day, to: Day) => ({ name: '学期', from, to })
const faults = (change: Partial<SchoolYear>, others: readonly SchoolYear[] = []) =>
  checkSchoolYear(year(change), others).map(({ list, row, code }) => `${list} ${row} ${code}`)

describe('a school year', () => {
  test('begins in August', () => {
    expect((['2026-07-31', '2026-08-01', '2027-01-20'] as const).map(termYearOf)).toEqual([2025, 2026, 2026])
  })
  test('that is sound has no fault, nor has any usual one', () => {
    expect(faults({})).toEqual([])
    for (let each = 2015; each < 2100; each += 1)
      expect(checkSchoolYear(usualYear(each), [usualYear(each - 1), usualYear(each + 1)])).toEqual([])
  })
  test('says of every row what is wrong with it', () => {
    const terms = usualYear(2026).terms
    expect(faults({ terms: [], holidays: [], makeUp: [] })).toEqual(['terms 0 no-terms'])
    expect(faults({ terms: [term('2027-01-20', '2026-09-01')], holidays: [], makeUp: [] })).toEqual([
      'terms 0 backwards',
    ])
    expect(faults({ terms: [...terms, term('2027-07-01', '2027-09-10')] })).toEqual(['terms 2 outside-year'])
    expect(faults({ terms: [...terms, term('2027-01-20', '2027-02-01')] })).toEqual(['terms 2 overlaps'])
    const last = { ...usualYear(2025), terms: [term('2026-02-25', '2026-08-31')] }
    expect(faults({ terms: [term('2026-08-28', '2027-01-20')] }, [last])).toEqual(['terms 0 overlaps-year'])
    const holidays = [
      term('2026-10-07', '2026-10-01'),
      term('2027-01-15', '2027-02-01'),
      term('2026-10-01', '2026-10-03'),
      term('2026-10-03', '2026-10-07'),
    ]
    expect(
      faults({ holidays, makeUp: ['2026-10-09', '2026-08-01', '2026-10-04', '2026-10-10', '2026-10-10'] }),
    ).toEqual([
      'holidays 0 backwards',
      'holidays 1 outside-terms',
      'holidays 3 overlaps',
      ...['makeUp 0 not-weekend', 'makeUp 1 outside-terms', 'makeUp 2 in-holiday', 'makeUp 4 overlaps'],
    ])
  })
  test('is kept in the order of its days', () => {
    const { terms } = usualYear(2026)
    expect(sortYear(year({ terms: terms.toReversed() })).terms).toEqual(terms)
  })
})

const aDay = fc.integer({ min: 0, max: 329 }).map(at => addDays('2026-08-01', at))
const aStretch = fc
  .tuple(aDay, fc.integer({ min: 0, max: 150 }))
  .map(([from, days]) => term(from, addDays(from, days)))

describe('the calendar made of school years', () => {
  test('has the county’s own days where it entered them and the usual ones elsewhere', () => {
    const calendar = toCalendar([year()], '2025-09-01', '2026-12-31')
    expect(
      (['2025-10-01', '2026-10-01', '2026-10-08', '2026-10-10', '2026-10-11'] as const).map(day =>
        isTermDay(calendar, day),
      ),
    ).toEqual([true, false, true, true, false])
    expect(isUsual([year()], '2026-08-01', '2027-07-31')).toBe(false)
    expect(isUsual([year()], '2026-07-31', '2026-10-01')).toBe(true)
  })
  test('of a year without fault counts no holiday and nothing outside its terms', () => {
    fc.assert(
      fc.property(
        fc.record({
          terms: fc.array(aStretch, { minLength: 1, maxLength: 3 }),
          holidays: fc.array(aStretch, { maxLength: 3 }),
          makeUp: fc.array(aDay, { maxLength: 4 }),
        }),
        change => {
          const own = { ...usualYear(2026), ...change }
          fc.pre(checkSchoolYear(own, []).length === 0)
          const calendar = toCalendar([own], '2026-08-01', '2027-07-31')
          for (let day: Day = '2026-08-01'; day <= '2027-07-31'; day = addDays(day, 1)) {
            if (!isTermDay(calendar, day)) continue
            expect(own.terms.some(({ from, to }) => from <= day && day <= to)).toBe(true)
            expect(own.holidays.some(({ from, to }) => from <= day && day <= to)).toBe(false)
          }
          const stretch = { from: '2026-09-01', to: '2027-06-30' } as const
          expect(termDaysIn(calendar, stretch).count).toBe(countTermDays(calendar, stretch.from, stretch.to))
        },
      ),
      { numRuns: 60 },
    )
  })
})
