import {
  foldMuster,
  makeMergeReceipt,
  toFactSet,
  type CountyDrillId,
  type DrillId,
  type Fact,
  type Instant,
  type Roster,
} from '@anlan/domain'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { SYSTEM } from '../db/scope.ts'
import { newId } from '../ids.ts'
import type { Assembled } from '../server.ts'
import { aClassOf } from '../testing/class-of-pupils.ts'
import { boardsOf } from '../testing/boards.ts'
import { useCounty } from '../testing/county.ts'
import { pairKiosk, TestKiosk } from '../testing/kiosk.ts'
import { open } from '../testing/visitor.ts'
import type { KioskState } from './kiosk-state.ts'
import { sha256 } from './settle-drill.ts'

const county = useCounty()
const PUPILS = 24

interface House {
  readonly server: Assembled
  readonly origin: string
  close(): Promise<void>
}
const held: { first?: House; second?: House; keys?: string[]; atFirst?: TestKiosk; atSecond?: TestKiosk } = {}
const need = <Value>(value: Value | undefined): Value => {
  if (value === undefined) throw new Error('it is there inside tests only')
  return value
}
const first = (): House => need(held.first)
const second = (): House => need(held.second)
/** Two kiosks of one school, each with a server of its own. */
const kiosks = () => [need(held.atFirst), need(held.atSecond)] as const

beforeAll(async () => {
  county.setNow(new Date().toISOString() as Instant)
  const house = async (server: Assembled): Promise<House> => ({ server, ...(await open(server)) })
  held.first = await house(county.assembled)
  held.second = await house(await county.another())
  held.keys = await aClassOf(county, 'eastPrimary', PUPILS)
  held.atFirst = await pairKiosk(county, first().origin, 'eastPrimary', 'eastSafety')
  held.atSecond = await pairKiosk(county, second().origin, 'eastPrimary', 'eastSafety')
})
afterAll(async () => {
  await first().close()
  await second().close()
  await second().server.close()
})

/** A school's board, open at one of the servers, with everything it has shown. */
async function watch(id: DrillId, { server }: House) {
  const stopped = new AbortController()
  const shown: { facts: number; accounted: number }[] = []
  // The caller's signal cannot be given to it: whoever leaves is let go with the next snapshot.
  const stream = await county.as('eastSafety', server).drills.live({ id })
  const watching = (async () => {
    for await (const { facts, totals } of boardsOf(stream)) {
      shown.push({ facts, accounted: totals?.accounted ?? 0 })
      if (stopped.signal.aborted) return
    }
  })()
  await expect.poll(() => shown.length).toBeGreaterThan(0)
  return { shown, watching, last: () => shown.at(-1), leave: () => stopped.abort() }
}

const boardAt = async (id: CountyDrillId, { server }: House) => {
  const { schools } = await county.as('officer', server).countyDrills.get({ id })
  return schools.find(({ unit }) => unit.id === county.units.eastPrimary)
}

async function factsOf(drill: DrillId): Promise<number> {
  const { count } = await county.assembled.app.db.read(SYSTEM, tx =>
    tx
      .selectFrom('drill_facts')
      .select(eb => eb.fn.countAll<number>().as('count'))
      .where('drill_id', '=', drill)
      .executeTakeFirstOrThrow(),
  )
  return Number(count)
}

/** What one server says of a drill's facts. */
const receiptAt = async (kiosk: TestKiosk, drill: DrillId) =>
  (await kiosk.ask<{ facts: number; hash: string }>(`/drills/${drill}/receipt`)).body

