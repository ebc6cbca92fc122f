import { HELD_DAYS, HELD_TRIES, MOST_ALARMS, type Instant, type UnitId } from '@anlan/domain'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { SYSTEM } from '../db/scope.ts'
import { expectRefusal, useCounty } from '../testing/county.ts'
import { open } from '../testing/visitor.ts'
import { matchHeldByItself } from './held-alarms.ts'
import { sign, SKEW_S } from './signature.ts'
import type { AlarmAnswer } from './take-alarms.ts'

const county = useCounty()
const NOW: Instant = '2026-10-15T02:00:00.000Z'
const held: { house?: Awaited<ReturnType<typeof open>>; key?: Key; other?: Key } = {}
interface Key {
  readonly id: string
  readonly secret: string
}
const key = (): Key => held.key as Key
const west = (): UnitId => county.units.westMiddle
const officer = () => county.as('officer').busPlatforms
const PLATE = '湘F12345'

const alarm = (id: string, change: object = {}) => ({
  ...{ id, plate: PLATE, at: '2026-10-15T07:10:00+08:00', kind: 'speeding', speed: 91, road: 'other' },
  ...change,
})

interface Reply {
  readonly status: number
  readonly body: { results?: AlarmAnswer[]; refusal?: { code: string }; serverTime: string }
}
interface Way {
  readonly by?: Key
  readonly at?: number
  readonly headers?: Record<string, string>
}
/** Sends a body as a platform does: signed over the moment and its bytes. */
async function post(body: string, { by = key(), at = Date.parse(NOW) / 1000, headers }: Way = {}) {
  const timestamp = String(Math.floor(at))
  const response = await fetch(`${held.house?.origin ?? ''}/api/bus/alarms`, {
    ...{ method: 'POST', body },
    headers: {
      ...{ 'content-type': 'application/json', 'x-anlan-platform': by.id, 'x-anlan-timestamp': timestamp },
      'x-anlan-signature': sign(by.secret, timestamp, Buffer.from(body)),
      ...headers,
    },
  })
  return { status: response.status, body: (await response.json()) as Reply['body'] }
}
const send = (alarms: readonly unknown[], way?: Way): Promise<Reply> => post(JSON.stringify({ alarms }), way)
const logged = async () =>
  (await county.as('westSafety').registers.list({ register: 'bus/bus-alarm-log' })).rows
const addBus = (plate: string, provider: string) =>
  county.as('westSafety').registers.record({
    unitId: west(),
    entry: {
      register: 'bus/bus-ledger',
      body: {
        ...{ plate, provider, built: 'general', ratedLoad: 36, plaqueUntil: '2027-08-31' },
        ...{ inspectedOn: '2026-09-01', insuredUntil: '2027-08-31', letterFiled: true },
        equipment: ['hammer', 'extinguisher', 'first-aid-kit', 'recorder'],
      },
    },
  })

beforeAll(async () => {
  county.setNow(NOW)
  await county.assembled.app.db.unrecorded(SYSTEM, 'test-arrangement', tx =>
    tx.updateTable('units').set({ has_bus: true }).where('id', '=', west()).execute(),
  )
  held.house = await open(county.assembled)
  await addBus(PLATE, '湘安校车公司')
  await addBus('湘F54321', '平安客运公司')
  held.key = await officer().make({ name: '湘安动态监控平台', providers: ['湘安校车公司'] })
  held.other = await officer().make({ name: '平安动态监控平台', providers: ['平安客运公司'] })
})
afterAll(() => held.house?.close())

