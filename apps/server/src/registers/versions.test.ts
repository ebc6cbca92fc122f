import { findRegister, type EntryId, type Placed } from '@anlan/domain'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { SYSTEM } from '../db/scope.ts'
import { expectRefusal, useCounty } from '../testing/county.ts'
import { restandCounty } from './restand-county.ts'

const county = useCounty()
const KEY = 'fire/extinguisher-ledger'
const west = () => county.units.westMiddle
const safety = () => county.as('westSafety')
const bottle = (number: string, change: object = {}) => ({
  ...{ number, location: '教学楼1层东', type: 'powder', madeOn: '2024-03-01' },
  ...{ lastCheckedOn: '2026-10-10', gauge: 'green', ...change },
})
const record = async (number: string, change: object = {}): Promise<EntryId> =>
  (
    await safety().registers.record({
      unitId: west(),
      entry: { register: KEY, body: bottle(number, change) },
    })
  ).id
/** Puts into the database what another version of the product would have written there. */
const rewrite = (id: EntryId, version: number, body: object) =>
  county.assembled.app.db.unrecorded(SYSTEM, 'test-arrangement', tx =>
    tx
      .updateTable('register_entries')
      .set({ version, body: JSON.stringify(body) })
      .where('id', '=', id)
      .execute(),
  )
const list = () => safety().registers.list({ register: KEY })
const ledger = async () => {
  const { registers } = await safety().registers.standing({ unitId: west(), area: 'fire' })
  return registers.find(({ register }) => register === KEY)
}
const fireOfCounty = async () =>
  (await county.as('officer').registers.standings()).find(({ unit }) => unit.id === west())?.areas.fire

describe('an entry of an older version', () => {
  // A declared register is read-only in its type alone: this test plays the product after its next change of the shape.
  const register = findRegister(KEY) as { -readonly [Name in keyof Placed]: Placed[Name] }
  beforeAll(() => {
    register.version = 2
    register.upgrades = { 1: ({ place, ...body }) => ({ ...body, location: place }) }
  })
  afterAll(() => {
    register.version = 1
    register.upgrades = {}
  })

  test('reads in today’s shape wherever it is shown, and is judged by it', async () => {
    const id = await record('OLD-1')
    const { location, ...body } = bottle('OLD-1', { gauge: 'red', damp: false })
    await rewrite(id, 1, { ...body, place: location })
    expect((await list()).rows).toMatchObject([{ id, entry: { location, gauge: 'red' }, unread: null }])
    expect(await safety().registers.get({ id })).toMatchObject({ entry: { location }, mayChange: true })
    expect(await ledger()).toMatchObject({ standing: 'not-met', entries: 1, unread: 0 })

    await safety().registers.change({ id, revision: 1, body: bottle('OLD-1') })
    const { revisions } = await safety().registers.get({ id })
    expect(revisions).toMatchObject([{ revision: 1, body: { location, gauge: 'red' }, unread: null }])
    await safety().registers.retire({ id, revision: 2, retired: true })
  })
})

describe('an entry this version cannot read', () => {
  test('of a newer one is listed and counted, and the standing says that it is not known', async () => {
    const [good, newer] = [await record('N-1', { gauge: 'red' }), await record('N-2')]
    await rewrite(newer, 99, { bottle: { code: 'N-2' } })
    const { rows, total } = await list()
    expect(total).toBe(2)
    expect(rows.find(({ id }) => id === newer)).toMatchObject({ entry: {}, unread: 'newer' })
    expect(rows.find(({ id }) => id === good)).toMatchObject({ entry: { number: 'N-1' }, unread: null })
    expect(await ledger()).toMatchObject({ standing: 'unknown', entries: 2, unread: 1, findings: [] })

    await restandCounty(county.assembled.app)
    await record('N-3')
    // That the school neither patrolled nor inspected is all that is found.
    expect((await fireOfCounty())?.findings).toBe(2)
    // Drawn again and again until a version that can read it has come.
    expect(await restandCounty(county.assembled.app)).toBeGreaterThan(0)
    const past = await safety().registers.standing({ unitId: west(), area: 'fire', day: '2026-10-14' })
    expect(past.registers.find(({ register }) => register === KEY)?.standing).toBe('unknown')
  })
  test('is opened, with its history, and changed by nobody', async () => {
    const id = await record('N-4')
    await safety().registers.change({ id, revision: 1, body: bottle('N-4', { gauge: 'yellow' }) })
    await rewrite(id, 99, {})
    expect(await safety().registers.get({ id })).toMatchObject({
      ...{ unread: 'newer', mayChange: false, revisions: [{ body: { number: 'N-4' }, unread: null }] },
    })
    await expectRefusal(safety().registers.change({ id, revision: 2, body: bottle('N-4') }), 'entry-unread')
    await expectRefusal(safety().registers.retire({ id, revision: 2, retired: true }), 'entry-unread')
    expect(await county.audit('entry.retire', id)).toHaveLength(0)
  })
  test('that does not fit its own version is treated alike', async () => {
    const id = await record('N-5')
    await rewrite(id, 1, { number: 5 })
    expect((await safety().registers.get({ id })).unread).toBe('unfit')
    expect((await ledger())?.unread).toBe(3)
  })
  test('of a register that this server does not have is not there, and breaks nothing', async () => {
    const id = await record('N-6')
    await county.assembled.app.db.unrecorded(SYSTEM, 'test-arrangement', tx =>
      tx
        .updateTable('register_entries')
        .set({ register: 'fire/drone-log' as never })
        .where('id', '=', id)
        .execute(),
    )
    await expectRefusal(safety().registers.get({ id }), 'unknown-register')
    await expectRefusal(safety().registers.change({ id, revision: 1, body: {} }), 'unknown-register')
    await list()
    await ledger()
  })
})
