import type { AccountId, Day, DutyId, FileId, PostId } from '@anlan/domain'
import { beforeAll, describe, expect, test } from 'vitest'
import { SYSTEM } from '../db/scope.ts'
import { findFile } from '../files/find-file.ts'
import { unusedFiles } from '../files/unused-files.ts'
import { newId } from '../ids.ts'
import { bulkInsert } from '../seed/bulk-insert.ts'
import { expectRefusal, useCounty, type PersonName } from '../testing/county.ts'
import { forgetLeaderEntries } from './forget-leader-entries.ts'

const county = useCounty()
const TODAY = '2026-10-15'
const arrange = <Value>(work: Parameters<typeof county.assembled.app.db.unrecorded<Value>>[2]) =>
  county.assembled.app.db.unrecorded(SYSTEM, 'test-arrangement', work)

const ids = {
  fire: newId<DutyId>(),
  whole: newId<DutyId>(),
  business: newId<DutyId>(),
  kitchen: newId<DutyId>(),
}

/** Publishes an edition of a duty of the school. */
const publish = (id: DutyId, post: PostId, change: { area?: string; kind?: string; version?: number } = {}) =>
  arrange(tx =>
    bulkInsert(tx, 'duties', [
      {
        ...{ id, version: change.version ?? 1, unit_id: county.units.eastMiddle, post },
        ...{ kind: (change.kind ?? 'safety') as never, area: (change.area ?? null) as never },
        ...{ text: '落实本岗位的安全责任', basis: null, co_owners: [] as never, published_on: '2026-09-01' },
        ...{ retired: false, origin: null, revision: 1, made_by_name: '校长', made_at: `${TODAY}T00:00:00Z` },
      },
    ]),
  )
const appoint = (who: PersonName, post: PostId) =>
  arrange(tx =>
    bulkInsert(tx, 'appointments', [
      {
        ...{ id: newId<string>(), account_id: county.people[who].accountId, post, until_on: null },
        ...{ unit_id: county.units.eastMiddle, from_on: '2026-09-01' },
      },
    ]),
  )
const standing = async (who: PersonName) => {
  const { rows } = await county.as('eastHead').chain.people({ pageSize: 100 })
  return rows.find(each => each.accountId === county.people[who].accountId)
}

beforeAll(async () => {
  county.setNow(`${TODAY}T02:00:00.000Z`)
  await publish(ids.fire, 'safety-director', { area: 'fire' })
  await publish(ids.whole, 'safety-director')
  await publish(ids.business, 'safety-director', { kind: 'business' })
  await publish(ids.kitchen, 'canteen-manager', { area: 'food' })
  await appoint('eastSafety', 'safety-director')
})

