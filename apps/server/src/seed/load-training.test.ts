import { makeAppointments, makeCounty, makePeople } from '@anlan/seed'
import { addDays, type Rate } from '@anlan/domain'
import { expect, test } from 'vitest'
import { SYSTEM } from '../db/scope.ts'
import { listTrainings } from '../training/training.queries.ts'
import { useCounty } from '../testing/county.ts'
import { bulkInsert } from './bulk-insert.ts'
import { loadTrainings } from './load-training.ts'

const county = useCounty()
const share = ({ numerator, denominator }: Rate): number => numerator / denominator

test('the demonstration’s trainings are read back by the domain, most people are through and some are missing', async () => {
  const { units } = makeCounty()
  const people = makePeople(units)
  const { db, clock } = county.assembled.app
  const today = clock.today()
  const since = addDays(today, -60)
  const { owner } = county.assembled.connections
  // Who and where they are is loaded elsewhere: here only that they are there.
  for (const table of [
    'trainings',
    'training_sessions',
    'training_sign_ins',
    'training_attempts',
    'appointments',
  ])
    for (const column of ['unit_id', 'account_id'])
      await owner.query(`alter table ${table} drop constraint if exists ${table}_${column}_fkey`)
  const giver = people.find(({ username }) => username === 'anquangu')
  await owner.query('update units set id = $1 where id = $2', [giver?.unitId, county.units.countySchool])
  const rows = await db.unrecorded(SYSTEM, 'test-arrangement', async tx => {
    await bulkInsert(
      tx,
      'appointments',
      makeAppointments(people, since).map((each, index) => ({
        id: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
        ...{ account_id: each.accountId, unit_id: each.unitId, post: each.post },
        ...{ from_on: each.from, until_on: each.until },
      })),
    )
    expect(await loadTrainings(tx, { units, people, today, since })).toBe(3)
    return (await listTrainings(tx, {}, { page: 1, pageSize: 10 }, today)).rows
  })
  // The school's own is given by a school that is loaded elsewhere.
  expect(rows).toHaveLength(2)
  for (const { coverage } of rows) {
    expect(share(coverage)).toBeGreaterThan(0.6)
    expect(share(coverage)).toBeLessThan(0.95)
  }
})
