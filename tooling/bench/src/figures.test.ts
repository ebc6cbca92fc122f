import { expect, test } from 'vitest'
import { percentile, spreadOf } from './figures.ts'

test('a percentile is a measurement that was made, by nearest rank', () => {
  const hundred = Array.from({ length: 100 }, (_each, index) => 100 - index)
  expect([0.5, 0.99, 1].map(share => percentile(hundred, share))).toEqual([50, 99, 100])
  expect(percentile([7], 0.99)).toBe(7)
  expect(percentile([], 0.5)).toBeNaN()
})

test('the middle of three rounds is the median', () => {
  expect(spreadOf([30, 10, 20])).toEqual({ min: 10, median: 20, max: 30 })
})
