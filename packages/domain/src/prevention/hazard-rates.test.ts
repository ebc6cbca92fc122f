import { expect, test } from 'vitest'
import { showRate } from '../kernel/indicator.ts'
import { HAZARD_RATES, NO_HAZARDS, timelyRate } from './hazard-rates.ts'

test('where there is no hazard every rate of the loop is a dash, not nought or all', () => {
  expect(HAZARD_RATES.map(rate => showRate(rate.count(NO_HAZARDS), 'zh'))).toEqual(['—', '—', '—', '—', '—'])
})

test('what is not due yet is neither in time nor late', () => {
  const figures = { ...NO_HAZARDS, verified: 10, closed: 4, closedInTime: 3, closedLate: 1, overdue: 2 }
  expect(timelyRate.count(figures)).toEqual({ numerator: 3, denominator: 6 })
})
