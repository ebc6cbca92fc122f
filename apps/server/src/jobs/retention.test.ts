import { addDays, RETENTION_RULE, type DrillId, type Instant, type PupilId } from '@anlan/domain'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { SYSTEM, type Tx } from '../db/scope.ts'
import { approvePairing, type PairingRequest } from '../drills/pairing.ts'
import { newId } from '../ids.ts'
import { aClassOf } from '../testing/class-of-pupils.ts'
import { useCounty } from '../testing/county.ts'
import { pairKiosk, type TestKiosk } from '../testing/kiosk.ts'
import { open } from '../testing/visitor.ts'
import { startJobs } from './jobs.ts'
import { endRetention } from './retention.ts'

const county = useCounty()
const held: { house?: Awaited<ReturnType<typeof open>>; kiosk?: TestKiosk; keys?: string[] } = {}
const kiosk = (): TestKiosk => held.kiosk as TestKiosk
const NOW = new Date().toISOString() as Instant
const daysLater = (days: number): Instant =>
  new Date(Date.parse(NOW) + days * 24 * 3600_000).toISOString() as Instant
const app = () => county.assembled.app
const head = () => county.as('eastHead')
const read = <Value>(work: (tx: Tx) => Promise<Value>): Promise<Value> => app().db.read(SYSTEM, work)
const NOTHING = {
  ...{ drills: 0, imports: 0, contacts: 0, trainings: 0, leaderEntries: 0 },
  ...{ pupils: 0, attendance: 0, devices: 0, packs: 0 },
}

beforeAll(async () => {
  county.setNow(NOW)
  held.house = await open(county.assembled)
  held.keys = await aClassOf(county, 'eastPrimary', 4)
  held.kiosk = await pairKiosk(county, held.house.origin, 'eastPrimary', 'eastSafety')
})
beforeEach(() => county.setNow(NOW))
afterAll(() => held.house?.close())

/** A drill that was held and cleared from the kiosk, with a mother written down on the spot; nobody closes it. */
async function aHeldDrill(): Promise<DrillId> {
  const drill = newId<DrillId>()
  await kiosk().start(drill)
  const [, ...there] = held.keys ?? []
  await kiosk().send([
    ...there.map(key => kiosk().seen(drill, key)),
    kiosk().fact(drill, { kind: 'v1.added', subject: 'x1', name: '张妈妈', group: null, point: null }),
    kiosk().fact(drill, { kind: 'v1.all-clear', note: '一人由家长接走' }),
  ])
  return drill
}

const namesIn = async (drill: DrillId): Promise<string> => {
  const { rows } = await read(tx =>
    sql<{ text: string }>`select coalesce(roster::text, '') || coalesce(
      (select string_agg(body::text, ' ') from drill_facts where drill_id = drills.id), '') as text
      from drills where id = ${drill}`.execute(tx),
  )
  return (rows[0]?.text ?? '').match(/学生\d|张妈妈|李爸爸/g)?.join(' ') ?? ''
}