describe('the chain', () => {
  test('goes from a published duty over its acceptance to what the system saw done', async () => {
    expect(await standing('eastSafety')).toMatchObject({ duties: 3, unknown: 3, link: 'defined' })
    const mine = await county.as('eastSafety').chain.person({ id: null })
    expect(mine.owed.map(({ known }) => known)).toEqual([null, null, null])
    await county.as('eastSafety').chain.acknowledge({
      duties: mine.owed.map(({ duty }) => ({ id: duty.id, version: duty.version })),
    })
    expect(await standing('eastSafety')).toMatchObject({ unknown: 0, undone: 2, link: 'known' })
    expect(await county.audit('duty.acknowledge', county.people.eastSafety.accountId)).toHaveLength(1)

    await arrange(tx =>
      tx
        .insertInto('inspection_runs')
        .values({
          ...{
            id: newId<string>(),
            unit_id: county.units.eastMiddle,
            area: 'fire',
            version: 1,
            on_day: TODAY,
          },
          ...{
            every: '[]',
            profile: '{}',
            begun_by: county.people.eastSafety.accountId,
            begun_by_name: '专干',
          },
          ...{ begun_at: `${TODAY}T01:00:00Z`, handed_in_at: `${TODAY}T01:30:00Z`, asked: 1 },
          ...{ handed_in_by_name: '专干', discarded_at: null, visit_id: null, visit_kind: null },
        } as never)
        .execute(),
    )
    expect(await standing('eastSafety')).toMatchObject({ undone: 0, link: 'performed' })
    const done = await county.as('eastHead').chain.person({ id: county.people.eastSafety.accountId })
    expect(done).toMatchObject({ link: 'performed', isSelf: false })
    expect(done.owed[0]?.deeds).toMatchObject([{ kind: 'self-inspection', on: TODAY }])
    const { units } = await county.as('officer').chain.units({})
    expect(units).toMatchObject([{ people: 1, defined: 1, known: 1, performed: 1, accounted: 0 }])
  })

  test('a post with two holders is owed by both, and a post with none by nobody, which is said', async () => {
    await appoint('eastTeacher', 'safety-director')
    expect(await standing('eastTeacher')).toMatchObject({ duties: 3, unknown: 3 })
    expect(await standing('eastSafety')).toMatchObject({ duties: 3, unknown: 0 })
    const { posts } = await county.as('eastSafety').chain.person({ id: null })
    expect(posts).toMatchObject([{ post: 'safety-director', alone: false }])
    const { orphans } = await county.as('officer').chain.units({})
    expect(orphans).toMatchObject([{ post: 'canteen-manager', duties: 1 }])
  })

  test('an edition that changed since it was read is not accepted, and one that is new asks anew', async () => {
    await publish(ids.whole, 'safety-director', { version: 2 })
    await expectRefusal(
      county.as('eastTeacher').chain.acknowledge({
        duties: [
          { id: ids.fire, version: 1 },
          { id: ids.whole, version: 1 },
        ],
      }),
      'duty-changed',
    )
    expect(await standing('eastTeacher')).toMatchObject({ unknown: 3 })
    const { owed } = await county.as('eastSafety').chain.person({ id: null })
    expect(owed.filter(each => each.outdated).map(({ duty }) => duty.id)).toEqual([ids.whole])
    await expectRefusal(
      county.as('eastHead').chain.acknowledge({ duties: [{ id: ids.fire, version: 1 }] }),
      'duty-changed',
    )
  })

  test('is one’s own and one’s head’s to see, and no colleague’s', async () => {
    const id = county.people.eastSafety.accountId
    await expectRefusal(county.as('eastTeacher').chain.person({ id }), 'not-found')
    await expectRefusal(county.as('westHead').chain.person({ id }), 'not-found')
    await expectRefusal(county.as('eastTeacher').chain.people({}), 'not-permitted')
    expect((await county.as('westHead').chain.people({})).total).toBe(0)
  })

  test('evidence is named by whoever did it, of what has been', async () => {
    const evidence = (by: PersonName, on = TODAY) =>
      county.as(by).chain.link({
        ...{ accountId: county.people.eastTeacher.accountId, dutyId: ids.fire, text: '夜间巡查宿舍用电' },
        on: on as `${number}-${number}-${number}`,
      })
    await expectRefusal(evidence('eastHead'), 'not-permitted')
    await expectRefusal(evidence('eastTeacher', '2026-10-16'), 'day-in-the-future')
    await evidence('eastTeacher')
    const { owed } = await county.as('eastTeacher').chain.person({ id: null })
    expect(owed.find(({ duty }) => duty.id === ids.fire)?.links).toMatchObject([{ text: '夜间巡查宿舍用电' }])
  })
})

test('is answered for by a closed measure of supervision of the same school, entered by the bureau', async () => {
  const measures = { open: newId<string>(), closed: newId<string>(), elsewhere: newId<string>() }
  await arrange(async tx => {
    for (const [name, unit, state] of [
      ['open', 'eastMiddle', 'received'],
      ['closed', 'eastMiddle', 'closed'],
      ['elsewhere', 'westMiddle', 'closed'],
    ] as const) {
      const matter = newId<string>()
      await bulkInsert(tx, 'supervision_matters', [
        {
          ...{ id: matter, number: `DB-${name}`, title: '夜间值守脱岗', unit_id: county.units[unit] },
          ...{ opened_at: `${TODAY}T00:00:00Z`, opened_by_name: '吕敏', road: 'by-hand' },
        },
      ] as never)
      await bulkInsert(tx, 'supervision_measures', [
        {
          ...{ id: measures[name], matter_id: matter, unit_id: county.units[unit], state },
          ...{ kind: 'admonition-talk', proposed_at: `${TODAY}T00:00:00Z`, revision: 1, body: {} },
        },
      ] as never)
    }
  })
  const account = (by: PersonName, measure: keyof typeof measures) =>
    county.as(by).chain.link({
      ...{ accountId: county.people.eastSafety.accountId, dutyId: ids.fire, on: TODAY },
      ...{ text: '夜间值守脱岗，已约谈', measureId: measures[measure] as never },
    })
  await expectRefusal(account('eastHead', 'closed'), 'not-permitted')
  await expectRefusal(account('officer', 'open'), 'measure-not-closed')
  await expectRefusal(account('officer', 'elsewhere'), 'measure-not-closed')
  await account('officer', 'closed')
  const { owed } = await county.as('eastSafety').chain.person({ id: null })
  expect(owed.find(({ duty }) => duty.id === ids.fire)?.accounted).toMatchObject([
    { on: TODAY, text: '夜间值守脱岗，已约谈' },
  ])
  expect(await county.audit('duty.account', county.people.eastSafety.accountId)).toHaveLength(1)
})

