import { usualYear, type Day, type DrillId, type Instant, type SchoolYear } from '@anlan/domain'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { SYSTEM } from '../db/scope.ts'
import { newId } from '../ids.ts'
import { bulkInsert } from '../seed/bulk-insert.ts'
import type { Assembled } from '../server.ts'
import { boardsOf } from '../testing/boards.ts'
import { expectRefusal, useCounty } from '../testing/county.ts'
import { listCompliance } from './compliance.queries.ts'

const county = useCounty()
const held: { other?: Assembled } = {}
const officer = () => county.as('officer').drillStandards
const BOARDING = { rule: 'frequency', limit: 'boarding' } as const

/** Drills that were held: the boarding middle school each month, and a slow one in a high building. */
const HELD: readonly [Day, number, number][] = [
  ['2026-05-12', 3, 110],
  ['2026-06-09', 3, 118],
  ['2026-09-10', 6, 170],
]
const drills = HELD.map(([on]) => ({ on, id: newId<DrillId>() }))

beforeAll(async () => {
  held.other = await county.another()
  await county.assembled.app.db.unrecorded(SYSTEM, 'test-arrangement', tx =>
    bulkInsert(
      tx,
      'drills',
      HELD.map(([on, storeys, all], at) => ({
        ...{
          id: drills[at]?.id ?? '',
          unit_id: county.units.eastMiddle,
          county_drill_id: null,
          type: 'fire',
        },
        ...{ mode: 'drill', state: 'closed', title: '消防疏散演练', storeys, on_day: on, roster: null },
        ...{ scheduled_at: `${on}T01:30:00Z`, started_at: `${on}T01:30:00Z`, started_by_name: null },
        ...{ all_clear_at: null, all_clear_note: null, cancelled_at: null, cancel_reason: null },
        ...{ result: { seconds: { half: 60, most: 90, all } } as never, receipt: null, review: null },
        ...{ created_by: null, created_at: `${on}T01:30:00Z` },
      })) as never,
    ),
  )
})
afterAll(() => held.other?.close())

/** How the boarding middle school stands in the period of a day, as one server and the other see it. */
async function stand(day: Day) {
  const read = async ({ app }: Assembled) => {
    const { schools, calendarIsDefault } = await app.db.read(SYSTEM, tx =>
      listCompliance(tx, { kind: 'county' }, day, app.clock.today()),
    )
    const own = schools.find(({ unit }) => unit.id === county.units.eastMiddle)
    return { state: own?.state, needed: own?.needed, dueOn: own?.dueOn, calendarIsDefault }
  }
  const [here, there] = await Promise.all([read(county.assembled), read(held.other as Assembled)])
  expect(there).toEqual(here)
  return here
}