describe('the names of a drill that nobody closed', () => {
  test('go thirty days after its end, once over two servers, with a line in the record; the report stays', async () => {
    const drill = await aHeldDrill()
    const receipt = (await kiosk().ask<{ hash: string }>(`/drills/${drill}/receipt`)).body
    const other = await county.another()
    // The other server shows the board of it, and so has its names in memory.
    expect((await other.app.musters.of(drill))?.roster.groups[0]?.people).toHaveLength(4)
    county.setNow(daysLater(29))
    expect(await endRetention(app())).toMatchObject({ drills: 0 })
    expect(await namesIn(drill)).toContain('学生1')
    const before = await head().drills.get({ id: drill })
    expect(before).toMatchObject({ hasRoster: true, namesRemovedAt: null })
    expect(before.namesLeaveOn).not.toBeNull()

    county.setNow(daysLater(30))
    const both = await Promise.all([endRetention(app()), endRetention(other.app)])
    expect(both.reduce((sum, { drills }) => sum + drills, 0)).toBe(1)
    expect(await namesIn(drill)).toBe('')
    expect(await county.audit('drill.forget-names', drill)).toEqual([
      { actor_name: SYSTEM.name, unit_id: county.units.eastPrimary },
    ])
    expect(await other.app.musters.of(drill, { fresh: true })).toBeNull()
    await other.close()

    const after = await head().drills.get({ id: drill })
    expect(after).toMatchObject({
      ...{ state: 'all-clear', hasRoster: false, namesLeaveOn: null, namesRemovedAt: daysLater(30) },
      result: {
        ...{ totals: { expected: 5, accounted: 4, outstanding: 1 }, added: 1, facts: 5 },
        groups: expect.arrayContaining([
          expect.objectContaining({ name: '一（1）班', expected: 4, accounted: 3 }),
        ]) as object,
      },
      receipt: receipt.hash,
    })
    expect(JSON.stringify(after)).not.toMatch(/学生\d|张妈妈/)
    // The kiosk still proves that nothing of its own is missing, though what it sent has lost a name here.
    expect((await kiosk().ask(`/drills/${drill}/receipt`)).body).toEqual(receipt)
    expect(await endRetention(app())).toEqual(NOTHING)

    // It is reviewed and closed all the same.
    const advance = async (event: 'review' | 'close') => {
      const { revision } = await head().drills.get({ id: drill })
      return head().drills.advance({ id: drill, revision, event, reason: null })
    }
    await advance('review')
    expect(await advance('close')).toMatchObject({ state: 'closed' })
    expect(await head().drills.get({ id: drill })).toMatchObject({
      ...{ state: 'closed', namesRemovedAt: daysLater(30), result: after.result, receipt: receipt.hash },
    })
  })

  test('go though they come in weeks later, and a fact that was sent again is still the same fact', async () => {
    const drill = await aHeldDrill()
    county.setNow(daysLater(31))
    expect(await endRetention(app())).toMatchObject({ drills: 1 })
    const added = { kind: 'v1.added', subject: 'x2', name: '李爸爸', group: null, point: null } as const
    const late = kiosk().fact(drill, added)
    expect((await kiosk().send([late])).body.taken).toEqual([late.id])
    // Refused for its body, kept for whoever looks into it, and with a name in it.
    expect((await kiosk().send([{ ...late, subject: 'x3' }])).body.refused).toMatchObject([
      { code: 'id-taken' },
    ])
    expect(await namesIn(drill)).toBe('李爸爸')
    await endRetention(app())
    expect(await namesIn(drill)).toBe('')
    expect((await kiosk().send([late])).body).toMatchObject({ taken: [late.id], refused: [] })
    expect(await county.audit('drill.forget-names', drill)).toHaveLength(2)
    const refused = () =>
      read(tx => tx.selectFrom('refused_facts').select('body').where('drill_id', '=', drill).execute())
    expect(JSON.stringify(await refused())).toContain('李爸爸')
    county.setNow(daysLater(62))
    await endRetention(app())
    expect(await refused()).toEqual([{ body: {} }])
    expect(await county.audit('roster.forget', county.units.eastPrimary)).toHaveLength(1)
  })

  test('go when servers start, for one that is off at night has no daily job', async () => {
    const drill = await aHeldDrill()
    county.setNow(daysLater(31))
    const other = await county.another()
    const { owner } = county.assembled.connections
    const jobs = await Promise.all([county.assembled, other].map(each => startJobs(each.app, owner.options)))
    const counted = async (): Promise<{ open: number; done: number } | undefined> => {
      const { rows } = await owner.query<{ open: number; done: number }>(
        `select count(*) filter (where state <> 'completed')::int as open,
          count(*) filter (where state = 'completed')::int as done from pgboss.job where name = 'retention'`,
      )
      return rows[0]
    }
    await expect.poll(counted, { timeout: 60_000 }).toMatchObject({ open: 0 })
    expect((await counted())?.done).toBeGreaterThan(0)
    for (const each of jobs) await each.stop()
    await other.close()
    expect(await namesIn(drill)).toBe('')
    expect(await county.audit('drill.forget-names', drill)).toHaveLength(1)
  })

  test('stay while it runs, however long', async () => {
    const drill = newId<DrillId>()
    await kiosk().start(drill)
    county.setNow(daysLater(100))
    expect(await endRetention(app())).toMatchObject({ drills: 0 })
    expect(await namesIn(drill)).toContain('学生1')
    county.setNow(NOW)
    await kiosk().send([kiosk().fact(drill, { kind: 'v1.cancelled' })])
    county.setNow(daysLater(100))
    expect(await endRetention(app())).toMatchObject({ drills: 1 })
    expect(await namesIn(drill)).toBe('')
  })
})