describe('an alarm', () => {
  test('becomes a line of the school’s log, recorded by the platform; once confirmed the school is judged by it', async () => {
    const { status, body } = await send([alarm('A-1')])
    expect([status, body.results]).toEqual([200, [{ id: 'A-1', result: 'recorded' }]])
    const [line] = await logged()
    expect(line).toMatchObject({
      ...{ recordedByName: '湘安动态监控平台', unitId: west() },
      entry: { number: 'A-1', plate: PLATE, on: '2026-10-15', speed: 91, verdict: 'open' },
    })
    const judged = async () => {
      const { registers } = await county.as('westSafety').registers.standing({ unitId: west(), area: 'bus' })
      const log = registers.find(({ register }) => register === 'bus/bus-alarm-log')
      return log?.findings.map(({ code, severity }) => `${severity} ${code}`)
    }
    expect(await judged()).toEqual(['notice alarm-open'])
    if (!line) throw new Error('no line')
    const looked = { ...line.entry, verdict: 'confirmed', handledOn: '2026-10-15' }
    await county.as('westSafety').registers.change({ id: line.id, revision: line.revision, body: looked })
    expect(await judged()).toEqual(['major speeding'])
    const rows = await county.as('officer').registers.standings()
    expect(rows.find(({ unit }) => unit.id === west())?.areas.bus.standing).toBe('not-met')
    const { rows: events } = await county.assembled.connections.owner.query<Record<string, string>>(
      `select actor_name, actor_role, unit_id from audit_events where action = 'entry.record' and subject_id = $1`,
      [line.id],
    )
    expect(events).toEqual([{ actor_name: '湘安动态监控平台', actor_role: 'bus-platform', unit_id: west() }])
    expect((await officer().list()).platforms.find(({ id }) => id === key().id)).toMatchObject({
      ...{ recorded: 1, held: 0, seenAt: NOW, refusedAt: null },
    })
  })
  test('sent again, in the same message or replayed as it was, is one line', async () => {
    const twice = await send([alarm('A-2'), alarm('A-2'), alarm('A-1')])
    expect(twice.body.results?.map(({ result }) => result)).toEqual(['recorded', 'known', 'known'])
    const again = await Promise.all([1, 2, 3].map(() => send([alarm('A-2')])))
    expect(again.flatMap(({ body }) => body.results?.map(({ result }) => result))).toEqual(
      ['known', 'known', 'known'], // prettier-ignore
    )
    // The order of its fields makes no other alarm of it.
    const { id, ...rest } = alarm('A-2')
    expect((await send([{ ...rest, id }])).body.results?.[0]?.result).toBe('known')
    expect(await logged()).toHaveLength(2)
  })
  test('whose number was used for another content is refused, and that stands on record', async () => {
    const { body } = await send([alarm('A-1', { speed: 40 }), alarm('A-3')])
    expect(body.results).toEqual([
      { id: 'A-1', result: 'refused', code: 'id-reused' },
      { id: 'A-3', result: 'recorded' },
    ])
    expect((await logged()).find(({ entry }) => entry.number === 'A-1')?.entry.speed).toBe(91)
    expect(await county.audit('bus-platform.refuse', key().id)).toHaveLength(1)
  })
  test('that makes no sense is told its faults and holds up no other', async () => {
    const { status, body } = await send([
      alarm('A-4', { plate: '湘F1' }),
      { ...alarm('A-5'), velocity: 3 },
      alarm('A-6', { at: '2026-10-15T02:30:00Z' }),
      'text',
      alarm('A\0'),
      alarm('A-7'),
    ])
    expect(status).toBe(200)
    expect(body.results).toMatchObject([
      { id: 'A-4', result: 'refused', code: 'invalid', faults: [{ field: 'plate', code: 'bad-plate' }] },
      { id: 'A-5', result: 'refused', code: 'invalid', faults: [{ field: 'velocity' }] },
      { id: 'A-6', result: 'refused', code: 'in-the-future' },
      { id: '', result: 'refused', code: 'invalid' },
      { id: '', result: 'refused', code: 'invalid' },
      { id: 'A-7', result: 'recorded' },
    ])
  })
})

