import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { aHazard } from '../testing/builders.ts'
import { lateEntryDays, likeness, listSuspects, lookBackDueOn } from './hazard-hints.ts'
import { hazardLimitsOn } from './hazard-limits.ts'

const LIMITS = hazardLimitsOn([], '2026-10-05')

describe('the likeness of two texts', () => {
  test('is 1 of a text with itself, 0 of texts with nothing in common, and the same both ways', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (a, b) => {
        expect(likeness(a, b)).toBe(likeness(b, a))
        expect(likeness(a, b)).toBeGreaterThanOrEqual(0)
        expect(likeness(a, b)).toBeLessThanOrEqual(1)
        if (/\p{L}/u.test(a)) expect(likeness(a, a)).toBe(1)
      }),
    )
    expect(likeness('灯不亮', '门锁闭')).toBe(0)
  })

  test('looks past signs, blanks and full width', () => {
    expect(likeness('２楼，东侧', '2楼东侧')).toBe(1)
  })
})

describe('suspects', () => {
  const known = [
    aHazard({ number: '1', place: '教学楼二层东侧', description: '灭火器压力表指针在红区，不能使用。' }),
    aHazard({ number: '2', place: '宿舍一层', description: '疏散通道堆放床架，影响通行。' }),
    aHazard({ number: '3', place: '教学楼二层东侧', description: '灭火器压力表指针在红区', area: 'food' }),
  ]
  const numbers = (place: string, description: string) =>
    listSuspects({ area: 'fire', place, description }, known).map(({ number }) => number)

  test('are those of the same area that say much the same of much the same place', () => {
    expect(numbers('教学楼二楼东侧', '灭火器压力不足，指针在红区')).toEqual(['1'])
    expect(numbers('宿舍一层', '通道堆放床架')).toEqual(['2'])
    expect(numbers('操场', '篮球架松动')).toEqual([])
    expect(numbers('教学楼二层东侧', '门锁坏了')).toEqual([])
  })
})

test('three days between finding and reporting are usual, four are pointed out', () => {
  const days = (reportedAt: `${string}T${string}Z`) =>
    lateEntryDays({ discoveredOn: '2026-10-01', reportedAt }, LIMITS)
  expect([days('2026-10-04T15:59:00.000Z'), days('2026-10-04T16:00:00.000Z')]).toEqual([null, 4])
})

test('a closed major hazard is looked back at within ninety days; others need not be', () => {
  const hazard = aHazard({ state: 'closed', grade: 'major', closedAt: '2026-10-01T02:00:00.000Z' })
  expect(lookBackDueOn(hazard, LIMITS)).toBe('2026-12-30')
  expect(lookBackDueOn({ ...hazard, grade: 'general' }, LIMITS)).toBeNull()
  expect(lookBackDueOn({ ...hazard, state: 'awaiting-acceptance' }, LIMITS)).toBeNull()
})
