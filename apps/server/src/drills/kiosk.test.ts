import type { DrillId, Instant } from '@anlan/domain'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { SYSTEM } from '../db/scope.ts'
import { newId } from '../ids.ts'
import { useCounty } from '../testing/county.ts'
import { pairKiosk, type TestKiosk } from '../testing/kiosk.ts'
import { open } from '../testing/visitor.ts'
import type { KioskState } from './kiosk-state.ts'

const county = useCounty()
const held: { house?: Awaited<ReturnType<typeof open>>; east?: TestKiosk; west?: TestKiosk } = {}
const origin = (): string => held.house?.origin ?? ''
const east = (): TestKiosk => held.east as TestKiosk
const west = (): TestKiosk => held.west as TestKiosk

beforeAll(async () => {
  held.house = await open(county.assembled)
  county.setNow(new Date().toISOString() as Instant)
  await county.assembled.app.db.unrecorded(SYSTEM, 'test-arrangement', async tx => {
    await tx
      .insertInto('school_classes')
      .values({
        id: CLASS,
        unit_id: county.units.eastPrimary,
        grade: 1,
        ordinal: 1,
        name: '一（1）班',
        pupils: 2,
      })
      .execute()
    await tx
      .insertInto('pupils')
      .values(
        ['甲', '乙'].map((name, at) => ({
          ...{ id: newId<string>(), unit_id: county.units.eastPrimary, class_id: CLASS, name },
          ...{ badge_key: `0000000${at + 1}`, left_on: null },
        })),
      )
      .execute()
  })
  held.east = await pairKiosk(county, origin(), 'eastPrimary', 'eastSafety')
  held.west = await pairKiosk(county, origin(), 'westMiddle', 'westSafety')
})
afterAll(() => held.house?.close())

const CLASS = newId<string>()
const [FIRST, SECOND] = ['00000001', '00000002']

describe('pairing', () => {
  test('gives a token once, and the kiosk is in the record', async () => {
    expect(await county.audit('device.pair', east().id)).toHaveLength(1)
    const state = await east().ask<KioskState>('/state')
    expect(state).toMatchObject({
      ...{ status: 200, body: { school: { id: county.units.eastPrimary }, drill: null } },
    })
  })
  test('without a token, or with one that is none, nothing is told', async () => {
    for (const authorization of ['', 'Bearer short', `Bearer ${'x'.repeat(43)}`]) {
      const answer = await fetch(`${origin()}/api/kiosk/state`, { headers: { authorization } })
      expect(answer.status).toBe(401)
    }
    const claim = await fetch(`${origin()}/api/kiosk/claim`, {
      ...{ method: 'POST', headers: { 'content-type': 'application/json' } },
      body: JSON.stringify({ secret: 'y'.repeat(43) }),
    })
    expect(await claim.json()).toEqual({ state: 'over' })
  })
})

