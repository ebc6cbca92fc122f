import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Instant } from '../kernel/day.ts'
import { applyBoardChange, changeBetween, type DrillBoard } from './drill-board.ts'

const aGroup = (id: string, accounted: number) => ({
  ...({ id, kind: 'class', name: id, expected: 40, accounted, outstanding: 40 - accounted } as const),
  ...{ completeByNumber: false, counted: null, conflict: null },
})
const aSighting = (fact: string) => ({ fact, device: 'd', point: null, at: 1 })
const aPerson = fc.record({
  key: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
  group: fc.constantFrom('c1', 'c2'),
  state: fc.constantFrom('unaccounted', 'missing', 'conflict'),
  sightings: fc.array(fc.constantFrom('f1', 'f2').map(aSighting), { maxLength: 2 }),
  name: fc.constantFrom('甲', null),
})
const aBoard: fc.Arbitrary<DrillBoard> = fc.record({
  asOf: fc.constantFrom('2026-05-12T06:28:00.000Z', '2026-05-12T06:29:00.000Z') as fc.Arbitrary<Instant>,
  heardAt: fc.constant(null),
  state: fc.constantFrom('running', 'all-clear'),
  startedAt: fc.constant(null),
  targetSeconds: fc.constantFrom(90, null),
  totals: fc.constant(null),
  ...{ complete: fc.boolean(), more: fc.nat(3), late: fc.nat(3), strange: fc.nat(3), contested: fc.nat(3) },
  cloned: fc.constant([]),
  facts: fc.nat(),
  groups: fc
    .tuple(fc.subarray(['c1', 'c2', 'c3'], { minLength: 2 }), fc.nat(2))
    .map(([ids, accounted]) => ids.map(id => aGroup(id, accounted))),
  outstanding: fc.uniqueArray(aPerson, { selector: ({ key }) => key }),
  curve: fc
    .array(fc.record({ seconds: fc.nat(3), accounted: fc.nat(3) }), { maxLength: 4 })
    .map(points => points.sort((a, b) => a.seconds - b.seconds)),
})

describe('what changed on a board', () => {
  test('makes the one of the other, whatever happened in between', () => {
    fc.assert(
      fc.property(aBoard, aBoard, (before, after) => {
        const change = changeBetween(before, after)
        const isSameGroups =
          JSON.stringify(before.groups.map(({ id }) => id)) ===
          JSON.stringify(after.groups.map(({ id }) => id))
        expect(change !== null).toBe(isSameGroups)
        if (change) expect(applyBoardChange(before, change)).toEqual(after)
      }),
    )
  })

  test('is small, and shares what stayed with the board before', () => {
    const person = (key: string) =>
      ({ key, group: 'c1', state: 'unaccounted', sightings: [], name: key }) as const
    const before = {
      ...(fc.sample(aBoard, 1)[0] as DrillBoard),
      groups: [aGroup('c1', 1), aGroup('c2', 7)],
      outstanding: ['a', 'b', 'c'].map(person),
      curve: [
        { seconds: 3, accounted: 1 },
        { seconds: 4, accounted: 8 },
      ],
    }
    const after = {
      ...before,
      groups: [aGroup('c1', 2), aGroup('c2', 7)],
      outstanding: ['a', 'c'].map(person),
      curve: [
        { seconds: 3, accounted: 1 },
        { seconds: 4, accounted: 9 },
      ],
    }
    const change = changeBetween(before, after)
    expect(change).toMatchObject({
      groups: [aGroup('c1', 2)],
      outstanding: { gone: ['b'] },
      curve: { kept: 1, then: [{ seconds: 4, accounted: 9 }] },
    })
    const shown = change && applyBoardChange(before, change)
    expect(shown?.groups[1]).toBe(before.groups[1])
    expect(shown?.curve[0]).toBe(before.curve[0])
  })
})
