import { HAZARD_RATES, INDICATORS, RECORD_GROUPS, showShare, type UnitId } from '@anlan/domain'
import { expect, test } from 'vitest'
import { readHazardCounty } from '../prevention/hazard-county.queries.ts'
import { useCounty, type PersonName, type UnitName } from '../testing/county.ts'
import { countIndicators, listsBehind, together, type Counted } from './count-indicators.ts'
import type { CountFilter } from './counter.ts'

const county = useCounty()
const ALL = INDICATORS.map(({ id }) => id)

const readerOf = (who: PersonName) => ({
  ...{ today: county.assembled.app.clock.today(), accountId: county.people[who].accountId },
  scope: county.people[who].scope,
})
const count = (who: PersonName, ids = ALL, filter: CountFilter = {}): Promise<Counted> =>
  county.assembled.app.db.read(county.people[who], tx => countIndicators(tx, readerOf(who), ids, filter))

const report = (who: PersonName, unit: UnitName) =>
  county.as(who).hazards.report({
    unitId: county.units[unit],
    hazard: {
      ...{ area: 'fire', source: 'self-inspection', place: '食堂', description: '灭火器压力不足' },
      ...{ discoveredOn: '2026-10-15', interimControl: '已摆放备用灭火器', stopUse: false },
    },
    files: [],
  })

test('where nothing was written every rate that divides by something is counted, and the others are dashes', async () => {
  const counted = await count('officer')
  expect([...counted.keys()].toSorted()).toEqual(ALL.toSorted())
  for (const { id } of HAZARD_RATES) expect(showShare(together(counted.get(id)))).toBe('—')
  expect(showShare(together(counted.get('measures-closed')))).toBe('—')
  expect(together(counted.get('dual-prevention-built'))).toEqual({ numerator: 0, denominator: 6 })
})

test('every rate of records names the lists behind its numbers', () => {
  for (const { indicators } of Object.values(RECORD_GROUPS))
    for (const { id } of indicators)
      expect(listsBehind(id)).toEqual({
        ...{ numerator: expect.stringMatching(/^\//), denominator: expect.stringMatching(/^\//) },
      })
})

test('an id that no rate has is refused', async () => {
  await expect(count('officer', ['no-such-rate'])).rejects.toThrow('no such indicator')
  await expect(county.as('officer').indicators.now({ ids: ['no-such-rate'] })).rejects.toMatchObject({
    code: 'BAD_REQUEST',
  })
})

test('whoever may not read what a rate is counted from does not see the rate', async () => {
  const seen = (await county.as('eastTeacher').indicators.now({})).map(({ id }) => id)
  expect(seen).toContain('hazards-closed')
  expect(seen).not.toContain('measures-closed')
})

test('the rates of hazards are those of the county’s board', async () => {
  await report('eastSafety', 'eastMiddle')
  await report('villageSafety', 'eastVillage')
  const { app } = county.assembled
  const { figures } = await app.db.read(county.people.officer, tx =>
    readHazardCounty(tx, {}, readerOf('officer')),
  )
  const counted = await count('officer')
  for (const rate of HAZARD_RATES)
    expect([rate.id, together(counted.get(rate.id))]).toEqual([rate.id, rate.count(figures)])
})

test('a school that asks for another’s figures is given none, of any rate', async () => {
  const own: UnitId[] = [county.units.westMiddle, county.units.kindergarten]
  const others: UnitId[] = [county.units.eastMiddle, county.units.eastVillage]
  for (const [id, byUnit] of await count('westSafety', ALL, { units: others }))
    expect([id, byUnit.size]).toEqual([id, 0])
  for (const [id, byUnit] of await count('westSafety'))
    expect([id, [...byUnit.keys()].filter(unit => !own.includes(unit))]).toEqual([id, []])
})

test('a filter of an area counts that area alone', async () => {
  await report('westSafety', 'westMiddle')
  const of = async (area: 'fire' | 'food') =>
    [...((await count('westSafety', ['hazards-closed'], { area })).get('hazards-closed') ?? [])].length
  expect([await of('fire'), await of('food')]).toEqual([1, 0])
})
