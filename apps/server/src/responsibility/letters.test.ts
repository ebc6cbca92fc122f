import {
  LETTER_RULE,
  letterPaper,
  type AccountId,
  type LetterCommand,
  type LetterId,
  type PostId,
  type UnitId,
} from '@anlan/domain'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { SYSTEM } from '../db/scope.ts'
import { newId } from '../ids.ts'
import { sendReminders } from '../jobs/reminders.ts'
import { expectRefusal, useCounty, type PersonName, type UnitName } from '../testing/county.ts'

const county = useCounty()
const YEAR = { from: '2026-09-01', to: '2027-08-31' } as const

const appoint = (who: PersonName, unit: UnitName, post: PostId, until: string | null = null) =>
  county.assembled.app.db.unrecorded(SYSTEM, 'test-arrangement', tx =>
    tx
      .insertInto('appointments')
      .values({
        ...{ id: newId<string>(), account_id: county.people[who].accountId, unit_id: county.units[unit] },
        ...{ post, from_on: '2026-09-01', until_on: until as never },
      })
      .execute(),
  )

beforeAll(async () => {
  await appoint('eastHead', 'eastMiddle', 'head')
  await appoint('westHead', 'westMiddle', 'head')
  await appoint('villageHead', 'eastVillage', 'head')
  await appoint('eastSafety', 'eastMiddle', 'safety-director')
  await appoint('eastTeacher', 'eastMiddle', 'class-teacher')
})
beforeEach(async () => {
  county.setNow('2026-10-15T02:00:00.000Z')
  const { owner } = county.assembled.connections
  await owner.query(`truncate letter_files, letters, letter_batches cascade`)
})

const asked = (change: object = {}) => ({
  ...{ level: 'bureau-school' as const, templateId: null, names: [] as string[], ...YEAR },
  ...{ posts: ['head'] as PostId[], unitIds: null as UnitId[] | null },
  ...change,
})
type Asked = ReturnType<typeof asked>

async function send(by: PersonName, wanted: Asked) {
  const { planned } = await county.as(by).letters.preview(wanted)
  const expected = planned.map(({ unitId, post, accountId }) => ({ unitId, post, signerId: accountId }))
  return county.as(by).letters.issue({ asked: wanted, expected })
}
const letterOf = async (unit: UnitName) => {
  const { rows } = await county
    .as('officer')
    .letters.list({ filter: { unitId: county.units[unit] }, pageSize: 100 })
  return rows[0]?.id as LetterId
}
const advance = (
  by: PersonName,
  id: LetterId,
  command: LetterCommand,
  revision = 1,
  files: readonly string[] = [],
) => county.as(by).letters.advance({ id, revision, command, files: [...files] as never })
const SIGN = { event: 'sign', read: true } as const

