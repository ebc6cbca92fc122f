import type { Actor, FileId } from '@anlan/domain'
import { beforeAll, describe, expect, test } from 'vitest'
import { newId } from '../ids.ts'
import { expectRefusal, useCounty, type PersonName, type UnitName } from '../testing/county.ts'
import { inTransaction } from './owner.ts'
import { SILENT_MS } from './verification.queries.ts'

const county = useCounty()
const app = () => county.assembled.app
const owner = () => county.assembled.connections.owner
const auditor = () => county.as('auditor').audit

const report = (person: PersonName, unit: UnitName, place: string) =>
  county.as(person).hazards.report({
    unitId: county.units[unit],
    hazard: {
      ...{ area: 'fire', source: 'self-inspection', place, description: '应急灯不亮' },
      ...{ discoveredOn: '2026-10-14', interimControl: null, stopUse: false },
    },
    files: [] as FileId[],
  })

/** What happened in the county: three hazards on two days, and one that was dismissed. */
const made = { east: '', village: '', west: '' }
beforeAll(async () => {
  // 23:59 on 14 October in China, and half past midnight on the 15th.
  county.setNow('2026-10-14T15:59:00.000Z')
  made.west = (await report('westHead', 'westMiddle', '西楼')).id
  county.setNow('2026-10-14T16:30:00.000Z')
  made.village = (await report('villageHead', 'eastVillage', '村小厨房')).id
  county.setNow('2026-10-15T02:00:00.000Z')
  const hazard = await report('eastTeacher', 'eastMiddle', '东楼')
  made.east = hazard.id
  await county.as('eastHead').hazards.advance({
    ...{ id: hazard.id, revision: 1, files: [] },
    command: { event: 'dismiss', reason: '现场查看正常' },
  })
})

const listed = async (filter: Parameters<ReturnType<typeof auditor>['list']>[0]['filter']) =>
  (await auditor().list({ filter })).rows.map(
    row => `${row.actor.name} ${row.action} ${row.subject.name ?? ''}`,
  )

