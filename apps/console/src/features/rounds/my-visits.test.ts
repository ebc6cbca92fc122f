import { expect, test } from 'vitest'
import { goOf, heapOf } from './my-visits.ts'

const TODAY = '2026-10-15'
test.each([
  ['planned', '2026-10-15', '2026-10-15', 'now'],
  ['planned', '2026-10-16', '2026-10-20', 'next'],
  ['planned', '2026-10-01', '2026-10-14', 'late'],
  ['on-site', '2026-10-01', '2026-10-14', 'now'],
  ['recorded', '2026-10-01', '2026-10-14', 'finish'],
  ['signed', '2026-10-15', '2026-10-20', 'finish'],
] as const)('a visit that is %s, from %s until %s, is for %s', (state, from, until, heap) => {
  expect(heapOf({ state, from, until }, TODAY)).toBe(heap)
})

test('one tap leads to the open checklist, to the visit, or to the sheet', () => {
  const id = 'v' as Parameters<typeof goOf>[0]['id']
  const openRun = 'r' as Parameters<typeof goOf>[0]['openRun']
  expect(goOf({ id, state: 'on-site', openRun })).toBe('/inspections/r')
  expect(goOf({ id, state: 'on-site', openRun: null })).toBe('/visits/v')
  expect(goOf({ id, state: 'planned', openRun: null })).toBe('/visits/v')
  expect(goOf({ id, state: 'recorded', openRun: null })).toBe('/visits/v')
  expect(goOf({ id, state: 'signed', openRun: null })).toBe('/visits/v/sheet')
})
