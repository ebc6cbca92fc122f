import { makeCounty, makePeople } from '@anlan/seed'
import { expect, test } from 'vitest'
import { SYSTEM } from '../db/scope.ts'
import { useCounty } from '../testing/county.ts'
import { loadHandovers } from './load-handovers.ts'
import { loadStudies } from './load-studies.ts'

const county = useCounty()

test('the demonstration’s handovers and studies are read back by the domain, some of them still waiting', async () => {
  const { units } = makeCounty()
  const people = makePeople(units)
  const { db, clock } = county.assembled.app
  const { owner } = county.assembled.connections
  // Who and where they are is loaded elsewhere: here only that they are there.
  for (const table of ['handovers', 'study_records'])
    await owner.query(`alter table ${table} drop constraint ${table}_unit_id_fkey`)
  const loaded = await db.unrecorded(SYSTEM, 'test-arrangement', async tx => [
    await loadHandovers(tx, units, people, clock.today()),
    await loadStudies(tx, units, people, clock.today()),
  ])
  expect(loaded.every(count => count > 10)).toBe(true)
  const { rows } = await owner.query<{ state: string }>('select distinct state from handovers')
  expect(rows.map(({ state }) => state).toSorted()).toEqual(['handed', 'open', 'received'])
})