describe('a study', () => {
  const ASKED: readonly PersonName[] = ['eastHead', 'eastSafety', 'eastTeacher']
  const record = (
    by: PersonName,
    present: readonly PersonName[],
    heldOn = TODAY,
    asked = ASKED,
    topic = '安全生产重要论述',
  ) =>
    county.as(by).studies.record({
      content: {
        ...{
          kind: 'school-party',
          heldOn: heldOn as `${number}-${number}-${number}`,
          topic,
        },
        ...{
          documents: ['会议纪要'],
          chairId: county.people.eastHead.accountId,
          minutes: '逐条学习，明确分工。',
        },
      },
      attendees: asked.map(who => ({
        ...{ accountId: county.people[who].accountId as AccountId, present: present.includes(who) },
      })),
      files: [],
    })

  /** Held by the head and the safety officer among themselves, with a scan of its minutes. */
  async function aPartyStudy(topic: string) {
    const { id } = await record(
      'eastSafety',
      ['eastHead', 'eastSafety'],
      TODAY,
      ['eastHead', 'eastSafety'],
      topic,
    )
    await county.assembled.connections.owner.query(
      `insert into study_files (study_id, file_id, unit_id) values ($1, $2, $3)`,
      [id, await county.aFile('eastMiddle'), county.units.eastMiddle],
    )
    return id
  }

  test('tells who was absent, who catches up once, and stands in the leader’s record', async () => {
    await appoint('eastHead', 'head')
    const { id } = await record('eastSafety', ['eastHead', 'eastSafety'])
    const told = (await county.as('eastTeacher').inbox.list({})).rows
    expect(told.some(({ link }) => link === `/study-records/${id}`)).toBe(true)
    expect((await county.as('eastTeacher').studies.get({ id })).mayCatchUp).toBe(true)
    await county.as('eastTeacher').studies.catchUp({ id })
    await expectRefusal(county.as('eastTeacher').studies.catchUp({ id }), 'not-to-catch-up')
    await expectRefusal(county.as('westHead').studies.get({ id }), 'not-found')
    const span = { from: '2026-07-01', to: '2026-12-31' } as const
    const { rows, empty } = await county.as('officer').leaderRecords.list(span)
    expect({ rows, empty }).toMatchObject({ rows: [{ name: 'eastHead', study: 1, decision: 0 }], empty: 0 })
    const own = await county.as('eastHead').leaderRecords.get({ ...span, id: null })
    expect(own.things).toMatchObject([{ part: 'study', title: '安全生产重要论述' }])
  })

  test('is read by whoever was to be there, keeps the records or oversees the school, and by no other colleague', async () => {
    const id = await aPartyStudy('党组第一次专题学习')
    const teacher = county.as('eastTeacher')
    await expectRefusal(teacher.studies.get({ id }), 'not-found')
    await expectRefusal(teacher.studies.catchUp({ id }), 'not-found')
    expect((await teacher.studies.list({})).rows.map(each => each.id)).not.toContain(id)
    for (const reader of ['eastHead', 'eastAdmin', 'eastCoordinator', 'auditor'] as const) {
      expect((await county.as(reader).studies.get({ id })).files).toHaveLength(1)
      expect((await county.as(reader).studies.list({})).rows.map(each => each.id)).toContain(id)
    }
  })

  test('keeps a scan of its minutes from whoever does not read them, though he has its address', async () => {
    const id = await aPartyStudy('党组第三次专题学习')
    const [file] = (await county.as('eastHead').studies.get({ id })).files
    const open = (who: PersonName) =>
      findFile(
        {
          app: county.assembled.app,
          actor: county.people[who],
          now: `${TODAY}T02:00:00.000Z`,
          requestId: null,
        },
        file?.id ?? '',
      )
    for (const reader of ['eastHead', 'eastSafety', 'eastCoordinator', 'officer'] as const)
      expect(await open(reader)).toMatchObject({ id: file?.id })
    for (const other of ['eastTeacher', 'westHead'] as const) expect(await open(other)).toBeUndefined()
    // What is evidence of nothing yet is any colleague's to see, as before.
    const loose = await county.aFile('eastMiddle')
    expect(
      await county.assembled.app.db.read(county.people.eastTeacher, tx =>
        tx.selectFrom('files').select('id').where('id', '=', loose).execute(),
      ),
    ).toHaveLength(1)
  })

  test('keeps its minutes and files from colleagues and other schools in the database too', async () => {
    const id = await aPartyStudy('党组第二次专题学习')
    const { id: relayed } = await record('eastSafety', ['eastHead', 'eastSafety'])
    const seen = (who: PersonName, study: string) =>
      county.assembled.app.db.read(county.people[who], async tx => {
        const read = (table: 'study_minutes' | 'study_files') =>
          tx.selectFrom(table).select('study_id').where('study_id', '=', study).execute()
        return (await Promise.all([read('study_minutes'), read('study_files')])).map(rows => rows.length)
      })
    for (const reader of ['eastHead', 'eastAdmin', 'eastCoordinator', 'officer'] as const)
      expect([reader, await seen(reader, id)]).toEqual([reader, [1, 1]])
    for (const other of ['eastTeacher', 'westHead', 'westSafety'] as const)
      expect([other, await seen(other, id)]).toEqual([other, [0, 0]])
    // He was absent from this one, and is to catch up.
    expect(await seen('eastTeacher', relayed)).toEqual([1, 0])
  })

  test('names people of the unit that held it alone', async () => {
    await expectRefusal(record('officer', ['eastHead']), 'attendee-unknown')
    const own = await county.as('officer').studies.invitable()
    expect(own.map(({ name }) => name)).toContain('officer')
    expect(own.map(({ name }) => name)).not.toContain('eastHead')
  })

  test('has been held, under somebody who was there', async () => {
    await expectRefusal(record('eastSafety', ['eastHead'], '2026-10-16'), 'held-in-the-future')
    await expectRefusal(record('eastSafety', ['eastSafety']), 'chair-absent')
    await expectRefusal(record('eastTeacher', ['eastHead']), 'not-permitted')
  })
})

