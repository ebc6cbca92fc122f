import { expect, test } from 'vitest'
import { differenceOf } from './difference.ts'

test('what stayed, what came and what went is told line by line, in order', () => {
  expect(differenceOf(['甲', '乙', '丙'], ['甲', '丁', '丙', '戊'])).toEqual([
    { kind: 'same', text: '甲' },
    { kind: 'removed', text: '乙' },
    { kind: 'added', text: '丁' },
    { kind: 'same', text: '丙' },
    { kind: 'added', text: '戊' },
  ])
  expect(differenceOf([], [])).toEqual([])
  expect(differenceOf(['甲'], [])).toEqual([{ kind: 'removed', text: '甲' }])
})