describe('a batch of letters', () => {
  test('goes to every head there is, and names the schools without one', async () => {
    const { issued, skipped } = await send('officer', asked())
    expect(issued).toBe(3)
    expect(skipped.map(({ unitName, why }) => [unitName, why])).toEqual(
      expect.arrayContaining([
        ['测试countySchool', 'no-holder'],
        ['测试kindergarten', 'no-holder'],
      ]),
    )
    const batch = await county.audit('letter-batch.issue')
    expect(batch.at(-1)).toMatchObject({ actor_name: 'officer', unit_id: county.units.bureau })
    const mine = await county.as('eastHead').letters.list({ filter: { mine: true } })
    expect(mine.rows).toMatchObject([{ state: 'issued', post: 'head' }])
    const { rows } = await county.as('eastHead').inbox.list({})
    expect(rows.some(({ link }) => link === `/letters/${mine.rows[0]?.id}`)).toBe(true)
  })

  test('passes by a post with two holders on the day, and one whose holder has left before it', async () => {
    const [head, id] = [county.people.westSafety.accountId, newId<string>()]
    const { owner } = county.assembled.connections
    await owner.query(
      `insert into appointments (id, account_id, unit_id, post, from_on, until_on)
       values ($1, $2, $3, 'head', '2026-10-01', null)`,
      [id, head, county.units.westMiddle],
    )
    await owner.query(`update appointments set until_on = '2026-10-14' where account_id = $1`, [
      county.people.villageHead.accountId,
    ])
    const { skipped, issued } = await send('officer', asked())
    await owner.query(`delete from appointments where id = $1`, [id])
    await owner.query(`update appointments set until_on = null where account_id = $1`, [
      county.people.villageHead.accountId,
    ])
    expect(issued).toBe(1)
    const why = (unit: UnitName) => skipped.find(({ unitId }) => unitId === county.units[unit])
    expect(why('westMiddle')).toMatchObject({ why: 'two-holders', name: 'westHead、westSafety' })
    expect(why('eastVillage')).toMatchObject({ why: 'no-holder' })
  })

  test('binds nobody for many years, unless the county lets letters hold for longer', async () => {
    const long = asked({ to: '2029-08-31' })
    await expectRefusal(county.as('officer').letters.preview(long), 'letter-too-long')
    await expectRefusal(county.as('officer').letters.issue({ asked: long, expected: [] }), 'letter-too-long')
    const { today, limits } = await county.as('officer').ruleLimits.get()
    const change = {
      rule: LETTER_RULE.code,
      limit: 'longest-days',
      value: 1096,
      from: today,
      basis: '任期三年',
    }
    await county.as('officer').ruleLimits.set({ revision: limits.revision, change })
    expect(await send('officer', long)).toMatchObject({ issued: 3 })
  })

  test('leaves out whoever is moved to another school in the middle of it, and says so', async () => {
    const wanted = asked({ level: 'school-staff', posts: ['class-teacher', 'safety-director'] })
    const { planned } = await county.as('eastHead').letters.preview(wanted)
    expect(planned).toHaveLength(2)
    const expected = planned.map(({ unitId, post, accountId }) => ({ unitId, post, signerId: accountId }))
    const { accountId } = county.people.eastTeacher
    const move = county.as('admin').people.move({
      ...{ id: accountId, revision: 1, unitId: county.units.westMiddle, role: 'staff-member' as const },
      ...{ posts: [], on: '2026-10-15' },
    })
    const [moved, outcome] = await Promise.all([
      move,
      county.as('eastHead').letters.issue({ asked: wanted, expected }),
    ])
    const { rows } = await county.as('officer').letters.list({ filter: { level: 'school-staff' } })
    const ofTeacher = rows.filter(({ signerName }) => signerName === 'eastTeacher')
    // Either the move was first and the batch names it, or the batch was first and the letter was his while he was there.
    expect(ofTeacher).toHaveLength(outcome.skipped.some(({ why }) => why === 'moved-away') ? 0 : 1)
    expect(outcome.issued).toBe(rows.length)
    await county.as('admin').people.move({
      ...{ id: accountId, revision: moved.revision, unitId: county.units.eastMiddle },
      ...{ role: 'staff-member' as const, posts: ['class-teacher' as const], on: '2026-10-15' },
    })
  })

  test('after a move that was first names who is gone', async () => {
    county.setNow('2026-10-20T02:00:00.000Z')
    const wanted = asked({ level: 'school-staff', posts: ['class-teacher', 'safety-director'] })
    const { planned } = await county.as('eastHead').letters.preview(wanted)
    const expected = planned.map(({ unitId, post, accountId }) => ({ unitId, post, signerId: accountId }))
    const { owner } = county.assembled.connections
    const set = (until: string | null) =>
      owner.query(
        `update appointments set until_on = $2 where account_id = $1 and post = 'class-teacher'
           and (until_on is null or until_on >= '2026-10-15')`,
        [county.people.eastTeacher.accountId, until],
      )
    await set('2026-10-16')
    const outcome = await county.as('eastHead').letters.issue({ asked: wanted, expected })
    await set(null)
    expect(outcome).toMatchObject({ issued: 1 })
    expect(outcome.skipped).toEqual(
      expect.arrayContaining([expect.objectContaining({ post: 'class-teacher', why: 'moved-away' })]),
    )
  })

  test('that two send at the same moment gives nobody two letters', async () => {
    const outcomes = await Promise.allSettled([send('officer', asked()), send('leader', asked())])
    const { total } = await county.as('officer').letters.list({})
    expect(total).toBe(3)
    expect(outcomes.some(({ status }) => status === 'fulfilled')).toBe(true)
    await expectRefusal(send('officer', asked()), 'nobody-to-sign')
  })

  test('is issued by the side whose level it is', async () => {
    await expectRefusal(county.as('eastHead').letters.preview(asked()), 'not-your-level')
    await expectRefusal(
      county.as('officer').letters.preview(asked({ level: 'school-staff' })),
      'not-your-level',
    )
    await expectRefusal(county.as('eastTeacher').letters.preview(asked()), 'not-permitted')
  })
})

