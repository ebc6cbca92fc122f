import { expect, test } from 'vitest'
import { FIRST_CRITERIA, meets, PILOT_FIGURE_IDS, PilotCriteria } from './pilot-criteria.ts'

test.each([
  ['risk-points', 10, { count: 10, of: 10 }, true],
  ['risk-points', 10, { count: 9, of: 9 }, false],
  ['overdue-hazards', 0, { count: 0, of: 3 }, true],
  ['overdue-hazards', 0, { count: 1, of: 3 }, false],
  ['placed-points', 80, { count: 8, of: 10 }, true],
  ['placed-points', 80, { count: 79, of: 100 }, false],
  // Of no points there is no map; of no hazards none is left undone.
  ['placed-points', 80, { count: 0, of: 0 }, false],
  ['closed-hazards', 90, { count: 0, of: 0 }, true],
] as const)('%s of at least or at most %d is met by %j: %s', (figure, wanted, value, met) => {
  expect(meets({ figure, wanted }, value)).toBe(met)
})

test('the criteria to begin with are such, and use every figure', () => {
  expect(PilotCriteria.safeParse(FIRST_CRITERIA).success).toBe(true)
  const used = FIRST_CRITERIA.flatMap(({ check }) => (check.by === 'figure' ? [check.figure] : []))
  expect(used.toSorted()).toEqual(PILOT_FIGURE_IDS.toSorted())
})

const [first] = FIRST_CRITERIA
test.each([
  ['none at all', []],
  ['two of one id', [first, first]],
  ['a share above the whole', [{ ...first, check: { by: 'figure', figure: 'placed-points', wanted: 101 } }]],
  ['a figure nobody counts', [{ ...first, check: { by: 'figure', figure: 'luck', wanted: 1 } }]],
])('refuse %s', (_, criteria) => {
  expect(PilotCriteria.safeParse(criteria).success).toBe(false)
})
