import { beforeAll, describe, expect, test } from 'vitest'
import { SYSTEM } from '../db/scope.ts'
import { newId } from '../ids.ts'
import { bulkInsert } from '../seed/bulk-insert.ts'
import { useCounty, type PersonName, type UnitName } from '../testing/county.ts'
import { useLists, type ListsByPath } from '../testing/lists-behind.ts'

/** Behind both numbers of a rate of duties, of drills and of inspections stand as many rows as it counts. */
const county = useCounty()
const TODAY = '2026-10-15'
const arrange = (work: Parameters<typeof county.assembled.app.db.unrecorded<void>>[2]) =>
  county.assembled.app.db.unrecorded(SYSTEM, 'test-arrangement', work)

interface Held {
  readonly unit: UnitName
  readonly on: string
  readonly expected?: number
  readonly accounted?: number
  readonly seconds?: number | null
  readonly mode?: 'drill' | 'test'
  readonly state?: 'closed' | 'scheduled' | 'cancelled'
}
/** Three schools held drills in September and one in October; the rest is no drill of a rate. */
const DRILLS: readonly Held[] = [
  { unit: 'eastMiddle', on: '2026-09-10', expected: 100, accounted: 103, seconds: 110.4 },
  { unit: 'eastVillage', on: '2026-09-12', expected: 20, accounted: 20, seconds: 40 },
  { unit: 'eastVillage', on: '2026-10-12', expected: 20, accounted: 18, seconds: null },
  { unit: 'westMiddle', on: '2026-09-20', expected: 50, accounted: 50, seconds: 95.5 },
  { unit: 'westMiddle', on: '2026-09-21', expected: 50, accounted: 50, seconds: 60, mode: 'test' },
  { unit: 'westMiddle', on: '2026-10-09', expected: 50, accounted: 50, seconds: 60, state: 'cancelled' },
  { unit: 'westMiddle', on: '2026-10-28', state: 'scheduled' },
  { unit: 'eastPrimary', on: '2026-06-10', expected: 10, accounted: 10, seconds: 80 },
]

const holdDrills = () =>
  arrange(tx =>
    bulkInsert(
      tx,
      'drills',
      DRILLS.map(({ unit, on, expected, accounted, seconds, mode = 'drill', state = 'closed' }) => ({
        ...{ id: newId<string>(), unit_id: county.units[unit], county_drill_id: null, type: 'fire' as const },
        ...{ mode, state, title: '消防疏散演练', plan: '', roles: [] as never, storeys: null, roster: null },
        ...{ scheduled_at: null, on_day: on as never, started_at: null, started_by_name: null },
        ...{ all_clear_at: null, all_clear_note: null, cancelled_at: null, cancel_reason: null },
        result: (expected && {
          totals: { expected, accounted },
          seconds: { half: null, most: null, all: seconds },
        }) as never,
        ...{ receipt: null, fact_count: 0, review: null, created_by: null, revision: 1 },
        ...{ created_at: `${on}T00:00:00Z` as never, names_removed_at: null },
      })),
    ),
  )

/** Two people of a school owe duties, one of whom has accepted them; a third, elsewhere, owes none. */
async function giveDuties(): Promise<void> {
  const duty = newId<string>()
  const hold = (who: PersonName, unit: UnitName, post: 'head' | 'safety-director') => ({
    ...{ id: newId<string>(), account_id: county.people[who].accountId, post, until_on: null },
    ...{ unit_id: county.units[unit], from_on: '2026-09-01' as const },
  })
  await arrange(async tx => {
    await bulkInsert(tx, 'appointments', [
      hold('eastSafety', 'eastMiddle', 'safety-director'),
      hold('eastHead', 'eastMiddle', 'safety-director'),
      hold('westHead', 'westMiddle', 'head'),
    ])
    await bulkInsert(tx, 'duties', [
      {
        ...{ id: duty, version: 1, unit_id: county.units.eastMiddle, post: 'safety-director' as const },
        ...{ kind: 'business' as const, area: null, text: '落实本岗位的责任', basis: null },
        ...{ co_owners: [] as never, published_on: '2026-09-01', retired: false, origin: null, revision: 1 },
        ...{ made_by_name: '校长', made_at: `${TODAY}T00:00:00Z` },
      },
    ])
  })
  await county.as('eastSafety').chain.acknowledge({ duties: [{ id: duty as never, version: 1 }] })
}

