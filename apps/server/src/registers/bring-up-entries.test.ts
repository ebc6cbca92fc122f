import { findRegister, type EntryId, type Placed } from '@anlan/domain'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { SYSTEM, type Tx } from '../db/scope.ts'
import { sql } from 'kysely'
import { useCounty } from '../testing/county.ts'
import { bringUpEntries } from './bring-up-entries.ts'
import { findBookLines } from './book-lines.queries.ts'
import { identityOf } from './registers.table.ts'

const county = useCounty()
const KEY = 'fire/extinguisher-ledger'
const bottle = (number: string, change: object = {}) => ({
  ...{ number, location: '教学楼1层东', type: 'powder', madeOn: '2024-03-01' },
  ...{ lastCheckedOn: '2026-10-10', gauge: 'green', damp: false, ...change },
})
type Somebody = 'westSafety' | 'eastSafety'
const unitOf = (by: Somebody) => county.units[by === 'westSafety' ? 'westMiddle' : 'eastMiddle']
const record = async (number: string, change: object = {}, by: Somebody = 'westSafety'): Promise<EntryId> =>
  (
    await county.as(by).registers.record({
      unitId: unitOf(by),
      entry: { register: KEY, body: bottle(number, change) },
    })
  ).id
const arrange = <Value>(work: (tx: Tx) => Promise<Value>): Promise<Value> =>
  county.assembled.app.db.unrecorded(SYSTEM, 'test-arrangement', work)
/** Puts into the database what version 1 of this test's register would have written there: its names are other ones. */
const asOfOld = (id: EntryId, number: string, change: object = {}) => {
  const { number: code, location: place, gauge: dial, ...body } = { ...bottle(number), ...change }
  return rewrite(id, 1, { ...body, code, place, dial }, JSON.stringify([code, null]))
}
const rewrite = (id: EntryId, version: number, body: object, identity: string) =>
  arrange(tx =>
    tx
      .updateTable('register_entries')
      .set({ version, body: JSON.stringify(body), identity })
      .where('id', '=', id)
      .execute(),
  )
const anOld = async (number: string, change: object = {}, by: Somebody = 'westSafety'): Promise<EntryId> => {
  const id = await record(number, change, by)
  await asOfOld(id, number, change)
  return id
}
const list = (asked: object = {}) => county.as('westSafety').registers.list({ register: KEY, ...asked })
const idsOf = async (asked: object): Promise<string[]> => (await list(asked)).rows.map(({ id }) => id)
const countyIds = async (asked: object): Promise<string[]> =>
  (await county.as('officer').registers.list({ register: KEY, ...asked })).rows.map(({ id }) => id)
const versions = () =>
  arrange(tx =>
    tx
      .selectFrom('register_entries')
      .select(['id', 'version', 'revision', 'body'])
      .where('register', '=', KEY)
      .orderBy('id')
      .execute(),
  )
const bringUp = () => bringUpEntries(county.assembled.app)
const events = () => county.audit('entry.bring-up', KEY)

// A declared register is read-only in its type alone: this test plays the product after its next change of the shape.
const register = findRegister(KEY) as { -readonly [Name in keyof Placed]: Placed[Name] }
beforeAll(() => {
  register.version = 2
  register.upgrades = {
    1: ({ code, place, dial, ...body }) => ({
      ...body,
      // One of the bodies below makes this throw, as a real upgrade may.
      number: (code as string).trim(),
      location: place,
      gauge: dial,
    }),
  }
})
afterAll(() => {
  register.version = 1
  register.upgrades = {}
})

test('an entry of an older version is found by field, order, search and facet once it is brought up', async () => {
  const old = await anOld('OLD-1', { gauge: 'red', location: '锅炉房' })
  const today = await record('NEW-1')
  // Before, the list says that it may be incomplete.
  expect(await list()).toMatchObject({ total: 2, older: 1 })
  expect(await idsOf({ filter: { fields: { gauge: 'red' } } })).toEqual([])

  expect(await bringUp()).toEqual({ broughtUp: 1, unfit: 0 })
  expect((await list()).older).toBe(0)
  expect(await idsOf({ filter: { fields: { gauge: 'red' } } })).toEqual([old])
  expect(await countyIds({ filter: { fields: { gauge: 'red' } } })).toEqual([old])
  expect(await idsOf({ filter: { search: '锅炉' } })).toEqual([old])
  expect(await idsOf({ sort: { by: 'number', desc: true } })).toEqual([old, today])
  expect(await events()).toMatchObject([{ actor_name: '系统', unit_id: null }])

  const { revisions, entry } = await county.as('westSafety').registers.get({ id: old })
  expect(entry).toMatchObject({ number: 'OLD-1', gauge: 'red' })
  expect(revisions).toMatchObject([{ revision: 1, broughtUp: true, unread: null }])
  const kept = await arrange(tx =>
    tx
      .selectFrom('register_history')
      .select(['version', 'body', 'brought_up'])
      .where('entry_id', '=', old)
      .execute(),
  )
  // Word for word as it was recorded.
  expect(kept).toMatchObject([{ version: 1, brought_up: true, body: { code: 'OLD-1', dial: 'red' } }])
})

