import { UnitId } from '@anlan/domain'
import { describe, expect, test } from 'vitest'
import { queryOf, readFilter, type HazardFilter } from './hazard-address.ts'

const whole: Required<HazardFilter> = {
  ...{
    state: ['reported', 'closed'],
    grade: 'major',
    area: 'fire',
    source: 'handed-down',
    township: '439901101',
  },
  unitId: UnitId.parse('0199f000-0000-7000-8000-000000000001'),
  ...{
    overdue: true,
    age: 'month',
    listed: true,
    listingEnded: true,
    transferred: true,
    extension: true,
    lookBack: true,
  },
  ...{ recurrence: true, cameBack: true, timeliness: ['in-time', 'late'], reinspected: 'at-once' },
  ...{ reportedIn: '2026-10', closedIn: '2026-11', closedTo: '2026-11-20', mine: true, search: '灭火器' },
  ...{ discoveredFrom: '2026-10-01', discoveredTo: '2026-10-31' },
}
const written = (filter: HazardFilter) =>
  Object.fromEntries(
    Object.entries(queryOf(filter)).flatMap(([part, text]) => (text === undefined ? [] : [[part, text]])),
  )

describe('a filter in an address', () => {
  test('is read as it was written, part by part and whole', () => {
    expect(readFilter(written(whole))).toEqual(whole)
    for (const [part, value] of Object.entries(whole)) {
      const alone: HazardFilter = { [part]: value }
      expect(readFilter(written(alone))).toEqual(alone)
    }
  })

  test('leaves out what it does not know', () => {
    expect(
      readFilter({
        state: 'lost,closed',
        area: 'moon',
        age: 'old',
        overdue: 'yes',
        closedIn: '2026-13',
        unitId: '7',
      }),
    ).toEqual({ state: ['closed'] })
  })
})