describe('a drill from the kiosk', () => {
  const drill = newId<DrillId>()

  test('starts once, with the roster frozen, and a second kiosk’s start joins it', async () => {
    expect((await east().start(drill)).body).toEqual({ id: drill, isNew: true })
    expect((await east().start(drill)).body).toEqual({ id: drill, isNew: false })
    expect((await east().start(newId<DrillId>())).body).toEqual({ id: drill, isNew: false })
    const roster = await east().ask<{ groups: { people: unknown[] }[] }>(`/drills/${drill}/roster`)
    expect(roster.body.groups[0]?.people).toHaveLength(2)
    expect(await county.audit('drill.start', drill)).toHaveLength(1)
  })
  test('takes facts in any order, as often as they come, and tells the other kiosks', async () => {
    const start = east().fact(drill, { kind: 'v1.started', mode: 'drill' })
    const [one, two] = [east().seen(drill, FIRST), east().seen(drill, SECOND)]
    expect((await east().send([two, one, two, start])).body).toMatchObject({
      taken: [two.id, one.id, two.id, start.id],
      refused: [],
    })
    expect((await east().send([one])).body).toMatchObject({ taken: [one.id], refused: [] })
    const { body } = await east().ask<{ facts: { id: string }[] }>(`/drills/${drill}/facts`)
    expect(body.facts.map(({ id }) => id).toSorted()).toEqual([start.id, one.id, two.id].toSorted())
    expect((await county.assembled.app.musters.of(drill))?.muster).toMatchObject({
      totals: { expected: 2, accounted: 2, outstanding: 0 },
    })
  })
  test('refuses and records another body under a known id, and keeps the first', async () => {
    const fact = east().seen(drill, FIRST)
    await east().send([fact])
    const forged = { ...fact, subject: SECOND }
    expect((await east().send([forged])).body).toMatchObject({
      taken: [],
      refused: [{ id: fact.id, code: 'id-taken' }],
    })
    const twice = east().seen(drill, FIRST)
    const both = await east().send([twice, { ...twice, subject: SECOND }])
    expect(both.body.refused).toEqual([{ id: twice.id, code: 'id-taken' }])
    expect(await county.audit('drill.refuse-facts', drill)).toHaveLength(2)
  })
  test('refuses a foreign school’s kiosk, an unknown drill and a device of nowhere', async () => {
    const foreign = west().seen(drill, FIRST)
    expect((await west().send([foreign])).body.refused).toEqual([{ id: foreign.id, code: 'foreign-drill' }])
    const early = east().seen(newId(), FIRST)
    expect((await east().send([early])).body.refused).toEqual([{ id: early.id, code: 'unknown-drill' }])
    const nobody = { ...east().seen(drill, FIRST), device: newId() }
    expect((await east().send([nobody])).body.refused).toEqual([{ id: nobody.id, code: 'unknown-device' }])
    expect((await east().send([{ id: 'nonsense' }, null])).body.refused).toEqual([
      { id: 'nonsense', code: 'invalid' },
      { id: '', code: 'invalid' },
    ])
    expect((await west().ask(`/drills/${drill}/roster`)).status).toBe(404)
    expect((await west().ask<{ facts: [] }>(`/drills/${drill}/facts`)).body.facts).toEqual([])
    expect((await west().ask(`/drills/${drill}/receipt`)).status).toBe(404)
    expect((await west().start(drill)).status).toBe(404)
  })
  test('ends by the kiosk’s all-clear; facts that come later are kept, called late, and change the receipt', async () => {
    const clear = east().fact(drill, { kind: 'v1.all-clear' })
    await east().send([clear])
    const { body } = await east().ask<KioskState>('/state')
    expect(body.drill).toMatchObject({ id: drill, state: 'all-clear' })
    const before = await east().ask<{ hash: string; facts: number }>(`/drills/${drill}/receipt`)
    expect(body.drill).toBeTruthy()
    const receipt = async () => (await east().ask<KioskState>('/state')).body.drill?.receipt
    await expect.poll(receipt).toBe(before.body.hash)
    const late = east().fact(
      drill,
      { kind: 'v1.seen', subject: SECOND, point: null, how: 'scan' },
      clear.at + 60_000,
    )
    expect((await east().send([late])).body.taken).toEqual([late.id])
    const after = await east().ask<{ hash: string; facts: number }>(`/drills/${drill}/receipt`)
    expect(after.body.facts).toBe(before.body.facts + 1)
    expect((await county.assembled.app.musters.of(drill))?.muster.late).toContain(late.id)
    expect(await county.audit('drill.all-clear', drill)).toHaveLength(1)
  })
})

test('a drill begun without the network counts by the list the kiosk had', async () => {
  const pack = await east().ask<{ mark: string; roster: { groups: unknown[] } }>('/pack')
  const pupil = {
    unit_id: county.units.eastPrimary,
    class_id: CLASS,
    name: '丙',
    badge_key: '00000003',
    left_on: null,
  }
  await county.assembled.app.db.unrecorded(SYSTEM, 'test-arrangement', tx =>
    tx
      .insertInto('pupils')
      .values({ id: newId<string>(), ...pupil })
      .execute(),
  )
  const drill = newId<DrillId>()
  const at = Date.now() - 3_600_000
  county.setNow(new Date(Date.now() + 1000).toISOString() as Instant)
  expect((await east().start(drill, { at, mark: pack.body.mark })).body.isNew).toBe(true)
  const roster = await east().ask<{ drill: string; groups: unknown[] }>(`/drills/${drill}/roster`)
  expect(roster.body).toMatchObject({ drill, groups: pack.body.roster.groups })
  await east().send([east().fact(drill, { kind: 'v1.cancelled' })])
  expect((await east().ask<KioskState>('/state')).body.drill).toMatchObject({ state: 'cancelled' })
})

