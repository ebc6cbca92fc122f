import { expect, test } from 'vitest'
import type { Day } from '../kernel/day.ts'
import { orderPublicList, publicPlace, type PublicListLine } from './public-list.ts'

const line = (number: string, change: Partial<PublicListLine> = {}): PublicListLine => ({
  ...{ number, area: 'fire', place: '教学楼', grade: 'general', state: 'rectifying', isListed: false },
  ...{ dueOn: '2026-11-30', lead: null },
  ...change,
})

test('the list begins with what is under listed supervision, then what is major, then the nearest deadline', () => {
  const lines = [
    line('1', { dueOn: null }),
    line('2'),
    line('3', { dueOn: '2026-11-01' as Day }),
    line('4', { grade: 'major' }),
    line('5', { grade: 'major', isListed: true }),
  ]
  expect(orderPublicList(lines).map(({ number }) => number)).toEqual(['5', '4', '3', '2', '1'])
})

test('a place that may point to a pupil is kept back', () => {
  expect(publicPlace('priority', '初二（3）班')).toBeNull()
  expect(publicPlace('fire', '教学楼三层')).toBe('教学楼三层')
})
