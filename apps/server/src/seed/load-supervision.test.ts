import { makeCounty, makePeople } from '@anlan/seed'
import { expect, test } from 'vitest'
import { SYSTEM } from '../db/scope.ts'
import { useCounty } from '../testing/county.ts'
import { toReferral } from '../supervision/referral/referral.table.ts'
import { loadReferrals } from './load-referrals.ts'
import { loadSupervision } from './load-supervision.ts'

const county = useCounty()

test('the demonstration’s letters are read back by the domain, each at another step of its way', async () => {
  const { units } = makeCounty()
  const people = makePeople(units)
  const { db, clock } = county.assembled.app
  await county.assembled.connections.owner.query(
    'alter table referrals drop constraint referrals_unit_id_fkey',
  )
  await db.unrecorded(SYSTEM, 'test-arrangement', tx => loadReferrals(tx, units, people, clock.today()))
  const found = await db.read(SYSTEM, tx =>
    tx.selectFrom('referrals').selectAll().orderBy('number').execute(),
  )
  expect(found.map(row => toReferral(row).state)).toEqual([
    ...['closed', 'replied', 'received', 'escalated', 'sent', 'draft'],
  ])
})

test('the demonstration’s matters are read back by the domain, each at another step of its way', async () => {
  const { units } = makeCounty()
  const people = makePeople(units)
  const { db, clock } = county.assembled.app
  const { owner } = county.assembled.connections
  // Who and where they are is loaded elsewhere: here only that they are there.
  await owner.query('alter table supervision_matters drop constraint supervision_matters_unit_id_fkey')
  await owner.query('alter table supervision_matters drop constraint supervision_matters_opened_by_fkey')
  const loaded = await db.unrecorded(SYSTEM, 'test-arrangement', tx =>
    loadSupervision(tx, units, people, clock.today()),
  )
  const { rows } = await owner.query<{ state: string }>(
    'select state from supervision_measures order by state',
  )
  expect(rows.map(({ state }) => state)).toEqual([
    ...['appealed', 'closed', 'closed', 'issued', 'proposed', 'received', 'replied', 'talked'],
  ])
  expect(rows).toHaveLength(loaded)
  const matter = await owner.query<{ id: string }>(
    'select matter_id as id from supervision_measures where state = $1',
    ['talked'],
  )
  const found = await db.read(SYSTEM, tx =>
    tx
      .selectFrom('supervision_events')
      .select('event')
      .where('matter_id', '=', matter.rows[0]?.id ?? '')
      .orderBy('id')
      .execute(),
  )
  expect(found.map(({ event }) => event)).toEqual([
    ...['propose', 'approve', 'issue', 'receive', 'appeal', 'uphold', 'hold'],
  ])
})
