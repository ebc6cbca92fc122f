import { describe, expect, test } from 'vitest'
import type { Day } from '../kernel/day.ts'
import { aProfile } from '../testing/builders.ts'
import {
  evacuationTarget,
  FREQUENCY_CODE,
  judgePeriod,
  judgePeriods,
  type CountedDrill,
} from './compliance.ts'
import { countTermDays, isTermDay, lastTermDay, periodOf, type TermCalendar } from './term-calendar.ts'

const calendar: TermCalendar = {
  terms: [
    { from: '2026-02-25', to: '2026-07-05' },
    { from: '2026-09-01', to: '2027-01-20' },
  ],
  off: new Set<Day>(['2026-10-01', '2026-10-02', '2026-10-05', '2026-10-06', '2026-10-07']),
  on: new Set<Day>(['2026-10-10']),
}
const at = (today: Day, change = {}) => ({ today, unit: aProfile(change), calendar, overrides: [] })
const held = (on: Day): CountedDrill => ({ id: on, on, held: true })
const planned = (on: Day): CountedDrill => ({ id: on, on, held: false })

describe('the term calendar', () => {
  test('knows weekends, holidays and the Saturdays on which school is made up', () => {
    expect(
      ['2026-10-01', '2026-10-09', '2026-10-10', '2026-10-11', '2026-08-03'].map(day =>
        isTermDay(calendar, day as Day),
      ),
    ).toEqual([...[false, true, true, false, false]])
    expect(countTermDays(calendar, '2026-10-01', '2026-10-31')).toBe(18)
    expect(lastTermDay(calendar, '2026-10-01', '2026-10-31')).toBe('2026-10-30')
    expect(lastTermDay(calendar, '2026-08-01', '2026-08-31')).toBeNull()
  })
  test('cuts the year into months and quarters', () => {
    expect(periodOf('2026-02-11', 1)).toEqual({ from: '2026-02-01', to: '2026-02-28' })
    expect(periodOf('2026-12-31', 3)).toEqual({ from: '2026-10-01', to: '2026-12-31' })
  })
})

describe('a school drills once a month', () => {
  test('until the month’s last school day it may still be done; the day after it is not', () => {
    expect(judgePeriod('2026-10-15', [], at('2026-10-30'))).toMatchObject({
      state: 'not-scheduled',
      dueOn: '2026-10-30',
    })
    expect(judgePeriod('2026-10-15', [], at('2026-10-31'))).toMatchObject({ state: 'out-of-compliance' })
    expect(judgePeriod('2026-10-15', [planned('2026-10-28')], at('2026-10-20'))).toMatchObject({
      state: 'scheduled',
    })
    expect(judgePeriod('2026-10-15', [planned('2026-10-18')], at('2026-10-20'))).toMatchObject({
      state: 'not-scheduled',
    })
    expect(judgePeriod('2026-10-15', [held('2026-10-09')], at('2026-12-01'))).toMatchObject({
      state: 'done',
      held: 1,
    })
    expect(judgePeriod('2026-10-15', [held('2026-11-01')], at('2026-12-01'))).toMatchObject({
      state: 'out-of-compliance',
    })
  })
  test('a month with too few school days does not count, nor one in which the school was not open', () => {
    expect(judgePeriod('2026-02-26', [], at('2026-03-09'))).toMatchObject({ state: 'not-counted', needed: 0 })
    expect(judgePeriod('2026-08-01', [], at('2026-09-09'))).toMatchObject({ state: 'not-counted' })
    expect(judgePeriod('2026-10-01', [], at('2026-11-09', { openFrom: '2026-10-20' }))).toMatchObject({
      state: 'not-counted',
    })
  })
  test('boarding asks for more, by a default the county may change', () => {
    const boarding = at('2026-10-20', { boarding: true })
    expect(judgePeriod('2026-10-15', [held('2026-10-09')], boarding)).toMatchObject({
      state: 'not-scheduled',
      needed: 2,
    })
    const overrides = [
      { rule: FREQUENCY_CODE, limit: 'boarding', value: 1, from: '2026-01-01', until: null },
    ] as const
    expect(judgePeriod('2026-10-15', [held('2026-10-09')], { ...boarding, overrides })).toMatchObject({
      state: 'done',
    })
  })
  test('a kindergarten drills once a quarter', () => {
    const kindergarten = at('2026-12-31', { kind: 'kindergarten' })
    expect(
      judgePeriods('2026-01-01', '2026-12-31', [held('2026-05-12'), held('2026-11-09')], kindergarten).map(
        ({ state }) => state,
      ),
    ).toEqual([...['out-of-compliance', 'done', 'out-of-compliance', 'done']])
  })
  test('nothing is judged before the guide was in force, and no section drills', () => {
    const early: TermCalendar = { ...calendar, terms: [{ from: '2014-09-01', to: '2015-01-20' }] }
    const judge = (day: Day) => judgePeriod(day, [], { ...at('2015-03-01'), calendar: early }).state
    expect([judge('2014-12-01'), judge('2015-01-10')]).toEqual(['not-counted', 'out-of-compliance'])
    expect(judgePeriod('2026-10-01', [], at('2026-11-09', { kind: 'section' }))).toMatchObject({
      state: 'not-counted',
    })
  })
})

test('a building is left in two minutes, a high one in a little more', () => {
  expect([1, 4, 5, 7].map(storeys => evacuationTarget(storeys, [], '2026-10-01'))).toEqual([
    120, 120, 150, 210,
  ])
  expect(evacuationTarget(4, [], '2014-01-01')).toBeNull()
})