describe('a letter', () => {
  let id: LetterId
  beforeEach(async () => {
    await send('officer', asked())
    id = await letterOf('eastMiddle')
  })

  test('is signed by the person it names, once, and every step is in the record', async () => {
    expect(await advance('eastHead', id, SIGN)).toMatchObject({
      ...{ state: 'signed', signedOn: '2026-10-15', signedBy: { how: 'screen', name: 'eastHead' } },
    })
    expect(await county.audit('letter.sign', id)).toHaveLength(1)
    await expectRefusal(advance('eastHead', id, SIGN, 2), 'event-not-allowed')
  })

  test('says of what kind the signer’s school is, by which the head is called on paper', async () => {
    const { unit, letter } = await county.as('eastHead').letters.get({ id: await letterOf('eastMiddle') })
    expect(unit.kind).toBe('town-middle')
    expect(letterPaper(letter, unit).body.at(-1)).toMatchObject({
      places: [{}, { label: `签署人（${unit.name}校长）` }],
    })
  })
  test('is not signed by the wrong person', async () => {
    await expectRefusal(advance('eastSafety', id, SIGN), 'signs-for-another')
    await expectRefusal(advance('officer', id, SIGN), 'signs-for-another')
    await expectRefusal(advance('westHead', id, SIGN), 'not-found')
    expect((await county.as('officer').letters.get({ id })).letter.state).toBe('issued')
  })

  test('is not withdrawn by whoever is to sign it or has signed it', async () => {
    await send('eastHead', asked({ level: 'school-staff', posts: ['safety-director'] }))
    const { rows } = await county.as('eastSafety').letters.list({ filter: { mine: true } })
    const own = rows[0]?.id as LetterId
    const withdraw = { event: 'withdraw', reason: '条款过重' } as const
    await expectRefusal(advance('eastSafety', own, withdraw), 'signs-own-letter')
    await advance('eastSafety', own, SIGN)
    await expectRefusal(advance('eastSafety', own, withdraw, 2), 'signs-own-letter')
    expect(await advance('eastHead', own, withdraw, 2)).toMatchObject({ state: 'withdrawn' })
  })

  test('that is signed twice at once is signed once', async () => {
    const both = await Promise.allSettled([advance('eastHead', id, SIGN), advance('eastHead', id, SIGN)])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await county.audit('letter.sign', id)).toHaveLength(1)
  })

  test('that is refused comes again with an answer, or is withdrawn', async () => {
    await advance('eastHead', id, { event: 'refuse', reason: '食堂由镇里统一经营，条款不符' })
    const { rows } = await county.as('officer').inbox.list({})
    expect(rows.some(({ title }) => title.zh === '责任书拒签：eastHead')).toBe(true)
    const again = await advance('officer', id, { event: 'reissue', answer: '食堂条款按实际履行' }, 2)
    expect(again).toMatchObject({ state: 'issued', answer: '食堂条款按实际履行' })
    expect(await advance('eastHead', id, SIGN, 3)).toMatchObject({ state: 'signed' })
    const { timeline } = await county.as('eastHead').letters.get({ id })
    expect(timeline.map(({ event }) => event)).toEqual(['issue', 'refuse', 'reissue', 'sign'])
  })

  test('that was signed on paper is entered by the issuing side, with its scan', async () => {
    const onPaper = { event: 'sign-on-paper', on: '2026-10-15' } as const
    const scan = await county.aFile('eastMiddle', 'application/pdf')
    await expectRefusal(advance('officer', id, onPaper), 'scan-required')
    await expectRefusal(advance('eastSafety', id, onPaper, 1, [scan]), 'not-your-level')
    const before = { ...onPaper, on: '2026-10-14' } as const
    await expectRefusal(advance('officer', id, before, 1, [scan]), 'signed-before-issue')
    const other = await county.aFile('westMiddle', 'application/pdf')
    await expectRefusal(advance('officer', id, onPaper, 1, [other]), 'unknown-file')
    expect(await advance('officer', id, onPaper, 1, [scan])).toMatchObject({
      ...{ state: 'signed', signedBy: { how: 'paper', enteredBy: 'officer' } },
    })
    expect((await county.as('eastHead').letters.get({ id })).files).toHaveLength(1)
  })

  test('is no longer signed by whoever has left the post', async () => {
    const { owner } = county.assembled.connections
    const set = (until: string | null) =>
      owner.query(`update appointments set until_on = $2 where account_id = $1`, [
        ...[county.people.eastHead.accountId, until],
      ])
    await set('2026-10-14')
    await expectRefusal(advance('eastHead', id, SIGN), 'moved-away')
    await set(null)
  })

  test('shows the staff of a school their own and nobody else’s', async () => {
    await expectRefusal(county.as('eastTeacher').letters.get({ id }), 'not-found')
    await expectRefusal(advance('eastTeacher', id, SIGN), 'not-found')
    await expectRefusal(advance('eastTeacher', id, SIGN, 7), 'not-found')
    expect((await county.as('eastTeacher').letters.list({})).total).toBe(0)
    expect(await county.as('eastTeacher').letters.board()).toEqual([])
    expect((await county.as('auditor').letters.get({ id })).events).toEqual([])
  })
})