describe('an alarm of a bus', () => {
  test('that nobody has in his ledger is held, and recorded once somebody has', async () => {
    const unknown = alarm('B-1', { plate: '湘F99999' })
    const sent = await send([unknown])
    expect(sent.body.results).toEqual([{ id: 'B-1', result: 'held', code: 'unknown-plate' }])
    expect(await county.audit('bus-platform.hold', key().id)).toHaveLength(1)
    expect((await officer().held({ page: 1 })).rows).toMatchObject([
      {
        ...{ platform: { name: '湘安动态监控平台' }, alarm: { plate: '湘F99999' } },
        reason: 'unknown-plate',
      },
    ])
    // Sent again it is held still, and no second time.
    expect((await send([unknown])).body.results).toEqual(sent.body.results)
    expect(await officer().match()).toEqual({ recorded: 0 })
    await addBus('湘F99999', '湘安校车公司')
    expect(await officer().match()).toEqual({ recorded: 1 })
    expect((await officer().held({ page: 1 })).total).toBe(0)
    expect((await logged()).filter(({ entry }) => entry.number === 'B-1')).toMatchObject([
      { recordedByName: '湘安动态监控平台' },
    ])
    expect(await county.audit('bus-platform.place')).toHaveLength(1)
    expect((await send([unknown])).body.results).toEqual([{ id: 'B-1', result: 'known' }])
  })
  test('of another operator is held with that reason and written into nobody’s log', async () => {
    const theirs = alarm('B-2', { plate: '湘F54321' })
    expect((await send([theirs])).body.results).toEqual([
      { id: 'B-2', result: 'held', code: 'other-operator' },
    ])
    // Its own platform may use the same number: numbers are each platform's own.
    const own = await send([theirs], { by: held.other as Key })
    expect(own.body.results).toEqual([{ id: 'B-2', result: 'recorded' }])
    expect((await logged()).filter(({ entry }) => entry.number === 'B-2')).toMatchObject([
      { recordedByName: '平安动态监控平台' },
    ])
    const dismissal = { platformId: key().id, alarmId: 'B-2', note: '非该平台车辆' }
    expect(await officer().dismiss(dismissal)).toBeNull()
    await expectRefusal(officer().dismiss(dismissal), 'not-found')
    expect(await county.audit('bus-platform.dismiss', key().id)).toHaveLength(1)
    expect((await send([theirs])).body.results).toEqual([{ id: 'B-2', result: 'known' }])
  })
  test('that becomes a platform’s own is recorded when it is sent again', async () => {
    const theirs = alarm('B-3', { plate: '湘F54321' })
    await send([theirs])
    const providers = ['湘安校车公司', '平安客运公司']
    await officer().changeProviders({ id: key().id, providers })
    expect((await send([theirs])).body.results).toEqual([{ id: 'B-3', result: 'recorded' }])
    expect(await county.audit('bus-platform.change', key().id)).toHaveLength(1)
  })
})

/** What the database keeps of an alarm. */
const keptOf = async (number: string, by = key()) =>
  (
    await county.assembled.connections.owner.query<Record<string, unknown>>(
      'select state, body, plate, kind, tries from bus_alarms where platform_id = $1 and alarm_id = $2',
      [by.id, number],
    )
  ).rows[0]
const lost = (id: string) => alarm(id, { plate: '湘F88888', driver: '李四' })
const byItself = async (minutes: number): Promise<number> => {
  county.setNow(new Date(Date.parse(NOW) + minutes * 60_000).toISOString() as Instant)
  const recorded = await matchHeldByItself(county.assembled.app)
  county.setNow(NOW)
  return recorded
}

describe('what is kept of an alarm', () => {
  test('is whole as long as it is held; its bus, kind and moment afterwards, and no name', async () => {
    await send([lost('L-1'), alarm('L-2', { driver: '李四' })])
    expect(await keptOf('L-1')).toMatchObject({ state: 'held', body: { driver: '李四' } })
    expect(await keptOf('L-2')).toMatchObject({
      state: 'recorded',
      body: null,
      plate: PLATE,
      kind: 'speeding',
    })
    await officer().dismiss({ platformId: key().id, alarmId: 'L-1', note: '非校车' })
    expect(await keptOf('L-1')).toMatchObject({ state: 'dismissed', body: null, plate: '湘F88888' })
  })

  test('goes when nobody’s bus it was for thirty days, and the bureau sees which it was', async () => {
    await send([lost('L-3')])
    const [day, days] = [24 * 60, HELD_DAYS * 24 * 60]
    await byItself(days)
    expect(await keptOf('L-3')).toMatchObject({ state: 'held' })
    await byItself(days + 1)
    expect(await keptOf('L-3')).toMatchObject({ state: 'given-up', body: null })
    const { rows } = await officer().givenUp({ page: 1 })
    expect(rows.find(row => row.alarm.id === 'L-3')).toEqual({
      platform: { id: key().id, name: '湘安动态监控平台' },
      alarm: { id: 'L-3', plate: '湘F88888', kind: 'speeding', at: expect.any(String) as string },
      ...{ reason: 'unknown-plate', receivedAt: NOW, givenUpAt: expect.any(String) as string },
    })
    expect(JSON.stringify(rows)).not.toContain('李四')
    expect(await county.audit('bus-platform.give-up', key().id)).toHaveLength(1)
    expect((await send([lost('L-3')])).body.results).toEqual([{ id: 'L-3', result: 'known' }])
    // A day later there is nothing left to give up.
    await byItself(days + day)
    expect(await county.audit('bus-platform.give-up', key().id)).toHaveLength(1)
  })

  test('is tried again after ten minutes, then ever later, and no more than so often', async () => {
    await send([lost('L-4')])
    const tries = async () => (await keptOf('L-4'))?.tries
    for (const [minute, expected] of [
      [0, 1],
      [9, 1],
      [10, 2],
      [29, 2],
      [30, 3],
      [69, 3],
      [70, 4],
    ] as const) {
      await byItself(minute)
      expect([minute, await tries()]).toEqual([minute, expected])
    }
    // Whoever asks by hand takes no turn away.
    await officer().match()
    expect(await tries()).toBe(4)
    const { owner } = county.assembled.connections
    const setTries = (count: number) =>
      owner.query(`update bus_alarms set tries = $1 where alarm_id = 'L-4'`, [count])
    await setTries(HELD_TRIES - 1)
    await byItself(70)
    expect(await keptOf('L-4')).toMatchObject({ state: 'held' })
    await setTries(HELD_TRIES)
    await byItself(70)
    expect(await keptOf('L-4')).toMatchObject({ state: 'given-up', body: null })
  })

  test('tells a repetition of what an earlier version of the server took', async () => {
    await send([lost('L-5')])
    const { id, plate, at, kind, driver, road, speed } = lost('L-5') as Record<string, unknown>
    const read = { id, at: new Date(at as string).toISOString(), plate, kind, driver, road, speed }
    const text = JSON.stringify({ ...read, onTrip: true, switchedOff: false })
    const former = createHash('sha256').update(text).digest('hex')
    await county.assembled.connections.owner.query(
      `update bus_alarms set digest = $1 where alarm_id = 'L-5'`,
      [former],
    )
    expect((await send([lost('L-5')])).body.results?.[0]?.result).toBe('held')
    expect((await send([{ ...lost('L-5'), speed: 92 }])).body.results?.[0]).toMatchObject({
      code: 'id-reused',
    })
  })
})

