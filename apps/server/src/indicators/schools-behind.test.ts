import { AREA_IDS, coverageStanding, dayOf, FOUR_FULL_ITEMS, type AreaId, type Instant } from '@anlan/domain'
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

const run = (statement: string, parameters: readonly unknown[]) =>
  county.assembled.connections.owner.query(statement, [...parameters])

async function inspect(unit: UnitName, area: AreaId, on: string, verdict?: 'yes' | 'no' | 'not-applicable') {
  const [id, unitId] = [newId<string>(), county.units[unit]]
  await run(
    `insert into inspection_runs (id, unit_id, area, version, on_day, every, profile, begun_by, begun_by_name, begun_at,
      handed_in_by_name, handed_in_at, asked)
      values ($1, $2, $3, 1, $4, '[]', '{}', $5, '专干', $6, '专干', $6, 1)`,
    [id, unitId, area, on, county.people.eastSafety.accountId, `${on}T01:00:00Z`],
  )
  if (verdict)
    await run(
      `insert into inspection_answers (run_id, code, unit_id, body, answered_at, answered_by, answered_by_name, restricted)
        values ($1, $2, $3, $4, $5, $6, '专干', false)`,
      [
        ...[id, FOUR_FULL_ITEMS.guards, unitId, JSON.stringify({ verdict }), `${on}T01:00:00Z`],
        county.people.eastSafety.accountId,
      ],
    )
}
/** One school went through every area this term, one through one of them, one through one of them last term. */
async function inspectAll(): Promise<void> {
  for (const area of AREA_IDS) await inspect('westMiddle', area, '2026-10-10')
  await inspect('westMiddle', 'surroundings', '2026-09-10', 'no')
  await inspect('eastMiddle', 'surroundings', '2026-09-02', 'no')
  await inspect('eastMiddle', 'surroundings', '2026-09-20', 'yes')
  await inspect('eastPrimary', 'surroundings', '2026-06-20', 'not-applicable')
}

/** A team of the township was at one school this term, and at another last term. */
async function visitAll(): Promise<void> {
  const round = newId<string>()
  const officer = county.people.officer.accountId
  await run(
    `insert into inspection_rounds (id, kind, title, areas, from_on, until_on, team, names, members, departments, note,
      planned_by, planned_by_name, planned_at, revealed) values ($1, 'township', '乡镇检查', '[]', '2026-06-01', '2026-10-31', '{}',
      '{}', '{}', '[]', '', $2, 'officer', '2026-06-01T00:00:00Z', true)`,
    [round, officer],
  )
  for (const [unit, at] of [
    ['westMiddle', '2026-10-12T02:00:00Z'],
    ['eastMiddle', '2026-06-12T02:00:00Z'],
  ] as const)
    await run(
      `insert into inspection_visits (id, round_id, unit_id, kind, state, announced, members, planned_by, arrived_at)
        values ($1, $2, $3, 'township', 'on-site', true, '{}', $4, $5)`,
      [newId(), round, county.units[unit], officer, at],
    )
}

beforeAll(async () => {
  await visitAll()
  await holdDrills()
  await giveDuties()
  await inspectAll()
})

const LISTS = {
  '/drills/periods': (who, { counted, unit: unitId, from, to }) =>
    county.as(who).drills.countedPeriods({ filter: { counted, unitId, from, to } as never }),
  '/drills/counted': (who, { counted, unit: unitId, from, to }) =>
    county.as(who).drills.counted({ filter: { counted, unitId, from, to } as never }),
  '/responsibility/chain': (who, { counted, unit: unitId }) =>
    county.as(who).chain.people({ counted, unitId: unitId ?? null } as never),
  '/inspections/schools': (who, { rate, counted, unit: unitId, area, from, to }) => {
    const filter = { rate, counted, unitId, area, from, to } as never
    return rate === 'schools-screened'
      ? county.as(who).inspections.screened({ filter })
      : county.as(who).inspections.fourFull({ filter })
  },
  // What the pages show of the lists below: the schools whose address they have.
  '/coverage': async (who, { unit, since, standing }) => {
    const { rows, since: begin } = await county.as(who).rounds.coverage({ since } as never)
    const standingOf = (at: Instant | null) => coverageStanding(at && dayOf(at), begin, TODAY)
    const shown = rows.filter(
      row => (!unit || row.unit.id === unit) && (!standing || standingOf(row.lastVisitAt) === standing),
    )
    return { total: shown.length }
  },
  '/areas': async (who, { unit, area, standing }) => {
    const stands = await county.as(who).registers.standings()
    const shown = stands.filter(row => {
      const own = row.areas[area as AreaId].standing
      const fits = standing === 'concerned' ? own !== 'not-applicable' : own === standing
      return fits && (!unit || row.unit.id === unit)
    })
    return { total: shown.length }
  },
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
    ['schools-screened', {}, [1, 6]],
    ['schools-screened', { area: 'surroundings' }, [2, 6]],
    ['schools-screened', { area: 'surroundings', from: '2026-06-01' }, [3, 6]],
    ['schools-screened', { area: 'surroundings', to: '2026-10-01' }, [2, 6]],
    ['schools-screened', { units: ['eastMiddle'] }, [0, 1]],
    ['full-guards', {}, [1, 5]],
    ['full-guards', { units: ['westMiddle'] }, [0, 1]],
    ['full-guards', { units: ['eastPrimary'] }, [0, 0]],
    ['full-guards', { to: '2026-09-10' }, [0, 5]],
    ['full-closed', {}, [0, 6]],
    ['schools-inspected', {}, [1, 6]],
    ['schools-inspected', { units: ['westMiddle'] }, [1, 1]],
    ['schools-inspected', { from: '2026-10-13' }, [0, 6]],
    ['area-met', { area: 'bus' }, [6, 6]],
    // No school has a laboratory: the area concerns none of them.
    ['area-met', { area: 'chemicals' }, [0, 0]],
    ['area-met', { area: 'food' }, [0, 6]],
    ['area-met', { area: 'fire', units: ['eastMiddle'] }, [0, 1]],
  ] as const)('%s %o', async (id, filter, expected) => {
    await expectExact('officer', id, filter, expected)
  })

  test.each([
    ['drills-compliant', [2, 4]],
    ['duties-known', [1, 2]],
    ['schools-screened', [0, 3]],
    ['full-guards', [1, 2]],
  ] as const)('%s within a township', async (id, expected) => {
    await expectExact('eastCoordinator', id, {}, expected)
  })

  test.each(['drills-compliant', 'duties-known', 'schools-screened', 'full-guards'])(
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

test('a school behind a rate of inspections says what it lacks', async () => {
  const screened = await county.as('officer').inspections.screened({
    filter: { counted: 'asked', unitId: county.units.eastMiddle },
  })
  const [school] = screened.rows
  expect(school?.asked).toContain('surroundings')
  expect(school?.missing).toEqual(school?.asked.filter(area => area !== 'surroundings'))
  const { rows } = await county.as('officer').inspections.fourFull({
    filter: { rate: 'full-guards', counted: 'asked' },
  })
  const lastOf = (unit: UnitName) => rows.find(row => row.unit.id === county.units[unit])?.last
  expect(lastOf('westMiddle')).toMatchObject({ verdict: 'no', on: '2026-09-10' })
  expect(lastOf('eastMiddle')).toMatchObject({ verdict: 'yes', on: '2026-09-20' })
  expect(lastOf('countySchool')).toBeNull()
})