test('who has not signed is asked again every week for four, and whoever issued hears of it after two', async () => {
  await send('officer', asked())
  await advance('westHead', await letterOf('westMiddle'), SIGN)
  const told = async (who: PersonName): Promise<string[]> => {
    const { rows } = await county.as(who).inbox.list({ pageSize: 100 })
    return rows.map(({ title }) => title.zh).filter(title => /没有签署/.test(title))
  }
  for (const [day, signer, officer] of [
    ['2026-10-21', 0, 0],
    ['2026-10-22', 1, 0],
    ['2026-10-23', 1, 0],
    ['2026-10-29', 2, 1],
    ['2026-11-12', 3, 1],
    ['2026-12-03', 3, 1],
  ] as const) {
    county.setNow(`${day}T02:00:00.000Z`)
    await sendReminders(county.assembled.app)
    await sendReminders(county.assembled.app)
    expect([day, (await told('eastHead')).length, (await told('officer')).length]).toEqual([
      ...[day, signer, officer],
    ])
  }
  expect(await told('westHead')).toEqual([])
  expect(await told('officer')).toEqual(['发出两周，还有2份责任书没有签署'])
})

test('parents and contractors are written in, keep rare characters, and sign on paper', async () => {
  const names = ['𠮷田家长', '𬭎𬭎', '㐂来餐饮公司']
  const wanted = asked({ level: 'school-parents', posts: [], names })
  const { issued } = await county.as('eastHead').letters.issue({ asked: wanted, expected: [] })
  expect(issued).toBe(3)
  const { rows } = await county.as('eastHead').letters.list({ filter: { level: 'school-parents' } })
  expect(rows.map(({ signerName }) => signerName).toSorted()).toEqual(names.toSorted())
  await expectRefusal(county.as('eastHead').letters.issue({ asked: wanted, expected: [] }), 'nobody-to-sign')
})

test('a year later the letters are renewed by the same posts, each naming the one before', async () => {
  await send('officer', asked())
  const first = await letterOf('eastMiddle')
  await advance('eastHead', first, SIGN)
  county.setNow('2027-09-02T02:00:00.000Z')
  const last = await county.as('officer').letters.lastYear({ level: 'bureau-school', before: '2027-09-01' })
  expect(last.posts).toEqual(['head'])
  await send('officer', asked({ posts: last.posts, from: '2027-09-01', to: '2028-08-31' }))
  const { rows } = await county.as('eastHead').letters.list({ filter: { from: '2027-09-01' } })
  const { letter } = await county.as('eastHead').letters.get({ id: rows[0]?.id as LetterId })
  expect(letter.renews).toBe(first)
  await expectRefusal(
    advance('eastHead', first, { event: 'refuse', reason: '已过期' }, 2),
    'event-not-allowed',
  )
})