test('two platforms may use one number for two alarms of one school', async () => {
  const [by, theirs] = [held.other as Key, alarm('N-1', { plate: '湘F54321' })]
  await send([alarm('N-1')])
  expect((await send([theirs], { by })).body.results).toEqual([{ id: 'N-1', result: 'recorded' }])
  const lines = (await logged()).filter(({ entry }) => entry.number === 'N-1')
  expect(lines.map(({ entry }) => entry.platform).toSorted()).toEqual([
    '平安动态监控平台',
    '湘安动态监控平台',
  ])
  const { registers } = await county.as('westSafety').registers.standing({ unitId: west(), area: 'bus' })
  const log = registers.find(({ register }) => register === 'bus/bus-alarm-log')
  expect(log?.findings.map(({ code }) => code)).not.toContain('alarm-twice')
})

describe('a message', () => {
  const refused = async (reply: Promise<Reply>) => {
    const { status, body } = await reply
    return [status, body.refusal?.code]
  }
  test('is refused without a signature, with a wrong one, and with one over another body', async () => {
    const body = JSON.stringify({ alarms: [alarm('C-1')] })
    expect(await refused(post(body, { headers: { 'x-anlan-signature': '' } }))).toEqual([
      401,
      'signature-missing',
    ])
    expect(await refused(post(body, { headers: { 'x-anlan-platform': 'nobody' } }))).toEqual([
      401,
      'signature-missing',
    ])
    for (const by of [
      { id: key().id, secret: 'x' },
      { id: key().id, secret: held.other?.secret ?? '' },
      { id: '01890000-0000-7000-8000-000000000000', secret: key().secret },
    ])
      expect(await refused(post(body, { by }))).toEqual([401, 'signature-wrong'])
    const timestamp = String(Date.parse(NOW) / 1000)
    const other = sign(key().secret, timestamp, Buffer.from(body.replace('91', '19')))
    expect(await refused(post(body, { headers: { 'x-anlan-signature': other } }))).toEqual([
      401,
      'signature-wrong',
    ])
    // A signature is good for the moment it names alone.
    expect(
      await refused(post(body, { headers: { 'x-anlan-timestamp': String(Number(timestamp) + 1) } })),
    ).toEqual([401, 'signature-wrong'])
    // Whoever does not know the secret leaves no trace on the platform.
    const stands = async () => (await officer().list()).platforms.find(({ id }) => id === key().id)
    expect(await stands()).toMatchObject({ refusedAt: null, refusedCode: null })
    expect(await refused(send([], {}))).toEqual([400, 'body-unreadable'])
    expect(await stands()).toMatchObject({ refusedAt: NOW, refusedCode: 'body-unreadable' })
  })
  test('of another time is refused: up to five minutes the clocks may differ', async () => {
    const at = (seconds: number) => ({ at: Date.parse(NOW) / 1000 + seconds })
    expect((await send([alarm('A-1')], at(-SKEW_S))).status).toBe(200)
    expect((await send([alarm('A-1')], at(SKEW_S))).status).toBe(200)
    expect(await refused(send([alarm('A-1')], at(-SKEW_S - 1)))).toEqual([401, 'timestamp-off'])
    expect(await refused(send([alarm('A-1')], at(SKEW_S + 1)))).toEqual([401, 'timestamp-off'])
  })
  test('holds so many alarms and no more, and is no longer than it may be', async () => {
    const many = (count: number) => Array.from({ length: count }, (_, at) => alarm(`D-${at}`))
    expect(await refused(send(many(MOST_ALARMS + 1)))).toEqual([422, 'too-many-alarms'])
    const { body } = await send(many(MOST_ALARMS))
    expect(body.results?.every(({ result }) => result === 'recorded')).toBe(true)
    expect(body.results?.map(({ id }) => id)).toEqual(many(MOST_ALARMS).map(({ id }) => id))
    expect(await refused(post('x'.repeat(1024 * 1024 + 1)))).toEqual([413, 'body-too-large'])
    for (const text of ['', '{', '[]', '{"alarms":[]}', '{"alarms":[],"x":1}', '{"alarms":{}}'])
      expect([text, ...(await refused(post(text)))]).toEqual([text, 400, 'body-unreadable'])
  })
  test('of a revoked platform is refused at once, and what it recorded stays', async () => {
    const lines = (await logged()).length
    await send([lost('E-0')])
    expect(await officer().revoke({ id: key().id })).toBeNull()
    // What was held of it finds no school any more, though its bus may be entered.
    expect(await keptOf('E-0')).toMatchObject({ state: 'given-up', body: null })
    await addBus('湘F88888', '湘安校车公司')
    expect(await officer().match()).toEqual({ recorded: 0 })
    expect(await refused(send([alarm('E-1')]))).toEqual([401, 'platform-revoked'])
    expect(await logged()).toHaveLength(lines)
    await expectRefusal(officer().revoke({ id: key().id }), 'not-found')
    await expectRefusal(officer().changeProviders({ id: key().id, providers: ['甲'] }), 'not-found')
    expect(await county.audit('bus-platform.revoke', key().id)).toHaveLength(1)
    expect((await officer().list()).platforms.map(({ revokedAt }) => revokedAt)).toEqual([null, NOW])
  })
  test('of a platform that sends without end is put off', async () => {
    const by = held.other as Key
    const replies = await Promise.all(Array.from({ length: 200 }, () => send([alarm('B-2')], { by })))
    expect(replies.map(({ status }) => status)).toContain(429)
  })
})