describe('the county’s school years', () => {
  const year: SchoolYear = {
    ...usualYear(2026),
    holidays: [{ name: '国庆节', from: '2026-10-01', to: '2026-10-30' }],
    basis: '2026—2027学年校历',
  }

  test('are usual ones until somebody enters them, and the boards of every server say so', async () => {
    expect(await county.as('eastTeacher').drillStandards.get()).toEqual({
      ...{ today: '2026-10-15', years: { revision: 0, value: [] }, limits: { revision: 0, value: [] } },
    })
    expect(await stand('2026-10-15')).toEqual({
      ...{ state: 'not-scheduled', needed: 2, dueOn: '2026-10-30', calendarIsDefault: true },
    })
  })
  test('are entered by the bureau, on the record, and hold at once on every server', async () => {
    expect(await officer().previewYear(year)).toMatchObject({
      of: 'months',
      from: '2026-08-01',
      to: '2027-07-31',
    })
    expect(await officer().saveYear({ revision: 0, year })).toEqual({ revision: 1 })
    const { years } = await county.as('auditor').drillStandards.get()
    expect(years).toMatchObject({ revision: 1, value: [{ year: 2026, setBy: 'officer', basis: year.basis }] })
    // All of October is off: no month of a drill any more.
    expect(await stand('2026-10-15')).toMatchObject({ state: 'not-counted', calendarIsDefault: false })
    expect(await stand('2026-06-15')).toMatchObject({ calendarIsDefault: true })
    expect(await county.audit('drill-standard.save-year', '2026')).toMatchObject([
      { actor_name: 'officer', unit_id: null },
    ])
  })
  test('are refused with every fault of every row, and nothing is kept', async () => {
    const faulty = {
      ...year,
      terms: [...year.terms, { name: '小学期', from: '2027-07-01', to: '2027-09-09' } as const],
    }
    await expectRefusal(officer().saveYear({ revision: 1, year: faulty }), 'school-year-faulty')
    await expect(officer().saveYear({ revision: 1, year: faulty })).rejects.toMatchObject({
      refusal: { faults: [{ code: 'outside-year', list: 'terms', row: 2 }] },
    })
    await expect(
      officer().saveYear({
        revision: 1,
        year: { ...year, terms: [{ name: '', from: '2026-13-01', to: '' }] as never },
      }),
    ).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    expect((await officer().get()).years.revision).toBe(1)
  })
  test('of two who save at once one is told that the other was faster', async () => {
    const admin = county.as('admin').drillStandards
    const both = await Promise.allSettled([
      officer().saveYear({ revision: 1, year: { ...year, holidays: [] } }),
      admin.saveYear({ revision: 1, year: { ...year, holidays: [], basis: '县校历' } }),
    ])
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    await expectRefusal(officer().saveYear({ revision: 1, year }), 'stale-revision')
    expect((await officer().get()).years.revision).toBe(2)
  })
  test('go back to the usual ones', async () => {
    expect(await officer().restoreYear({ revision: 2, year: 2026 })).toEqual({ revision: 3 })
    await expectRefusal(officer().restoreYear({ revision: 3, year: 2026 }), 'not-found')
    expect(await stand('2026-10-15')).toMatchObject({ state: 'not-scheduled', calendarIsDefault: true })
    expect((await officer().get()).years.value).toMatchObject([
      { year: 2026, isRestored: true, setBy: 'officer', holidays: [] },
    ])
    expect(await county.audit('drill-standard.restore-year', '2026')).toHaveLength(1)
  })
})

