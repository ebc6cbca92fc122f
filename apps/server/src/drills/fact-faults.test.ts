import { curveOf, makeMergeReceipt, toFactSet, type DrillId, type Fact, type Instant } from '@anlan/domain'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { SYSTEM } from '../db/scope.ts'
import { newId } from '../ids.ts'
import { aClassOf } from '../testing/class-of-pupils.ts'
import { useCounty } from '../testing/county.ts'
import { pairKiosk, TestKiosk } from '../testing/kiosk.ts'
import { open } from '../testing/visitor.ts'
import type { KioskState } from './kiosk-state.ts'
import { sha256 } from './settle-drill.ts'

const county = useCounty()
const DAY = 24 * 3600_000
const held: { house?: Awaited<ReturnType<typeof open>>; kiosk?: TestKiosk; keys?: string[] } = {}
const kiosk = (): TestKiosk => held.kiosk as TestKiosk
const key = (at: number): string => held.keys?.[at] ?? ''

beforeAll(async () => {
  county.setNow(new Date().toISOString() as Instant)
  held.house = await open(county.assembled)
  held.keys = await aClassOf(county, 'eastPrimary', 6)
  held.kiosk = await pairKiosk(county, held.house.origin, 'eastPrimary', 'eastSafety')
})
afterAll(() => held.house?.close())

const begin = async (change: object = {}): Promise<DrillId> => {
  const drill = newId<DrillId>()
  expect((await kiosk().start(drill, change)).body).toEqual({ id: drill, isNew: true })
  return drill
}
const cancel = async (id: DrillId): Promise<void> => {
  const { revision } = await county.as('eastHead').drills.get({ id })
  await county.as('eastHead').drills.advance({ id, revision, event: 'cancel', reason: '暴雨' })
}
const musterOf = async (id: DrillId) => {
  const live = await county.assembled.app.musters.of(id, { fresh: true })
  if (!live) throw new Error('the drill has no list')
  return live.muster
}
const receiptAt = async (id: DrillId) =>
  (await kiosk().ask<{ facts: number; hash: string }>(`/drills/${id}/receipt`)).body
const stateOf = async () => (await kiosk().ask<KioskState>('/state')).body.drill

describe('facts of a drill whose kiosk was away for a day', () => {
  test('come in any order, twice, from clocks that jumped, and are all of them there', async () => {
    const drill = await begin()
    const began = Date.now()
    const seen = (at: number, when: number, offset: number | null = 0): Fact => ({
      ...kiosk().fact(drill, { kind: 'v1.seen', subject: key(at), point: null, how: 'tap' }, when),
      offset,
    })
    const facts = [
      seen(0, began + 10_000),
      // The clock jumped back by years, and was measured afterwards; and forward by a year, and never was.
      seen(1, 1_000_000, began + 20_000 - 1_000_000),
      seen(2, began + 365 * DAY, null),
      // A day before the alarm, by a clock nobody measured.
      seen(3, began - DAY, null),
      seen(4, began + 30_000),
      seen(5, began + 40_000),
    ]
    county.setNow(new Date(began + DAY).toISOString() as Instant)
    const wrong = [facts[5], facts[2], facts[2], facts[0], facts[4]].flatMap(fact => fact ?? [])
    expect((await kiosk().send(wrong)).body).toMatchObject({ taken: wrong.map(({ id }) => id), refused: [] })
    expect((await kiosk().send(facts)).body.refused).toEqual([])
    const muster = await musterOf(drill)
    expect(muster).toMatchObject({ complete: true, totals: { expected: 6, accounted: 6 }, cloned: [] })
    // A clock that is wrong hides no child, and moves none of the others.
    expect(curveOf(muster).slice(0, 2)).toEqual([
      { seconds: expect.any(Number) as number, accounted: 1 },
      { seconds: expect.any(Number) as number, accounted: 2 },
    ])
    expect(curveOf(muster).at(-1)).toMatchObject({ accounted: 6 })
    expect(await receiptAt(drill)).toEqual(await makeMergeReceipt(toFactSet(facts), sha256))
    await kiosk().send([kiosk().fact(drill, { kind: 'v1.cancelled' })])
  })

  test('end it neither before it began nor in the future', async () => {
    const drill = await begin()
    const now = Date.parse(county.assembled.app.clock.now())
    const clear = kiosk().fact(drill, { kind: 'v1.all-clear' }, now + 30 * DAY)
    expect((await kiosk().send([clear])).body.taken).toEqual([clear.id])
    expect(await stateOf()).toMatchObject({ id: drill, state: 'all-clear' })
    // The database leaves out zeros at the end of a moment.
    const endedAt = (await stateOf())?.endedAt ?? ''
    expect(Date.parse(endedAt)).toBe(Date.parse(county.assembled.app.clock.now()))
  })
})