describe('whoever reads the record', () => {
  test('sees who did what to what, newest first', async () => {
    const { rows, newer, older } = await auditor().list({ filter: { action: 'hazard' } })
    expect(rows.map(row => [row.actor.name, row.action, row.unit?.name])).toEqual([
      ['eastHead', 'hazard.dismiss', '测试eastMiddle'],
      ['eastTeacher', 'hazard.report', '测试eastMiddle'],
      ['villageHead', 'hazard.report', '测试eastVillage'],
      ['westHead', 'hazard.report', '测试westMiddle'],
    ])
    expect(rows[0]).toMatchObject({
      actor: { role: 'principal' },
      subject: { kind: 'hazard', id: made.east },
    })
    expect(rows[0]?.subject.name).toMatch(/^\S+ 东楼$/)
    expect([newer, older]).toEqual([null, null])
  })

  test('finds what one person did, by any part of the name or user name', async () => {
    expect(await listed({ person: 'Head', action: 'hazard.report' })).toHaveLength(2)
    expect(await listed({ person: 'eastteach' })).toEqual([
      expect.stringMatching(/^eastTeacher hazard.report \S+ 东楼$/),
    ])
    expect(await listed({ person: '%' })).toEqual([])
    expect(await listed({ person: '查无此人' })).toEqual([])
  })

  test('finds what concerns a unit, and with the units below it', async () => {
    expect(await listed({ unitId: county.units.eastMiddle, action: 'hazard' })).toHaveLength(2)
    expect(await listed({ unitId: county.units.eastMiddle, withBelow: true, action: 'hazard' })).toHaveLength(
      3,
    )
    expect(await listed({ unitId: county.units.kindergarten })).toEqual([])
  })

  test('finds one kind of deed, and all that was done to one thing', async () => {
    expect(await listed({ action: 'hazard.dismiss' })).toHaveLength(1)
    expect(await listed({ subjectId: made.east })).toHaveLength(2)
    expect(await listed({ subjectId: made.east, action: 'hazard.report' })).toHaveLength(1)
  })

  test('counts days as China does', async () => {
    expect(await listed({ from: '2026-10-14', to: '2026-10-14', action: 'hazard' })).toEqual([
      expect.stringMatching(/^westHead/),
    ])
    expect(await listed({ from: '2026-10-15', to: '2026-10-15', action: 'hazard' })).toHaveLength(3)
    expect(await listed({ from: '2026-10-16' })).toEqual([])
  })

  test('reads a long record page by page, there and back, each event once, also those of one moment', async () => {
    const subject = newId<string>()
    await owner().query(
      `insert into audit_events (id, at, actor_id, actor_name, actor_role, action, subject_kind, subject_id)
       select gen_random_uuid(), '2026-09-01T00:00:00Z'::timestamptz + (n / 20) * interval '1 microsecond',
         'a', '某人', 'principal', 'file.keep', 'file', $1 from generate_series(1, 60) n`,
      [subject],
    )
    const filter = { subjectId: subject }
    const first = await auditor().list({ filter })
    const second = await auditor().list({ filter, place: { before: first.older ?? '' } })
    const third = await auditor().list({ filter, place: { before: second.older ?? '' } })
    const ids = [first, second, third].flatMap(page => page.rows.map(row => row.id))
    expect([first, second, third].map(page => page.rows.length)).toEqual([25, 25, 10])
    expect(new Set(ids).size).toBe(60)
    expect(third.older).toBeNull()
    expect(first.newer).toBeNull()

    const back = await auditor().list({ filter, place: { after: third.newer ?? '' } })
    expect(back.rows).toEqual(second.rows)
    const start = await auditor().list({ filter, place: { after: back.newer ?? '' } })
    expect(start).toEqual({ ...first, newer: null })
  })

  test.each(['2026-02-31T00:00:00.000Z', 'yesterday', '2026-10-15T99:00:00Z'])(
    'is told that %s is no place in it',
    async at => {
      const place = { before: `${at}~00000000-0000-7000-8000-000000000000` }
      await expect(auditor().list({ place })).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    },
  )

  test('sees one event whole: both texts, the names of the ids in them, its link and its seal', async () => {
    const { rows } = await auditor().list({ filter: { action: 'hazard.dismiss' } })
    const id = rows[0]?.id ?? ''
    expect(await auditor().get({ id })).toMatchObject({ link: null, seal: null })
    await app().audit.chain()
    const linked = await auditor().get({ id })
    expect(linked.link?.hash).toMatch(/^[0-9a-f]{64}$/)
    expect(linked.seal).toBeNull()
    const seal = await app().audit.seal()
    const sealed = await auditor().get({ id })
    expect(sealed.seal).toMatchObject({ position: seal?.position, keyId: seal?.keyId })
    expect(JSON.parse(sealed.before ?? '')).toMatchObject({ state: 'reported' })
    expect(JSON.parse(sealed.after ?? '')).toMatchObject({ state: 'dismissed' })
    expect(sealed.names).toMatchObject({
      [county.people.eastTeacher.accountId]: 'eastTeacher',
      [county.units.eastMiddle]: '测试eastMiddle',
    })
    expect(sealed.reason).toBe(null)
    await expectRefusal(auditor().get({ id: newId() }), 'not-found')
  })

  test('sees how far the record is linked and sealed', async () => {
    await report('eastTeacher', 'eastMiddle', '北楼')
    const before = await auditor().chain()
    expect(before.waiting).toBeGreaterThan(0)
    await app().audit.chain()
    const seal = await app().audit.seal()
    const after = await auditor().chain()
    expect(after).toMatchObject({ waiting: 0, head: { position: seal?.position }, lastSeal: seal })
    // What stands at the foot of a printed page is for everybody who prints one.
    expect((await county.as('eastTeacher').audit.seal())?.text).toBe(
      `${seal?.position}-${seal?.hash.slice(0, 16)}`,
    )
  })
})