describe('a number of the county', () => {
  const basis = '县教育局 2026 年安全工作意见'

  test('is not set for today or before, nor beyond its bounds, nor where there is none', async () => {
    const set = (change: object) =>
      officer().setLimit({
        revision: 0,
        change: { ...BOARDING, value: 3, from: '2026-11-01', basis, ...change } as never,
      })
    await expectRefusal(set({ from: '2026-10-15' }), 'limit-not-ahead')
    await expectRefusal(set({ value: 9 }), 'limit-out-of-range')
    await expectRefusal(set({ limit: 'weekly' }), 'limit-unknown')
    await expect(set({ value: 1.5 })).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    await expect(set({ basis: ' ' })).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    expect((await officer().get()).limits).toEqual({ revision: 0, value: [] })
  })
  test('holds from its day on, on every server; months before it stay as they were judged', async () => {
    const september = await stand('2026-09-15')
    const change = { ...BOARDING, value: 3, from: '2026-11-01' as const, basis }
    expect(await officer().previewLimit({ ...BOARDING, value: 1 })).toMatchObject({
      of: 'months',
      to: '2026-09-30',
    })
    expect(await officer().setLimit({ revision: 0, change })).toEqual({ revision: 1 })
    expect(await stand('2026-10-15')).toMatchObject({ needed: 2 })
    expect(await stand('2026-11-15')).toMatchObject({ needed: 3 })
    expect(await stand('2026-09-15')).toEqual(september)
    const { periods } = await county.as('eastHead').drills.periods({
      ...{ unitId: county.units.eastMiddle, from: '2026-09-01', to: '2026-11-30' },
    })
    expect(periods.map(({ needed }) => needed)).toEqual([2, 2, 3])
    expect(await county.audit('drill-standard.set-limit', 'frequency/boarding')).toHaveLength(1)
    expect(await officer().withdrawLimit({ revision: 1, name: { ...BOARDING, from: '2026-11-01' } })).toEqual(
      { revision: 2 },
    )
    expect(await stand('2026-11-15')).toMatchObject({ needed: 2 })
    await expectRefusal(officer().restoreLimit({ revision: 2, name: BOARDING }), 'limit-is-default')
    await expectRefusal(officer().restoreLimit({ revision: 1, name: BOARDING }), 'stale-revision')
  })
  test('of how long leaving may take leaves the drills that were held as they were judged', async () => {
    const name = { rule: 'evacuation', limit: 'seconds' } as const
    expect(await officer().previewLimit({ ...name, value: 112 })).toEqual({
      ...{ of: 'drills', from: '2025-10-01', to: '2026-09-30' },
      ...{ before: { counted: 3, failed: 0 }, after: { counted: 3, failed: 1 } },
    })
    const change = { ...name, value: 90, from: '2026-10-16' as const, basis }
    const { revision } = await officer().setLimit({ revision: 2, change })
    const judged = await Promise.all(drills.map(({ id }) => county.as('eastHead').drills.get({ id })))
    expect(judged.map(({ targetSeconds }) => targetSeconds)).toEqual([120, 120, 180])
    // The day after, what is planned is held by the new number.
    const planned = await county.as('eastHead').drills.plan({
      ...{ unitId: county.units.eastMiddle, type: 'fire', mode: 'drill', title: '消防演练', plan: '' },
      ...{ roles: [], storeys: 5, scheduledAt: '2026-10-20T02:00:00Z' as Instant },
    })
    expect(await county.as('eastHead').drills.get(planned)).toMatchObject({
      targetSeconds: 120,
      standings: [
        { limit: 'seconds', value: 90, isUnconfirmed: false, own: { basis, setBy: 'officer' } },
        { limit: 'seconds-a-storey', value: 30, isUnconfirmed: true, own: null },
      ],
    })
    // So is what runs: the board shows the number of its day.
    county.setNow('2026-10-17T02:00:00.000Z')
    const running = await county.as('eastHead').drills.start({
      ...{ unitId: county.units.eastMiddle, type: 'fire', mode: 'drill' },
    })
    for await (const board of boardsOf(await county.as('officer').drills.live({ id: running.id }))) {
      expect(board).toMatchObject({ state: 'running', targetSeconds: 90 })
      break
    }
    // From the day on the default is gone back to, the next one.
    county.setNow('2026-10-18T02:00:00.000Z')
    await officer().restoreLimit({ revision, name })
    expect(await county.as('eastHead').drills.get(planned)).toMatchObject({ targetSeconds: 150 })
    expect((await officer().get()).limits.value).toMatchObject([
      { value: 90, from: '2026-10-16', until: '2026-10-18', ended: { by: 'officer' } },
    ])
    expect(await county.audit('drill-standard.restore-limit', 'evacuation/seconds')).toHaveLength(1)
  })
})

test.each([
  'eastHead',
  'eastSafety',
  'eastCoordinator',
  'leader',
  'director',
  'inspector',
  'auditor',
  'eastTeacher',
] as const)('%s reads the standards and changes none of them', async person => {
  const api = county.as(person).drillStandards
  const { years, limits } = await api.get()
  const change = { ...BOARDING, value: 1, from: '2027-01-01' as const, basis: '意见' }
  for (const call of [
    api.saveYear({ revision: years.revision, year: usualYear(2026) }),
    api.restoreYear({ revision: years.revision, year: 2026 }),
    api.previewYear(usualYear(2026)),
    api.setLimit({ revision: limits.revision, change }),
    api.withdrawLimit({ revision: limits.revision, name: { ...BOARDING, from: '2027-01-01' } }),
    api.restoreLimit({ revision: limits.revision, name: BOARDING }),
    api.previewLimit({ ...BOARDING, value: 1 }),
  ])
    await expectRefusal(call, 'not-permitted')
  expect(await api.get()).toMatchObject({
    years: { revision: years.revision },
    limits: { revision: limits.revision },
  })
})

test('the database itself lets nobody of a school write the settings', async () => {
  await expect(
    county.assembled.app.db.unrecorded(county.people.eastHead, 'test-arrangement', tx =>
      tx
        .insertInto('settings')
        .values({ key: 'note', value: '[]' as never })
        .execute(),
    ),
  ).rejects.toThrow(/row-level security/)
})
