import { PILOT_STATE_IDS } from '@anlan/domain'
import { makeCounty, makePeople } from '@anlan/seed'
import { expect, test } from 'vitest'
import { SYSTEM } from '../db/scope.ts'
import { useCounty } from '../testing/county.ts'
import { loadPilots } from './load-pilots.ts'

const county = useCounty()

test('the demonstration’s pilots are read back by the domain, some at every stage, and what is shared is taken over', async () => {
  const { units } = makeCounty()
  const people = makePeople(units)
  const { db, clock } = county.assembled.app
  const { owner } = county.assembled.connections
  // Who and where they are is loaded elsewhere: here only that they are there.
  for (const [table, name] of [
    ['pilots', 'pilots_unit_id_fkey'],
    ['pilot_materials', 'pilot_materials_unit_id_fkey'],
    ['pilot_take_overs', 'pilot_take_overs_unit_id_fkey'],
    ['pilot_pairings', 'pilot_pairings_helped_id_fkey'],
  ] as const)
    await owner.query(`alter table ${table} drop constraint ${name}`)
  const loaded = await db.unrecorded(SYSTEM, 'test-arrangement', tx =>
    loadPilots(tx, units, people, clock.today()),
  )
  const { rows } = await owner.query<{ state: string }>('select distinct state from pilots')
  expect(rows.map(({ state }) => state).toSorted()).toEqual(
    PILOT_STATE_IDS.filter(state => state !== 'declined' && state !== 'revoked').toSorted(),
  )
  const counts = await county.as('officer').pilots.counts()
  expect(counts).toMatchObject({ demonstration: 4, late: 1, recheck: 1 })
  const materials = await county.as('officer').materials.counts()
  expect(materials).toMatchObject({ submitted: 1, returned: 1, published: 5 })
  const taken = await owner.query('select 1 from pilot_take_overs')
  expect(taken.rowCount).toBe(24)
  expect(loaded).toBe(13)
})