test('the secret of a platform lies nowhere in the database', async () => {
  const { owner } = county.assembled.connections
  const { rows } = await owner.query<{ text: string }>(
    `select to_jsonb(p)::text as text from bus_platforms p union all select to_jsonb(e)::text from audit_events e`,
  )
  expect(rows.some(({ text }) => text.includes(held.other?.secret ?? '-'))).toBe(false)
})

test.each(['eastHead', 'eastSafety', 'leader', 'auditor', 'westHead'] as const)(
  '%s has nothing to do with the platforms',
  async person => {
    const api = county.as(person).busPlatforms
    for (const call of [
      api.list(),
      api.held({ page: 1 }),
      api.givenUp({ page: 1 }),
      api.match(),
      api.make({ name: '平台', providers: ['甲'] }),
      api.revoke({ id: key().id }),
    ])
      await expectRefusal(call, 'not-permitted')
  },
)

test('the page for those who connect a platform gives an example that is taken', async () => {
  const page = readFileSync(join(import.meta.dirname, 'BUS-ALARMS.md'), 'utf8')
  const example = /```json\n([\s\S]*?)```/.exec(page)?.[1] ?? ''
  const { status, body } = await post(example, {
    by: await officer().make({ name: '示例平台', providers: ['湘安校车公司'] }),
  })
  expect([status, body.results?.map(({ result }) => result)]).toEqual([200, ['recorded', 'held']])
})
