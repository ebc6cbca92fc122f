import { addDays, sumRates, type Instant } from '@anlan/domain'
import { expect, test } from 'vitest'
import { useCounty } from '../testing/county.ts'
import { restandCounty } from './restand-county.ts'

const county = useCounty()
const ID = 'food/certificates-valid'
const west = () => county.units.westMiddle

const recordHandler = (name: string, certificateUntil: string) =>
  county.as('westSafety').registers.record({
    unitId: west(),
    entry: {
      register: 'food/food-handler-list',
      body: { name, post: 'cook', touchesFood: true, certificate: name, certificateUntil },
    },
  })
const ratesFor = async (who: 'westSafety' | 'officer' | 'villageHead', id = ID) =>
  (await county.as(who).registers.rates({})).map(({ unit, rates }) => [unit.id, rates[id]] as const)

test('a rate is counted when a line is written, and again when a clock has run out over night', async () => {
  await recordHandler('张三', '2026-10-20')
  await recordHandler('李四', '2027-10-20')
  expect(new Map(await ratesFor('westSafety')).get(west())).toEqual({ numerator: 2, denominator: 2 })

  county.setNow(`${addDays('2026-10-20', 1)}T02:00:00.000Z` as Instant)
  await restandCounty(county.assembled.app)
  const now = { numerator: 1, denominator: 2 }
  expect(new Map(await ratesFor('officer')).get(west())).toEqual(now)
  const stands = await county.as('westSafety').registers.standing({ unitId: west(), area: 'food' })
  expect(stands.registers.flatMap(({ rates }) => rates['certificates-valid'] ?? [])).toEqual([now])
})

test('a school that has written nothing is in the county’s rate by the days it owes, and sees nobody else', async () => {
  const meals = await ratesFor('officer', 'food/meals-shared')
  const owed = meals.flatMap(([, rate]) => rate ?? [])
  expect(owed.length).toBeGreaterThan(1)
  expect(sumRates(owed)).toMatchObject({ numerator: 0 })
  expect(sumRates(owed).denominator).toBeGreaterThan(20)

  const own = await county.as('villageHead').registers.rates({})
  expect(own).toHaveLength(1)
})

test('of one area no rate of another is given', async () => {
  const rows = await county.as('officer').registers.rates({ area: 'fire' })
  const areas = new Set(rows.flatMap(({ rates }) => Object.keys(rates).map(id => id.split('/')[0])))
  expect([...areas]).toEqual(['fire'])
})
