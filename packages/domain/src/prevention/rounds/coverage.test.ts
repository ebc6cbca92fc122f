import { describe, expect, test } from 'vitest'
import { toCalendar } from '../../drills/school-year.ts'
import { showRate } from '../../kernel/indicator.ts'
import { coverageStanding, inspectionCoverage, termBegin } from './coverage.ts'

describe('a school', () => {
  test.each([
    ['nobody has ever come to', null, 'never'],
    ['visited a year and a day ago', '2025-11-19', 'over-year'],
    ['visited a year ago to the day', '2025-11-20', 'within-year'],
    ['visited the day before the term', '2026-08-31', 'within-year'],
    ['visited on its first day', '2026-09-01', 'in-period'],
    ['visited today', '2026-11-20', 'in-period'],
  ] as const)('%s', (_, last, standing) => {
    expect(coverageStanding(last, '2026-09-01', '2026-11-20')).toBe(standing)
  })

  test('visited in a period that begins long ago is in it, however long that is', () => {
    expect(coverageStanding('2024-02-01', '2024-01-01', '2026-11-20')).toBe('in-period')
  })
})

test('of four schools one was inspected; of none there is no rate', () => {
  const standings = ['never', 'over-year', 'within-year', 'in-period'] as const
  expect(showRate(inspectionCoverage.count(standings), 'zh')).toBe('25%（1/4）')
  expect(showRate(inspectionCoverage.count([]), 'zh')).toBe('—')
})

test('a period begins with the term, in the holidays with the one that has just ended', () => {
  const calendar = toCalendar([], '2025-09-01', '2026-12-31')
  expect(termBegin(calendar, '2026-11-20')).toBe('2026-09-01')
  expect(termBegin(calendar, '2026-08-10')).toBe('2026-02-25')
  expect(termBegin({ terms: [] }, '2026-08-10')).toBe('2026-08-10')
})
