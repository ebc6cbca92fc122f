import { expect, test } from 'vitest'
import { Pace } from './pace.ts'

test('whoever asks without end is not let off because many others asked too', () => {
  const pace = new Pace({ most: 2, perSecond: 0, known: 3 })
  expect([pace.takes('a', 1), pace.takes('a', 1), pace.takes('a', 1)]).toEqual([true, true, false])
  for (const other of ['b', 'c', 'd', 'e', 'f', 'g']) {
    expect(pace.takes(other, 1)).toBe(true)
    expect(pace.takes('a', 1)).toBe(false)
  }
})

test('of more than it knows by name the one silent for longest is forgotten, and no other', () => {
  const pace = new Pace({ most: 1, perSecond: 0, known: 2 })
  for (const who of ['a', 'b', 'c']) expect(pace.takes(who, 1)).toBe(true)
  expect([pace.takes('b', 1), pace.takes('c', 1)]).toEqual([false, false])
  expect(pace.takes('a', 1)).toBe(true)
})