test('boards at either server show what kiosks send to the other, nothing twice, and one that changes servers has no hole', async () => {
  const officer = county.as('officer', first().server)
  const scheduledAt = new Date(Date.now() + 3600_000).toISOString() as Instant
  const { id: day } = await officer.countyDrills.plan({
    ...{ title: '5·12 全县演练', type: 'earthquake', mode: 'drill', scheduledAt, unitIds: null },
  })
  const [here, there] = kiosks()
  // The signal is given at the first server; the kiosk of the second hears it on its line and by asking.
  const listened = new AbortController()
  const line = await fetch(`${second().origin}/api/kiosk/live`, {
    headers: { authorization: `Bearer ${there.token}` },
    signal: listened.signal,
  })
  const heard: string[] = []
  const listening = (async () => {
    if (!line.body) throw new Error('the line has no body')
    for await (const chunk of line.body.pipeThrough(new TextDecoderStream())) heard.push(chunk)
  })().catch(() => undefined)
  await expect.poll(() => heard.join('')).toContain('"drill":null')
  await officer.countyDrills.signal({ id: day })
  await expect.poll(() => heard.join('')).toContain('"state":"running"')
  const { body } = await there.ask<KioskState>('/state')
  const drill = body.drill?.id as DrillId
  expect(body.drill?.state).toBe('running')
  expect((await there.start(newId<DrillId>())).body).toEqual({ id: drill, isNew: false })

  const boards = [await watch(drill, first()), await watch(drill, second())]
  const keys = need(held.keys)
  const sent: Fact[] = []
  const send = async (kiosk: TestKiosk, facts: readonly Fact[]): Promise<void> => {
    sent.push(...facts)
    expect((await kiosk.send(facts)).body.taken).toHaveLength(facts.length)
  }
  const seenBy = (kiosk: TestKiosk, some: readonly string[]) => some.map(key => kiosk.seen(drill, key))
  await send(here, seenBy(here, keys.slice(0, 6)))
  await send(there, seenBy(there, keys.slice(6, 12)))
  for (const board of boards) await expect.poll(board.last).toEqual({ facts: 12, accounted: 12 })
  for (const house of [first(), second()])
    await expect.poll(async () => (await boardAt(day, house))?.totals?.accounted).toBe(12)

  // Both kiosks merged without a network and tell the same facts, at the same moment, to both servers.
  const shared = seenBy(here, keys.slice(12, 18))
  await Promise.all([send(here, shared), there.send(shared)])
  expect(await factsOf(drill)).toBe(18)
  for (const board of boards) await expect.poll(board.last).toEqual({ facts: 18, accounted: 18 })

  // A board that is cut off and opened again at the other server misses nothing that was told in between.
  boards[0]?.leave()
  await send(there, seenBy(there, keys.slice(18, 21)))
  await boards[0]?.watching
  const moved = await watch(drill, second())
  expect(moved.shown[0]).toEqual({ facts: 21, accounted: 21 })
  await send(here, seenBy(here, keys.slice(21)))
  await send(there, [there.fact(drill, { kind: 'v1.all-clear' })])
  for (const board of [boards[1], moved])
    await expect.poll(() => board?.last()).toEqual({ facts: PUPILS + 1, accounted: PUPILS })
  for (const { shown } of [...boards, moved]) {
    const facts = shown.map(each => each.facts)
    expect(facts).toEqual(facts.toSorted((a, b) => a - b))
  }

  const roster = (await there.ask<Roster>(`/drills/${drill}/roster`)).body
  const set = toFactSet(sent)
  expect(set.facts.size).toBe(PUPILS + 1)
  expect(await factsOf(drill)).toBe(PUPILS + 1)
  const own = await makeMergeReceipt(set, sha256)
  for (const kiosk of kiosks()) expect(await receiptAt(kiosk, drill)).toEqual(own)
  const settled = async () => (await there.ask<KioskState>('/state')).body.drill?.receipt
  await expect.poll(settled).toBe(own.hash)
  for (const house of [first(), second()])
    expect(await boardAt(day, house)).toMatchObject({
      ...{ state: 'all-clear', drillState: 'all-clear', totals: foldMuster(roster, set).totals },
    })
  for (const board of [boards[1], moved]) board?.leave()
  listened.abort()
  await listening
})

test('a kiosk whose server goes away tells the other, and what was acknowledged before is not counted again', async () => {
  const [here] = kiosks()
  const drill = newId<DrillId>()
  await here.start(drill)
  const keys = need(held.keys)
  const facts = keys.map(key => here.seen(drill, key))
  expect((await here.send(facts.slice(0, 10))).body.taken).toHaveLength(10)
  const elsewhere = new TestKiosk(second().origin, here.id, here.token)
  // Nobody knows how far the first server came with the rest: all of them are sent again.
  expect((await elsewhere.send(facts)).body).toMatchObject({ taken: facts.map(({ id }) => id), refused: [] })
  expect(await factsOf(drill)).toBe(PUPILS)
  const own = await makeMergeReceipt(toFactSet(facts), sha256)
  for (const kiosk of [here, elsewhere]) expect(await receiptAt(kiosk, drill)).toEqual(own)
  await elsewhere.send([here.fact(drill, { kind: 'v1.all-clear' })])
})

test('what a server that was killed had still to draw up, another draws up', async () => {
  const [here] = kiosks()
  const drill = newId<DrillId>()
  await here.start(drill)
  const facts = need(held.keys).map(key => here.seen(drill, key))
  await here.send([...facts, here.fact(drill, { kind: 'v1.all-clear' })])
  const read = () => county.as('eastSafety', second().server).drills.get({ id: drill })
  await expect.poll(async () => (await read()).receipt).not.toBeNull()
  const drawn = await read()
  // As it stands when the server dies between the all-clear and its drawing up, or before the last facts came in.
  for (const left of [
    `result = null, receipt = null, fact_count = 0`,
    `fact_count = 3, receipt = 'of three'`,
  ]) {
    await county.assembled.connections.owner.query(`update drills set ${left} where id = $1`, [drill])
    await second().server.app.settlement.catchUp()
    await expect.poll(async () => (await read()).receipt).toBe(drawn.receipt)
    expect(await read()).toEqual(drawn)
  }
})