test('an all-clear with somebody outstanding keeps the reason that was given at the kiosk', async () => {
  const drill = newId<DrillId>()
  await east().start(drill)
  await east().send([east().fact(drill, { kind: 'v1.all-clear', note: '一人已由家长接走' })])
  const { all_clear_note } = await county.assembled.app.db.read(SYSTEM, tx =>
    tx.selectFrom('drills').select('all_clear_note').where('id', '=', drill).executeTakeFirstOrThrow(),
  )
  expect(all_clear_note).toBe('一人已由家长接走')
  expect(await county.audit('drill.all-clear', drill)).toHaveLength(1)
})

test('facts that came in one statement are not parted by the end of a page', async () => {
  const drill = newId<DrillId>()
  await east().start(drill)
  await county.assembled.app.db.unrecorded(SYSTEM, 'test-arrangement', async tx => {
    const facts = Array.from({ length: 2_500 }, () => east().seen(drill, FIRST))
    await sql`
      insert into drill_facts (drill_id, id, unit_id, device_id, seq, kind, body, at, offset_ms, received_at)
      select ${drill}, f.id, ${county.units.eastPrimary}, ${east().id}, f.seq, 'v1.seen', '{}', 1, 0, now()
      from unnest(${facts.map(({ id }) => id)}::uuid[], ${facts.map(({ seq }) => seq)}::int[]) as f (id, seq)`.execute(
      tx,
    )
  })
  const { body } = await east().ask<{ facts: unknown[] }>(`/drills/${drill}/facts`)
  expect(body.facts).toHaveLength(2_500)
  await east().send([east().fact(drill, { kind: 'v1.cancelled' })])
})

test('real danger in the middle of an exercise calls the exercise off; an exercise never ends what is real', async () => {
  const [exercise, danger] = [newId<DrillId>(), newId<DrillId>()]
  await east().start(exercise)
  expect((await east().start(danger, { mode: 'real' })).body).toEqual({ id: danger, isNew: true })
  expect((await east().ask<KioskState>('/state')).body.drill).toMatchObject({ id: danger, mode: 'real' })
  expect(await county.audit('drill.cancel', exercise)).toHaveLength(1)
  expect((await east().start(newId<DrillId>())).body).toEqual({ id: danger, isNew: false })
  expect((await east().start(newId<DrillId>(), { mode: 'real' })).body).toEqual({ id: danger, isNew: false })
  // Who counted for the exercise a moment longer is not lost.
  const late = east().seen(exercise, FIRST)
  expect((await east().send([late])).body.taken).toEqual([late.id])
  await east().send([east().fact(danger, { kind: 'v1.all-clear' })])
})

test('a test of the machines that nobody ended does not keep a school from its drill', async () => {
  const [machines, exercise] = [newId<DrillId>(), newId<DrillId>()]
  await east().start(machines, { mode: 'test' })
  expect((await east().start(exercise)).body).toEqual({ id: exercise, isNew: true })
  expect(await county.audit('drill.cancel', machines)).toHaveLength(1)
  expect((await east().start(newId<DrillId>(), { mode: 'test' })).body).toEqual({
    id: exercise,
    isNew: false,
  })
  await east().send([east().fact(exercise, { kind: 'v1.cancelled' })])
})

test('many kiosks’ facts at once are written together, and each is answered for its own', async () => {
  const drill = newId<DrillId>()
  await east().start(drill)
  const batches = Array.from({ length: 40 }, () =>
    Array.from({ length: 10 }, () => east().seen(drill, FIRST)),
  )
  const answers = await Promise.all(batches.map(facts => east().send(facts)))
  for (const [index, answer] of answers.entries())
    expect(answer.body.taken).toEqual(batches[index]?.map(({ id }) => id))
  expect((await county.assembled.app.musters.of(drill))?.set.facts.size).toBe(400)
})