test('a pupil who is put into another class during a drill is looked for where the list has him, and next time in the new one', async () => {
  const other = await county.as('eastSafety').rosters.createClass({
    unitId: county.units.eastPrimary,
    facts: { name: '六年级9班', grade: 6, pupils: 0 },
  })
  const drill = await begin()
  const groupOf = (people: readonly { key: string; group: string }[]) =>
    people.find(each => each.key === key(0))?.group
  const before = groupOf((await musterOf(drill)).people)
  const { rows } = await county.as('eastSafety').rosters.pupils({ unitId: county.units.eastPrimary })
  const pupil = rows.find(({ name }) => name === '学生1')
  await county.as('eastSafety').rosters.changePupil({ id: pupil?.id ?? '', classId: other.id })
  const fact = kiosk().fact(drill, { kind: 'v1.seen', subject: key(0), point: null, how: 'scan' })
  expect((await kiosk().send([fact])).body.taken).toEqual([fact.id])
  const muster = await musterOf(drill)
  expect(muster.strange).toEqual([])
  expect(muster.people.find(each => each.key === key(0))).toMatchObject({ group: before, state: 'safe' })
  await kiosk().send([kiosk().fact(drill, { kind: 'v1.cancelled' })])
  const next = await begin()
  expect(groupOf((await musterOf(next)).people)).toBe(other.id)
  await kiosk().send([kiosk().fact(next, { kind: 'v1.cancelled' })])
})

test('a drill called off while its kiosks had no line stays called off, with all they counted', async () => {
  county.setNow(new Date(Date.parse(county.assembled.app.clock.now()) + 60_000).toISOString() as Instant)
  const drill = await begin()
  const facts = [0, 1, 2].map(at => kiosk().seen(drill, key(at)))
  await cancel(drill)
  // They come back, not knowing it: one of them has given the all-clear meanwhile.
  const all = [...facts, kiosk().fact(drill, { kind: 'v1.all-clear' })]
  expect((await kiosk().send(all)).body).toMatchObject({ taken: all.map(({ id }) => id), refused: [] })
  expect(await stateOf()).toMatchObject({ id: drill, state: 'cancelled' })
  expect(await musterOf(drill)).toMatchObject({ totals: { accounted: 3 } })
  expect(await receiptAt(drill)).toEqual(await makeMergeReceipt(toFactSet(all), sha256))
  expect(await county.audit('drill.all-clear', drill)).toEqual([])
})

describe('two devices under one id', () => {
  test('that number alike are told apart where they can be, refused where not, and shown', async () => {
    const drill = await begin()
    const copied = new TestKiosk(held.house?.origin ?? '', kiosk().id, kiosk().token, 'fffffffffffff')
    const first = kiosk().seen(drill, key(0))
    const twin: Fact = { ...copied.seen(drill, key(1)), seq: first.seq }
    expect((await kiosk().send([first])).body.taken).toEqual([first.id])
    expect((await copied.send([twin])).body.taken).toEqual([twin.id])
    const board = await county.as('eastHead').drills.get({ id: drill })
    expect(board.state).toBe('running')
    expect(await musterOf(drill)).toMatchObject({ cloned: [kiosk().id], totals: { accounted: 2 } })
    // The whole disk was copied, its run too: the same id for two children.
    const same: Fact = { ...first, ...{ subject: key(2) } } as Fact
    expect((await copied.send([same])).body.refused).toEqual([{ id: first.id, code: 'id-taken' }])
    const kept = await county.assembled.app.db.read(SYSTEM, tx =>
      tx.selectFrom('refused_facts').select('body').where('fact_id', '=', first.id).execute(),
    )
    expect(kept.map(({ body }) => body)).toMatchObject([{ subject: key(2) }])
    expect(await musterOf(drill)).toMatchObject({ totals: { accounted: 2 } })
    await kiosk().send([kiosk().fact(drill, { kind: 'v1.cancelled' })])
  })
})