describe('who may read it', () => {
  const ROLES = { admin: true, director: true, auditor: true } as Partial<Record<PersonName, true>>
  const EVERYBODY = [
    'admin',
    'director',
    'auditor',
    'officer',
    'leader',
    'inspector',
    'eastCoordinator',
    'eastAdmin',
    'eastHead',
  ] as const
  test.each(EVERYBODY)('%s: as the table of roles says', async person => {
    const { audit } = county.as(person)
    if (ROLES[person]) return expect((await audit.list({})).rows.length).toBeGreaterThan(0)
    await expectRefusal(audit.list({}), 'not-permitted')
    await expectRefusal(audit.chain(), 'not-permitted')
    await expectRefusal(audit.verify(), 'not-permitted')
    await expectRefusal(audit.verifications(), 'not-permitted')
  })

  /** A school's reader, should the table of roles know one some day: only row-level security stands before him. */
  const schoolReader = (): Actor => ({
    ...county.people.auditor,
    scope: { kind: 'units', units: [county.units.westMiddle] },
  })

  test('a school’s reader sees what concerns his school and nothing else', async () => {
    const { audit } = county.asActor(schoolReader())
    const units = (await audit.list({})).rows.map(row => row.unit?.name)
    expect(new Set(units)).toEqual(new Set(['测试westMiddle']))
    expect((await audit.list({ filter: { unitId: county.units.eastMiddle } })).rows).toEqual([])
    expect((await audit.list({ filter: { subjectId: made.east } })).rows).toEqual([])
    expect((await audit.list({ filter: { action: 'hazard' } })).rows).toHaveLength(1)
    const [other] = (await auditor().list({ filter: { subjectId: made.east } })).rows
    await expectRefusal(audit.get({ id: other?.id ?? '' }), 'not-found')
  })

  test('even a query that forgot the scope', async () => {
    const rows = await app().db.read(schoolReader(), tx =>
      tx.selectFrom('audit_events').select('unit_id').distinct().execute(),
    )
    expect(rows).toEqual([{ unit_id: county.units.westMiddle }])
  })

  test('a school’s reader neither sees nor starts a check of the county’s record', async () => {
    const { audit } = county.asActor(schoolReader())
    await auditor().verify()
    await app().verifications.idle
    expect(await audit.verifications()).toEqual([])
    await expectRefusal(audit.verify(), 'outside-scope')
  })
})

describe('a check of the whole record', () => {
  const latest = async () => (await auditor().verifications())[0]

  test('runs by itself, is recorded, and says that the record is whole', async () => {
    await app().audit.chain()
    const { id } = await county.as('admin').audit.verify()
    await app().verifications.idle
    const { head } = await auditor().chain()
    expect(await latest()).toMatchObject({
      ...{ id, state: 'whole', startedBy: 'admin', checked: head?.position, total: head?.position },
      outcome: { ok: true, breaks: [] },
    })
    expect(await county.audit('audit.verify', id)).toEqual([{ actor_name: 'admin', unit_id: null }])
  })

  test('is seen by whoever looks on, to its end', async () => {
    const states: string[] = []
    let begun = ''
    const looking = new AbortController()
    const stream = app().live.snapshots('audit', 'test', () => auditor().verifications(), looking.signal)
    for await (const [run] of stream) {
      states.push(run?.state ?? 'none')
      if (begun === '') begun = (await auditor().verify()).id
      // Late news of the check before this one may bring that one's end once more.
      else if (run?.id === begun && run.state === 'whole') looking.abort()
    }
    expect(states.at(-1)).toBe('whole')
  })

  test('does not begin while another goes on, and does when that one has fallen silent', async () => {
    const dead = await app().verifications.begin(county.people.director)
    if (!dead.ok) throw new Error('refused')
    expect(await latest()).toMatchObject({ id: dead.value.id, state: 'running', startedBy: 'director' })
    await expectRefusal(auditor().verify(), 'verification-running')
    expect(await county.audit('audit.verify', dead.value.id)).toEqual([])

    county.setNow(
      new Date(Date.parse('2026-10-15T02:00:00Z') + SILENT_MS).toISOString() as `${string}T${string}Z`,
    )
    expect(await latest()).toMatchObject({ id: dead.value.id, state: 'interrupted', outcome: null })
    const next = await auditor().verify()
    await app().verifications.idle
    expect(await latest()).toMatchObject({ id: next.id, state: 'whole' })
  })

  test('begins once when two press at once', async () => {
    const outcomes = await Promise.all([
      app().verifications.begin(county.people.auditor),
      app().verifications.begin(county.people.admin),
    ])
    expect(outcomes.filter(each => each.ok)).toHaveLength(1)
    await owner().query(`update audit_verifications set finished_at = seen_at where finished_at is null`)
  })

  test('is broken off by a server that ends, and shown so at once', async () => {
    const other = await county.another()
    const run = await other.app.verifications.begin(county.people.auditor)
    if (!run.ok) throw new Error('refused')
    other.app.verifications.go(run.value.id)
    await other.close()
    expect(await latest()).toMatchObject({ id: run.value.id, state: 'interrupted' })
  })

  test('says what is wrong with a record that somebody changed', async () => {
    await inTransaction(owner(), async client => {
      await client.query(`set local session_replication_role = replica`)
      await client.query(
        `update audit_events set actor_name = '别人' from audit_chain where event_id = id and position = 2`,
      )
    })
    await auditor().verify()
    await app().verifications.idle
    expect(await latest()).toMatchObject({
      state: 'broken',
      outcome: { ok: false, found: 1, breaks: [{ code: 'event-changed', position: 2 }] },
    })
  })
})