beforeAll(async () => {
  await holdDrills()
  await giveDuties()
})

const LISTS = {
  '/drills/periods': (who, { counted, unit: unitId, from, to }) =>
    county.as(who).drills.countedPeriods({ filter: { counted, unitId, from, to } as never }),
  '/drills/counted': (who, { counted, unit: unitId, from, to }) =>
    county.as(who).drills.counted({ filter: { counted, unitId, from, to } as never }),
  '/responsibility/chain': (who, { counted, unit: unitId }) =>
    county.as(who).chain.people({ counted, unitId: unitId ?? null } as never),
} as const satisfies ListsByPath
const { rowsBehind, countFor, expectExact } = useLists(county, LISTS)

describe('as many rows as are counted', () => {
  test.each([
    // September of the five schools and the kindergarten’s quarter, and the October that is met already.
    ['drills-compliant', {}, [3, 7]],
    ['drills-compliant', { units: ['eastMiddle'] }, [0, 1]],
    ['drills-compliant', { units: ['eastVillage'] }, [2, 2]],
    ['drills-compliant', { units: ['westMiddle'] }, [1, 1]],
    ['drills-compliant', { from: '2026-10-01' }, [1, 1]],
    ['drills-compliant', { to: '2026-09-30' }, [2, 6]],
    ['duties-defined', {}, [2, 3]],
    ['duties-known', {}, [1, 3]],
    ['duties-known', { units: ['eastMiddle'] }, [1, 2]],
    ['duties-performed', {}, [1, 3]],
    ['duties-performed', { units: ['westMiddle'] }, [0, 1]],
  ] as const)('%s %o', async (id, filter, expected) => {
    await expectExact('officer', id, filter, expected)
  })

  test.each([
    ['drills-compliant', [2, 4]],
    ['duties-known', [1, 2]],
  ] as const)('%s within a township', async (id, expected) => {
    await expectExact('eastCoordinator', id, {}, expected)
  })

  test.each(['drills-compliant', 'duties-known'])(
    'a unit’s line on the page of a rate leads to its own rows: %s',
    async id => {
      const { units } = await county.as('officer').indicators.get({ id })
      expect(units.length).toBeGreaterThan(1)
      for (const { rate, lists } of units)
        expect([
          await rowsBehind('officer', lists.numerator),
          await rowsBehind('officer', lists.denominator),
        ]).toEqual([rate.numerator, rate.denominator])
    },
  )
})

describe('drills whose heads and seconds are added up', () => {
  const listed = async (who: PersonName, path: string | null) => {
    const query = Object.fromEntries(new URL(path ?? '/', 'http://here').searchParams)
    return LISTS['/drills/counted'](who, query)
  }
  test.each([
    ['officer', {}, [188, 190], 4, [246, 3]],
    ['officer', { units: ['eastVillage'] }, [38, 40], 2, [40, 1]],
    ['officer', { to: '2026-09-30' }, [170, 170], 3, [246, 3]],
    ['villageHead', {}, [38, 40], 2, [40, 1]],
    ['officer', { units: ['countySchool'] }, [0, 0], 0, [0, 0]],
  ] as const)('%s %o', async (who, filter, [accounted, expected], held, [seconds, whole]) => {
    const taken = await countFor(who, 'drills-taken-part', filter)
    expect(taken.rate).toEqual({ numerator: accounted, denominator: expected })
    expect(taken.lists.numerator).toBe(taken.lists.denominator)
    expect(await listed(who, taken.lists.numerator)).toMatchObject({
      total: held,
      together: { accounted, expected },
    })
    const fast = await countFor(who, 'evacuation-seconds', filter)
    expect(fast.rate).toEqual({ numerator: seconds, denominator: whole })
    const { total, rows, together } = await listed(who, fast.lists.denominator)
    expect([together.seconds ?? 0, total]).toEqual([seconds, whole])
    expect(rows.every(row => row.seconds !== null)).toBe(true)
  })
})
