import { parseDocumentNumber } from '@anlan/domain'
import { makeCounty, makePeople } from '@anlan/seed'
import { expect, test } from 'vitest'
import { SYSTEM } from '../db/scope.ts'
import { listLettersOf } from '../responsibility/letters.queries.ts'
import { useCounty } from '../testing/county.ts'
import { loadResponsibility } from './load-responsibility.ts'

const county = useCounty()

test('the demonstration’s letters are read back by the domain, most of them signed, and some schools have holes', async () => {
  const { units } = makeCounty()
  const people = makePeople(units)
  const { db, clock } = county.assembled.app
  const { owner } = county.assembled.connections
  // Who and where they are is loaded elsewhere: here only that they are there.
  for (const [table, name] of [
    ['duties', 'duties_unit_id_fkey'],
    ['letter_batches', 'letter_batches_unit_id_fkey'],
    ['letters', 'letters_unit_id_fkey'],
    ['letters', 'letters_signer_id_fkey'],
    ['document_numbers', 'document_numbers_unit_id_fkey'],
  ] as const)
    await owner.query(`alter table ${table} drop constraint ${name}`)
  const loaded = await db.unrecorded(SYSTEM, 'test-arrangement', tx =>
    loadResponsibility(tx, units, people, clock.today()),
  )
  const letters = await db.read(SYSTEM, tx => listLettersOf(tx, null))
  expect(letters).toHaveLength(loaded)
  const states = Map.groupBy(letters, ({ state }) => state)
  expect([...states.keys()].toSorted()).toEqual(['issued', 'refused', 'signed'])
  expect(states.get('signed')?.length).toBeGreaterThan(loaded / 2)
  expect(letters.some(({ signedBy }) => signedBy?.how === 'paper')).toBe(true)
  const { rows: signers } = await owner.query(
    `select distinct actor_role from letter_events join letters on letters.id = letter_events.letter_id
     where letters.post = 'class-teacher' and event = 'sign'`,
  )
  expect(signers).toEqual([{ actor_role: 'staff-member' }])
  // Every letter bears a number of its issuer's series, read by the domain, and each series runs on without a gap.
  const numbers = letters.map(({ documentNumber }) => parseDocumentNumber(documentNumber ?? ''))
  expect(numbers.filter(({ ok }) => !ok)).toEqual([])
  const series = Map.groupBy(
    numbers.flatMap(number => (number.ok ? [number.value] : [])),
    ({ office, year }) => `${office}〔${year}〕`,
  )
  expect(series.get('安教责〔2026〕')?.length).toBeGreaterThan(100)
  for (const of of series.values())
    expect(of.map(({ serial }) => serial).toSorted((a, b) => a - b)).toEqual(of.map((_, at) => at + 1))
  const { rows: given } = await owner.query<{ count: number }>(
    'select count(*)::int as count from document_numbers',
  )
  expect(given).toEqual([{ count: loaded }])
  const { rowCount } = await owner.query('select 1 from duties where published_on is not null')
  expect(rowCount).toBeGreaterThan(1000)
})
