import type { DrillId, Fact, Instant } from '@anlan/domain'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { SYSTEM } from '../db/scope.ts'
import { newId } from '../ids.ts'
import { useCounty } from '../testing/county.ts'
import { pairKiosk, type TestKiosk } from '../testing/kiosk.ts'
import { open } from '../testing/visitor.ts'
import type { KioskState } from './kiosk-state.ts'
import { PairingGate } from './pairing-gate.ts'

const county = useCounty()
const held: { house?: Awaited<ReturnType<typeof open>>; east?: TestKiosk; west?: TestKiosk } = {}
const origin = (): string => held.house?.origin ?? ''
const east = (): TestKiosk => held.east as TestKiosk
const west = (): TestKiosk => held.west as TestKiosk
const [ours, theirs] = [newId<DrillId>(), newId<DrillId>()]
const NO_TEXTS = { nothing: 'a\0b', 'half a letter': 'a\ud800' }

beforeAll(async () => {
  held.house = await open(county.assembled)
  county.setNow(new Date().toISOString() as Instant)
  held.east = await pairKiosk(county, origin(), 'eastPrimary', 'eastSafety')
  held.west = await pairKiosk(county, origin(), 'westMiddle', 'westSafety')
  await east().start(ours)
  await west().start(theirs)
})
afterAll(() => held.house?.close())

const refusedOf = (kiosk: TestKiosk, code: string) =>
  county.assembled.app.db.read(SYSTEM, tx =>
    tx
      .selectFrom('refused_facts')
      .selectAll()
      .where('device_id', '=', kiosk.id)
      .where('code', '=', code)
      .execute(),
  )

describe('a text the database cannot keep', () => {
  test.each(Object.entries(NO_TEXTS))('is refused, recorded, and holds up nobody (%s)', async (_, name) => {
    const bad = west().fact(theirs, { kind: 'v1.added', subject: 'x1', name, group: null, point: null })
    const good = west().seen(theirs, 'A')
    const [answer, other] = await Promise.all([
      west().send([bad, good]),
      east().send([east().seen(ours, 'A')]),
    ])
    expect(answer).toMatchObject({
      status: 200,
      body: { taken: [good.id], refused: [{ id: bad.id, code: 'invalid' }] },
    })
    expect(other.body.taken).toHaveLength(1)
    expect((await refusedOf(west(), 'invalid')).map(({ fact_id }) => fact_id)).toContain(bad.id)
  })
  test('that came past the door takes no other kiosk’s facts with it', async () => {
    const { intake } = county.assembled.app
    const deviceOf = ({ id }: TestKiosk, unit: 'eastPrimary' | 'westMiddle') => ({
      ...{ id: id as never, unitId: county.units[unit], name: '操场东' },
    })
    const bad = { ...west().seen(theirs, 'a\0b') } as Fact
    const good = east().seen(ours, 'B')
    const [refused, taken] = await Promise.allSettled([
      intake.take(deviceOf(west(), 'westMiddle'), [bad]),
      intake.take(deviceOf(east(), 'eastPrimary'), [good]),
    ])
    expect(refused.status).toBe('rejected')
    expect(taken).toMatchObject({ status: 'fulfilled', value: { taken: [good.id], refused: [] } })
  })
})

test('what is no fact at all is answered, and stands in the record with its number', async () => {
  const before = (await county.audit('drill.refuse-facts', west().id)).length
  const sent = [{ id: { toString: 1 } }, 'text', null, { id: 'x'.repeat(5_000), drill: theirs }, [[[]]]]
  const answer = await west().send(sent)
  expect(answer.body.refused).toEqual([
    ...[{ id: '', code: 'invalid' }],
    ...[{ id: '', code: 'invalid' }],
    ...[{ id: '', code: 'invalid' }],
    ...[{ id: 'x'.repeat(40), code: 'invalid' }],
    ...[{ id: '', code: 'invalid' }],
  ])
  expect(await county.audit('drill.refuse-facts', west().id)).toHaveLength(before + 1)
  const kept = (await refusedOf(west(), 'invalid')).slice(-sent.length)
  expect(kept.map(({ body }) => body)).toContainEqual({ text: '"text"' })
  expect(Math.max(...kept.map(({ body }) => JSON.stringify(body).length))).toBeLessThan(2_100)
})

test('what goes deeper than anything can be written is refused like the rest', async () => {
  const response = await fetch(`${origin()}/api/kiosk/facts`, {
    method: 'POST',
    headers: { authorization: `Bearer ${west().token}`, 'content-type': 'application/json' },
    body: `{"facts":[${'['.repeat(500_000)}${']'.repeat(500_000)}]}`,
  })
  expect(response.status).toBe(200)
  expect(await response.json()).toMatchObject({ taken: [], refused: [{ id: '', code: 'invalid' }] })
})