test('a pupil who left goes after thirty days, unless a drill’s list still names him, and old attendance with it', async () => {
  const drill = newId<DrillId>()
  const list = async () =>
    (await county.as('eastSafety').rosters.pupils({ unitId: county.units.eastPrimary })).rows
  const lines = () => county.audit('roster.forget', county.units.eastPrimary)
  const before = await lines()
  const [first, second] = await list()
  if (!first || !second) throw new Error('the class has pupils')
  const classId = first.classId
  const day = app().clock.today()
  const away = [{ pupilId: second.id as PupilId, kind: 'absent' as const }]
  await county
    .as('eastSafety')
    .rosters.recordAttendance({ unitId: county.units.eastPrimary, classId, day, away })
  await county.as('eastSafety').rosters.changePupil({ id: first.id as PupilId, left: true })
  await kiosk().ask('/pack')
  county.setNow(daysLater(29))
  expect(await endRetention(app())).toEqual({ ...NOTHING, packs: 1 })
  const rows = () => read(tx => tx.selectFrom('pupils').select('id').where('id', '=', first.id).execute())

  // A drill that began by the list from before he left holds him.
  county.setNow(NOW)
  await county.as('eastSafety').rosters.changePupil({ id: first.id as PupilId, left: false })
  await kiosk().start(drill)
  await county.as('eastSafety').rosters.changePupil({ id: first.id as PupilId, left: true })
  county.setNow(daysLater(31))
  expect(await endRetention(app())).toEqual({ ...NOTHING, attendance: 1 })
  expect(await rows()).toHaveLength(1)
  county.setNow(NOW)
  await kiosk().send([kiosk().fact(drill, { kind: 'v1.all-clear', note: '演练结束' })])
  county.setNow(daysLater(31))
  const other = await county.another()
  const both = await Promise.all([endRetention(app()), endRetention(other.app)])
  await other.close()
  expect(both.reduce((sum, { pupils }) => sum + pupils, 0)).toBe(1)
  expect(await rows()).toEqual([])
  expect(await list()).toHaveLength(3)
  // A line for the attendance and one for the pupil, and no name in either.
  expect(await lines()).toHaveLength(before.length + 2)
})

describe('a pairing', () => {
  const origin = () => held.house?.origin ?? ''
  const post = async (path: string, body?: object) => {
    const answer = await fetch(`${origin()}/api/kiosk${path}`, {
      ...{ method: 'POST', headers: { 'content-type': 'application/json' } },
      ...(body && { body: JSON.stringify(body) }),
    })
    return (await answer.json()) as Record<string, string>
  }
  const approve = (code: string, name: string) =>
    approvePairing(
      app().db,
      { actor: county.people.eastSafety, now: app().clock.now(), requestId: null },
      { code, unitId: county.units.eastPrimary, name },
    )
  const devices = async () => {
    const rows = await county.as('eastSafety').devices.list({ unitId: county.units.eastPrimary })
    return rows.map(({ name }) => name).toSorted()
  }

  test('whose answer was lost is collected again, at any server, and is the same kiosk', async () => {
    const { code = '', secret = '' } = (await post('/pair')) as unknown as PairingRequest
    expect(await post('/claim', { secret })).toEqual({ state: 'waiting' })
    await approve(code, '门厅')
    const [first, second] = await Promise.all([post('/claim', { secret }), post('/claim', { secret })])
    expect(first).toMatchObject({ state: 'paired' })
    expect(second).toEqual(first)
    const asks = () =>
      fetch(`${origin()}/api/kiosk/state`, { headers: { authorization: `Bearer ${first.token}` } })
    expect((await asks()).status).toBe(200)
    expect(await post('/claim', { secret })).toEqual(first)
    expect((await asks()).status).toBe(200)
    // Its code is used up, and what was revoked meanwhile is not given out again.
    expect(await approve(code, '后门')).toMatchObject({ ok: false, error: { code: 'pairing-code-unknown' } })
    await county.as('eastSafety').devices.revoke({ id: first.deviceId as never })
    expect(await post('/claim', { secret })).toEqual({ state: 'over' })
    county.setNow(daysLater(1))
    expect(await post('/claim', { secret })).toEqual({ state: 'over' })
    expect(await devices()).toEqual(['操场东', '门厅'])
  })

  test('that nobody collected leaves no kiosk behind, and one that was collected stays', async () => {
    const { code } = (await post('/pair')) as unknown as PairingRequest
    await approve(code, '西门')
    expect(await devices()).toContain('西门')
    expect(await endRetention(app())).toMatchObject({ devices: 0 })
    county.setNow(new Date(Date.parse(NOW) + 11 * 60_000).toISOString() as Instant)
    const other = await county.another()
    const both = await Promise.all([endRetention(app()), endRetention(other.app)])
    await other.close()
    expect(both.reduce((sum, each) => sum + each.devices, 0)).toBe(1)
    expect(await devices()).toEqual(['操场东', '门厅'])
    expect(await county.audit('device.clean-up')).toHaveLength(1)
    expect(await read(tx => tx.selectFrom('pairing_requests').select('id').execute())).toEqual([])
  })
})

test('the county’s own number lets the names go sooner, and the report says when beforehand', async () => {
  county.setNow(NOW)
  const drill = await aHeldDrill()
  const { ruleLimits } = county.as('officer')
  const { today, limits } = await ruleLimits.get()
  const change = { rule: RETENTION_RULE.code, limit: 'names-days', value: 10, from: today }
  await ruleLimits.set({ revision: limits.revision, change: { ...change, basis: '县教育局工作意见' } })
  expect(await head().drills.get({ id: drill })).toMatchObject({ namesLeaveOn: addDays(today, 10) })
  county.setNow(daysLater(9))
  expect(await endRetention(app())).toMatchObject({ drills: 0 })
  county.setNow(daysLater(10))
  expect(await endRetention(app())).toMatchObject({ drills: 1 })
  expect(await namesIn(drill)).toBe('')
})