test('done again it changes nothing', async () => {
  const before = await versions()
  expect(await bringUp()).toEqual({ broughtUp: 0, unfit: 0 })
  expect(await versions()).toEqual(before)
  expect(await events()).toHaveLength(1)
})

test('the same table finds an old entry by what identifies it today, before it is brought up and after', async () => {
  const id = await anOld('OLD-2')
  const identity = identityOf(register, bottle('OLD-2'))
  const find = async () =>
    (await arrange(tx => findBookLines(tx, register, unitOf('westSafety'), [identity]))).get(identity)
  expect(await find()).toMatchObject([{ id, revision: 1 }])
  await bringUp()
  expect(await find()).toMatchObject([{ id, revision: 2 }])
})

test('what does not upgrade, or is of a newer version, stays as it is; the first is counted and shown as unreadable', async () => {
  const [throwing, unfit, newer] = [await record('BAD-1'), await record('BAD-2'), await record('FAR-1')]
  await rewrite(throwing, 1, { code: 7 }, '[7]')
  await rewrite(unfit, 1, { code: 'BAD-2', dial: 'purple' }, '["BAD-2"]')
  await rewrite(newer, 99, { far: true }, '["FAR-1"]')
  const before = await versions()
  expect(await bringUp()).toEqual({ broughtUp: 0, unfit: 2 })
  expect(await versions()).toEqual(before)
  const page = await list()
  expect(page.older).toBe(2)
  const unread = new Map(page.rows.map(row => [row.id, row.unread]))
  expect([throwing, unfit, newer].map(id => unread.get(id))).toEqual(['unfit', 'unfit', 'newer'])
})

test('an entry that was out of its register counts on no day because it was brought up or put back', async () => {
  const id = await record('OUT-1', { gauge: 'red' })
  county.setNow('2026-10-17T02:00:00.000Z')
  await county.as('westSafety').registers.retire({ id, revision: 1, retired: true })
  county.setNow('2026-10-20T02:00:00.000Z')
  const counted = () =>
    Promise.all(
      (['2026-10-16', '2026-10-18'] as const).map(async day => {
        const asked = { unitId: unitOf('westSafety'), area: 'fire', day } as const
        const { registers } = await county.as('westSafety').registers.standing(asked)
        return registers.find(each => each.register === KEY)?.entries ?? 0
      }),
    )
  const before = await counted()
  expect(before[0]).toBe((before[1] ?? 0) + 1)
  await asOfOld(id, 'OUT-1', { gauge: 'red' })
  await bringUp()
  expect(await counted()).toEqual(before)
  await county.as('westSafety').registers.retire({ id, revision: 3, retired: false })
  expect(await counted()).toEqual(before)
})

test('ended half way it goes on, and the record counts all of them once', async () => {
  const units = (['westSafety', 'eastSafety'] as const).toSorted((a, b) => (unitOf(a) < unitOf(b) ? -1 : 1))
  const [first, second] = units as [Somebody, Somebody]
  const ids = [await anOld('CUT-1', {}, first), await anOld('CUT-2', {}, second)] as const
  const versionsOf = async () => {
    const all = new Map((await versions()).map(each => [each.id, each.version]))
    return ids.map(id => all.get(id))
  }
  const told = (await events()).length
  // Somebody writes in the second school's book, so the work waits there and its connection is cut.
  await arrange(async tx => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`${unitOf(second)} fire`}, 0))`.execute(tx)
    const work = expect(bringUp()).rejects.toThrow()
    for (;;) {
      const { rows } = await county.assembled.connections.owner.query<{ pid: number }>(
        `select pid from pg_locks where locktype = 'advisory' and not granted
         and database = (select oid from pg_database where datname = current_database())`,
      )
      const [waiting] = rows
      if (waiting) {
        expect(await versionsOf()).toEqual([2, 1])
        await county.assembled.connections.owner.query('select pg_terminate_backend($1)', [waiting.pid])
        break
      }
      await sleep(20)
    }
    await work
  })
  expect(await versionsOf()).toEqual([2, 1])
  expect(await events()).toHaveLength(told)
  expect((await bringUp()).broughtUp).toBe(1)
  expect(await versionsOf()).toEqual([2, 2])
  const { rows } = await county.assembled.connections.owner.query<{ after: object }>(
    `select after from audit_events where action = 'entry.bring-up' order by at desc, id desc limit 1`,
  )
  expect(rows).toMatchObject([{ after: { register: KEY, broughtUp: 2, unfit: 2 } }])
})