test('a reading of the device that makes no sense holds up no fact', async () => {
  for (const health of [
    { battery: 300 },
    { unsent: 2 ** 40 },
    { unsent: -1 },
    { skew: 1.5 },
    { version: 'a\0b' },
    { version: 7 },
  ]) {
    const fact = east().seen(ours, 'C')
    const answer = await east().ask<{ taken: string[] }>('/facts', { facts: [fact], ...health })
    expect(answer).toMatchObject({ status: 200, body: { taken: [fact.id] } })
  }
})

test('a mark of no time asks for everything', async () => {
  for (const after of ['0', '2026-01-01 (x)', '+275760-01-01T00:00:00Z', 'infinity', '\0']) {
    const answer = await east().ask<{ facts: unknown[] }>(
      `/drills/${ours}/facts?after=${encodeURIComponent(after)}`,
    )
    expect(answer.status).toBe(200)
    expect(answer.body.facts.length).toBeGreaterThan(0)
  }
})

test('a clock that is wrong by years ends no drill before it began', async () => {
  const clear: Fact = { ...east().fact(ours, { kind: 'v1.all-clear' }, 0), offset: -(2 ** 48) }
  expect((await east().send([clear])).body.taken).toEqual([clear.id])
  const { drill } = (await east().ask<KioskState>('/state')).body
  expect(drill).toMatchObject({ id: ours, state: 'all-clear' })
  expect(drill?.endedAt).toBe(drill?.startedAt)
})

describe('one kiosk without end', () => {
  test('is held back before it has filled the server, and the others are not', async () => {
    const kiosk = await pairKiosk(county, origin(), 'westMiddle', 'westSafety')
    const batch = (): Fact[] => Array.from({ length: 2_000 }, () => kiosk.seen(theirs, 'A'))
    const answers: number[] = []
    for (let turn = 0; turn < 12; turn += 1) answers.push((await kiosk.send(batch())).status)
    expect(answers.slice(0, 10)).toEqual(Array(10).fill(200))
    expect(answers.slice(-1)).toEqual([429])
    const other = west().seen(theirs, 'B')
    expect((await west().send([other])).body.taken).toEqual([other.id])
  })
  test('has a few lines and no more: the oldest ends', async () => {
    const headers = { authorization: `Bearer ${east().token}` }
    const open = async () => {
      const reader = (await fetch(`${origin()}/api/kiosk/live`, { headers })).body?.getReader()
      if (!reader) throw new Error('the line was not opened')
      await reader.read()
      return reader
    }
    const oldest = await open()
    const others = [await open(), await open(), await open()]
    let left = await oldest.read()
    while (!left.done) left = await oldest.read()
    expect(left.done).toBe(true)
    for (const line of others) await line.cancel()
  })
})

test('whoever asks for pairing codes without end keeps nobody else from pairing', async () => {
  const gate = new PairingGate()
  const now = county.assembled.app.clock.now()
  const later = new Date(Date.parse(now) + 11 * 60_000).toISOString() as Instant
  const admitted = Array.from({ length: 1_000 }, () => gate.admit('198.51.100.7', now))
  expect(admitted.filter(Boolean)).toHaveLength(400)
  expect([gate.admit('203.0.113.9', now), gate.admit('198.51.100.7', later)]).toEqual([true, true])
  const pair = () => fetch(`${origin()}/api/kiosk/pair`, { method: 'POST' }).then(({ status }) => status)
  const statuses: number[] = []
  for (let turn = 0; turn < 420; turn += 1) statuses.push(await pair())
  expect(new Set(statuses)).toEqual(new Set([201, 429]))
})

describe('whoever works for people', () => {
  const tries = (statement: string): Promise<unknown> =>
    county.assembled.app.db.unrecorded(SYSTEM, 'test-arrangement', tx => sql.raw(statement).execute(tx))
  test.each([
    ['gives no token', () => `update devices set token_hash = 'x'`],
    [
      'makes no kiosk with one',
      () => `insert into devices (id, unit_id, name, token_hash, paired_at, paired_by_name)
      values (gen_random_uuid(), '${county.units.eastPrimary}', 'x', 'x', now(), 'x')`,
    ],
    ['moves no kiosk to another school', () => `update devices set unit_id = '${county.units.westMiddle}'`],
    ['takes back no revocation', () => `update devices set revoked_at = null where id = '${east().id}'`],
    ['changes no fact', () => `update drill_facts set at = 1`],
    ['deletes no fact', () => `delete from drill_facts`],
    ['deletes nothing that was refused', () => `delete from refused_facts`],
  ])('%s', async (_, statement) => {
    await expect(tries(statement())).rejects.toThrow(/permission denied|row-level security/)
  })
})
