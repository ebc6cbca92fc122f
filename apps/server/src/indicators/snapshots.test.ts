import { addDays, type Day, type Instant } from '@anlan/domain'
import { expect, test } from 'vitest'
import { useCounty, type PersonName, type UnitName } from '../testing/county.ts'
import { takeSnapshot } from './take-snapshot.ts'

const county = useCounty()
const ID = 'hazards-closed'

const at = (day: Day): Promise<{ taken: boolean }> => {
  county.setNow(`${day}T02:00:00.000Z` as Instant)
  return takeSnapshot(county.assembled.app)
}
const report = (who: PersonName, unit: UnitName) =>
  county.as(who).hazards.report({
    unitId: county.units[unit],
    hazard: {
      ...{ area: 'fire', source: 'self-inspection', place: '食堂', description: '灭火器压力不足' },
      ...{ discoveredOn: '2026-10-15', interimControl: '已摆放备用灭火器', stopUse: false },
    },
    files: [],
  })
const confirm = (id: string) =>
  county.assembled.connections.owner.query(`update hazards set state = 'rectifying' where id = $1`, [id])
const trend = async (who: PersonName, place: { township?: string; unitId?: never } = {}) =>
  (await county.as(who).indicators.trend({ id: ID, days: 30, ...place })).points.map(
    ({ day, rate }) => `${day} ${rate.numerator}/${rate.denominator}`,
  )
const EAST = '439901101'
const WEST = '439901102'

test('a day is taken once, and one on which nothing ran is not there afterwards', async () => {
  expect(await at('2026-10-15')).toEqual({ taken: true })
  const { id } = await report('eastSafety', 'eastMiddle')
  await confirm(id)
  expect(await at('2026-10-15')).toEqual({ taken: false })
  expect(await at('2026-10-17')).toEqual({ taken: true })
  expect(await trend('officer')).toEqual(['2026-10-15 0/0', '2026-10-17 0/1'])
})

test('two servers that take one day at once take it once', async () => {
  county.setNow('2026-10-18T02:00:00.000Z')
  const taken = await Promise.all([takeSnapshot(county.assembled.app), takeSnapshot(county.assembled.app)])
  expect(taken.filter(each => each.taken)).toHaveLength(1)
})

test('a unit that moves to another township, or closes, takes nothing out of days that are over', async () => {
  const { owner } = county.assembled.connections
  expect((await trend('officer', { township: EAST })).at(-1)).toBe('2026-10-18 0/1')
  await owner.query(`update units set township = $1, open_until = '2026-10-18' where id = $2`, [
    WEST,
    county.units.eastMiddle,
  ])
  await at('2026-10-19')
  expect((await trend('officer', { township: EAST })).slice(-2)).toEqual(['2026-10-18 0/1', '2026-10-19 0/0'])
  expect((await trend('officer', { township: WEST })).slice(-2)).toEqual(['2026-10-18 0/0', '2026-10-19 0/1'])
  await owner.query(`update units set township = $1, open_until = null where id = $2`, [
    EAST,
    county.units.eastMiddle,
  ])
})

test('what was taken is changed by nobody, and nothing joins a day later', async () => {
  const { owner } = county.assembled.connections
  for (const table of ['indicator_days', 'indicator_snapshots', 'indicator_sums', 'indicator_places']) {
    await expect(owner.query(`delete from ${table}`)).rejects.toThrow('never changed')
  }
  await expect(owner.query(`update indicator_sums set units = 9`)).rejects.toThrow('never changed')
  const { app } = county.assembled
  const late = app.db.unrecorded(county.people.officer, 'test-arrangement', tx =>
    tx
      .insertInto('indicator_snapshots')
      .values({
        ...{ unit_id: county.units.westMiddle, day: '2026-10-15', numerators: [1], denominators: [1] },
      })
      .execute(),
  )
  await expect(late).rejects.toThrow('row-level security')
  const yesterday = app.db.unrecorded(county.people.officer, 'test-arrangement', tx =>
    tx
      .insertInto('indicator_days')
      .values({ day: '2026-10-16', taken_at: '2026-10-19T02:00:00.000Z' })
      .execute(),
  )
  await expect(yesterday).rejects.toThrow('check constraint')
})

test('a school sees its own days and the county’s, and of another school’s or a township’s none', async () => {
  const { eastMiddle } = county.units
  const seen = await county.as('westSafety').indicators.trend({ id: ID, days: 30 })
  expect(seen.points.every(({ rate }) => rate.denominator === 0)).toBe(true)
  expect(seen.county?.at(-1)?.rate).toEqual({ numerator: 0, denominator: 1 })
  const other = await county.as('westSafety').indicators.trend({ id: ID, days: 30, unitId: eastMiddle })
  expect(other.points.every(({ rate }) => rate.denominator === 0)).toBe(true)
  const { rows } = await county.assembled.app.db
    .read(county.people.westSafety, tx =>
      tx.selectFrom('indicator_sums').select('township').distinct().execute(),
    )
    .then(found => ({ rows: found.map(({ township }) => township) }))
  expect(rows).toEqual([''])
})

test('the overview says how a rate stood a month ago, and a dash’s worth where nobody took figures', async () => {
  const early = await county.as('officer').indicators.overview()
  expect(early.rows.find(({ id }) => id === ID)).toMatchObject({ before: null, rate: { denominator: 1 } })
  county.setNow(`${addDays('2026-11-17', 2)}T02:00:00.000Z` as Instant)
  const later = await county.as('officer').indicators.overview()
  expect(later.beforeOn).toBe('2026-10-19')
  expect(later.rows.find(({ id }) => id === ID)?.before).toEqual({ numerator: 0, denominator: 1 })
  const own = await county.as('westSafety').indicators.overview()
  expect(own.rows.find(({ id }) => id === ID)).toMatchObject({
    ...{ rate: { numerator: 0, denominator: 0 }, county: { numerator: 0, denominator: 1 } },
  })
})

test('one rate tells each unit within reach, and each area', async () => {
  const detail = await county.as('officer').indicators.get({ id: ID })
  expect(detail.units.map(({ unit }) => unit.name)).toEqual([expect.any(String)])
  expect(detail.areas.find(({ area }) => area === 'fire')?.rate).toEqual({ numerator: 0, denominator: 1 })
  expect((await county.as('westSafety').indicators.get({ id: ID })).units).toEqual([])
  await expect(county.as('eastTeacher').indicators.get({ id: 'measures-closed' })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  })
})