test('a template’s next version changes no letter that went out', async () => {
  const content = {
    ...{ level: 'bureau-school' as const, title: '安全责任书（甲）', preamble: '{单位}{姓名}', closing: '' },
    ...{ clauses: [{ text: '每月组织一次演练', owner: '安全办' }], withDuties: false },
  }
  const made = await county.as('officer').letters.saveTemplate({ of: null, content })
  await send('officer', asked({ templateId: made.id }))
  await county
    .as('leader')
    .letters.saveTemplate({ of: made, content: { ...content, title: '安全责任书（乙）' } })
  await expectRefusal(county.as('officer').letters.saveTemplate({ of: made, content }), 'stale-revision')
  const { letter } = await county.as('officer').letters.get({ id: await letterOf('eastMiddle') })
  expect(letter.text).toMatchObject({ title: '安全责任书（甲）', preamble: '测试eastMiddleeastHead' })
  expect((await county.as('officer').letters.templates()).map(({ title }) => title)).toEqual([
    '安全责任书（乙）',
  ])
})

describe('a letter that goes out again after a refusal', () => {
  const wanted = asked({ level: 'school-staff', posts: ['safety-director'] })
  const content = {
    ...{ level: 'school-staff' as const, title: '岗位安全责任书', preamble: '{姓名}', closing: '' },
    ...{ clauses: [{ text: '每日巡查一次实验室', owner: '专干' }], withDuties: true },
  }
  const refuse = (id: LetterId) => advance('eastSafety', id, { event: 'refuse', reason: '学校没有实验室' })
  const again = (id: LetterId) => advance('eastHead', id, { event: 'reissue', answer: '已改' }, 2)
  const clausesOf = async (id: LetterId) =>
    (await county.as('eastSafety').letters.get({ id })).letter.text.clauses.map(({ text }) => text)
  const save = (of: { id: never; version: number } | null, clauses: typeof content.clauses) =>
    county.as('eastHead').letters.saveTemplate({ of, content: { ...content, clauses } })

  test('says what its template and the duties say today, and names their editions', async () => {
    const unitId = county.units.eastMiddle
    const duty = {
      ...{ post: 'safety-director' as const, kind: 'safety' as const, area: null, basis: null },
      ...{ text: '每周检查一次', coOwners: [] },
    }
    const draft = await county.as('eastHead').duties.save({ unitId, of: null, content: duty })
    await county.as('eastHead').duties.publish({ unitId })
    const made = await save(null, content.clauses)
    await send('eastHead', { ...wanted, templateId: made.id as never })
    const id = await letterOf('eastMiddle')
    expect(await clausesOf(id)).toEqual(['每日巡查一次实验室', '每周检查一次'])
    await refuse(id)
    await save(made as never, [{ text: '每日巡查一次校园', owner: '专干' }])
    await county.as('eastHead').duties.save({
      ...{ unitId, of: { id: draft.id, version: 1, revision: 1 } },
      content: { ...duty, text: '每周检查两次' },
    })
    await county.as('eastHead').duties.publish({ unitId })
    expect(await clausesOf(id)).toEqual(['每日巡查一次实验室', '每周检查一次'])
    await again(id)
    expect(await clausesOf(id)).toEqual(['每日巡查一次校园', '每周检查两次'])
    const { letter } = await county.as('eastSafety').letters.get({ id })
    expect(letter.duties).toEqual([{ id: draft.id, version: 2 }])
    await county.as('eastHead').duties.end({ unitId, id: draft.id, version: 2 })
  })

  test('is not sent where nothing is left in it for the post', async () => {
    const made = await save(null, content.clauses)
    await send('eastHead', { ...wanted, templateId: made.id as never })
    const id = await letterOf('eastMiddle')
    await refuse(id)
    await save(made as never, [{ text: '按时接送学生', owner: '校车驾驶人' }])
    await expectRefusal(again(id), 'nothing-to-sign')
    expect((await county.as('eastHead').letters.get({ id })).letter.state).toBe('refused')
  })
})

const nobody = '00000000-0000-4000-8000-000000000009' as AccountId
test('nobody gets a letter whom the preview did not name', async () => {
  const expected = [{ unitId: county.units.eastMiddle, post: 'head' as const, signerId: nobody }]
  await expectRefusal(county.as('officer').letters.issue({ asked: asked(), expected }), 'nobody-to-sign')
})
