import { expect, test } from 'vitest'
import { CHAIN_RATES, doesServe } from './deeds.ts'

const fireDuty = { kind: 'safety', area: 'fire' } as const
const whole = { kind: 'safety', area: null } as const

test('a deed shows the duties of its area and those for safety as a whole, of the posts it is for', () => {
  const reported = { kind: 'hazard-reported', area: 'fire' } as const
  expect(doesServe(reported, fireDuty, ['class-teacher'])).toBe(true)
  expect(doesServe(reported, whole, ['class-teacher'])).toBe(true)
  expect(doesServe(reported, { kind: 'safety', area: 'food' }, ['class-teacher'])).toBe(false)
  expect(doesServe({ ...reported, area: null }, fireDuty, ['class-teacher'])).toBe(true)
  expect(doesServe({ kind: 'visit-made', area: null }, whole, ['class-teacher'])).toBe(false)
  expect(doesServe({ kind: 'visit-made', area: null }, whole, ['class-teacher', 'head'])).toBe(true)
})

test('no deed shows a duty of business: that is shown elsewhere', () => {
  expect(doesServe({ kind: 'entry-recorded', area: null }, { kind: 'business', area: null }, ['head'])).toBe(
    false,
  )
})

test('who owes nothing yet counts below and nowhere above', () => {
  const people = [
    { duties: 0, unknown: 0, undone: 0 },
    { duties: 2, unknown: 1, undone: 0 },
    { duties: 2, unknown: 0, undone: 1 },
    { duties: 2, unknown: 0, undone: 0 },
  ]
  expect(CHAIN_RATES.map(each => each.count(people))).toEqual([
    { numerator: 3, denominator: 4 },
    { numerator: 2, denominator: 4 },
    { numerator: 1, denominator: 4 },
  ])
})