test('a leader writes into his own record what the system does not know, and nobody else does', async () => {
  const photo = (await county.aFile('eastMiddle')) as FileId
  const entry = { part: 'decision' as const, on: TODAY as Day, text: '研究解决校门口拥堵', files: [photo] }
  await county.as('eastHead').leaderRecords.write(entry)
  await expectRefusal(county.as('eastTeacher').leaderRecords.write(entry), 'no-leading-post')
  await expectRefusal(
    county.as('eastHead').leaderRecords.write({ ...entry, on: '2027-01-01' }),
    'held-in-the-future',
  )
  const foreign = (await county.aFile('westMiddle')) as FileId
  await expectRefusal(
    county.as('eastHead').leaderRecords.write({ ...entry, files: [photo, foreign] }),
    'unknown-file',
  )
  expect(await county.audit('leader-record.write')).toHaveLength(1)
  const span = { from: TODAY, to: TODAY, id: null } as const
  const { things } = await county.as('eastHead').leaderRecords.get(span)
  expect(things.find(({ title }) => title === entry.text)?.files).toMatchObject([{ id: photo }])
})

test('what a leader wrote of himself goes with its files after the time the county keeps it, once', async () => {
  const { app } = county.assembled
  const [old, kept] = [newId<string>(), newId<string>()]
  const file = await county.aFile('eastMiddle')
  const { accountId: account_id, unitId: unit_id } = county.people.eastHead
  // Written by the head himself: the database lets nobody write in another’s name.
  await app.db.unrecorded(county.people.eastHead, 'test-arrangement', async tx => {
    const text = '带队检查宿舍用电'
    const row = {
      account_id,
      unit_id,
      part: 'inspection' as const,
      text,
      made_at: `${TODAY}T01:00:00Z` as const,
    }
    await bulkInsert(tx, 'leader_entries', [
      { ...row, id: old, on_day: '2021-10-16' },
      { ...row, id: kept, on_day: '2021-10-17' },
    ])
    await bulkInsert(tx, 'leader_entry_files', [{ entry_id: old, file_id: file, unit_id }])
  })
  const left = () =>
    app.db.read(SYSTEM, async tx => {
      const rows = await tx.selectFrom('leader_entries').select('id').where('id', 'in', [old, kept]).execute()
      const unused = await unusedFiles(tx).select('id').where('id', '=', file).execute()
      return { entries: rows.map(({ id }) => id), unused: unused.length }
    })
  county.setNow('2026-10-14T02:00:00.000Z')
  expect(await forgetLeaderEntries(app)).toBe(0)
  expect(await left()).toEqual({ entries: expect.arrayContaining([old, kept]) as never, unused: 0 })
  county.setNow(`${TODAY}T02:00:00.000Z`)
  expect([await forgetLeaderEntries(app), await forgetLeaderEntries(app)]).toEqual([1, 0])
  expect(await left()).toEqual({ entries: [kept], unused: 1 })
  expect(await county.audit('leader-record.forget', account_id)).toHaveLength(1)
})
