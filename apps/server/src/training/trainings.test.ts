import {
  AccountId,
  listTrainees as listTraineesOf,
  TrainingId,
  TrainingSessionId,
  type Day,
  type NewTraining,
  type PostId,
  type TestPaper,
} from '@anlan/domain'
import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { SYSTEM } from '../db/scope.ts'
import { newId } from '../ids.ts'
import { bulkInsert } from '../seed/bulk-insert.ts'
import { expectRefusal, useCounty, type PersonName, type UnitName } from '../testing/county.ts'

const county = useCounty()
const TODAY: Day = '2026-10-15'
const as = (who: PersonName) => county.as(who)
const idOf = (who: PersonName) => county.people[who].accountId

beforeEach(() => county.setNow('2026-10-15T02:00:00.000Z'))

const PAPER: TestPaper = {
  ...{ passMark: 60, drawn: 2 },
  questions: [
    { kind: 'single', text: '发现险情应当先做什么？', choices: ['报告并疏散', '先拍照'], answers: [0] },
    { kind: 'judgement', text: '疏散通道可以临时上锁。', choices: ['正确', '错误'], answers: [1] },
  ],
}

async function appoint(
  who: PersonName,
  post: PostId,
  over: { from?: Day; until?: Day | null; unit?: UnitName } = {},
): Promise<void> {
  const { from = '2026-09-01', until = null, unit } = over
  await county.assembled.app.db.unrecorded(SYSTEM, 'test-arrangement', tx =>
    bulkInsert(tx, 'appointments', [
      {
        ...{ id: newId<string>(), account_id: idOf(who), post, from_on: from, until_on: until },
        unit_id: unit ? county.units[unit] : county.people[who].unitId,
      },
    ]),
  )
}

/** Each training asks a post of its own, so that no test sees another's people. */
async function aTraining(by: PersonName, over: Partial<NewTraining> = {}): Promise<TrainingId> {
  const { id } = await as(by).trainings.plan({
    ...{ id: TrainingId.parse(randomUUID()), kind: 'rotation', title: '安全管理人员轮训', content: '' },
    ...{ basis: '', posts: ['safety-director'], from: TODAY, to: '2026-11-30', lessons: 8, film: null },
    ...{ test: null, among: { by: 'all' }, ...over },
  })
  return id
}
async function aSession(
  by: PersonName,
  trainingId: TrainingId,
  isMakeUp = false,
): Promise<TrainingSessionId> {
  const { id } = await as(by).trainingSessions.plan({
    ...{ id: TrainingSessionId.parse(randomUUID()), trainingId, heldOn: TODAY, begins: '09:00' },
    ...{ place: '会议室', isMakeUp },
  })
  return id
}
async function advance(by: PersonName, id: TrainingSessionId, event: 'open' | 'close' | 'reopen') {
  const { session } = await as(by).trainingSessions.get({ id })
  const reason = event === 'reopen' ? '有人未到' : null
  return as(by).trainingSessions.advance({ id, revision: session.revision, event, reason })
}
async function openSession(by: PersonName, trainingId: TrainingId): Promise<TrainingSessionId> {
  const id = await aSession(by, trainingId)
  await advance(by, id, 'open')
  return id
}
const tokenOf = async (by: PersonName, id: TrainingSessionId): Promise<string> =>
  (await as(by).trainingSessions.code({ id })).token
const coverage = async (by: PersonName, id: TrainingId) => (await as(by).trainings.get({ id })).coverage.all
const missing = async (by: PersonName, id: TrainingId): Promise<string[]> =>
  (await as(by).trainings.people({ id, filter: { done: false } })).rows.map(({ name }) => name)

describe('a rotation training', () => {
  test('reaches everybody by a batch, a test and a make-up, and no share is counted twice', async () => {
    const posts: PostId[] = ['grade-leader']
    for (const who of ['eastSafety', 'eastTeacher', 'westSafety'] as const) await appoint(who, 'grade-leader')
    const id = await aTraining('officer', { posts, test: PAPER })
    expect(await coverage('officer', id)).toEqual({ numerator: 0, denominator: 3 })
    // Everybody asked is told, once.
    expect((await as('westSafety').inbox.list({})).rows.map(({ link }) => link)).toContain('/trainings/mine')
    const first = await openSession('officer', id)
    const token = await tokenOf('officer', first)
    expect(await as('eastSafety').trainingSessions.signIn({ token })).toMatchObject({ already: false })
    await as('officer').trainingSessions.signInList({ id: first, accountIds: [idOf('eastTeacher')] })
    await advance('officer', first, 'close')
    for (const who of ['eastSafety', 'eastTeacher'] as const) {
      const sitting = await as(who).trainings.beginTest({ id })
      const right = sitting.questions.map(({ text }) => (text.includes('险情') ? [0] : [1]))
      await as(who).trainings.handInTest({ id: sitting.id, answers: right })
    }
    expect(await missing('officer', id)).toEqual(['westSafety'])
    const makeUp = await aSession('officer', id, true)
    await advance('officer', makeUp, 'open')
    const late = { id: makeUp, accountIds: [idOf('westSafety'), idOf('eastSafety')] }
    expect(await as('officer').trainingSessions.signInList(late)).toMatchObject({ signedIn: 2 })
    const sitting = await as('westSafety').trainings.beginTest({ id })
    expect(await as('westSafety').trainings.handInTest({ id: sitting.id, answers: [[], []] })).toMatchObject({
      ...{ score: 0, passed: false },
      review: [{ right: [expect.any(String) as string] }, {}],
    })
    expect(await missing('officer', id)).toEqual(['westSafety'])
    const again = await as('westSafety').trainings.beginTest({ id })
    await as('westSafety').trainings.handInTest({
      id: again.id,
      answers: again.questions.map(({ text }) => (text.includes('险情') ? [0] : [1])),
    })
    expect(await coverage('officer', id)).toEqual({ numerator: 3, denominator: 3 })
    await expectRefusal(aSession('officer', id, true), 'nothing-to-make-up')
  })

  test('asks a newcomer, and no longer whoever gave up the post', async () => {
    const posts: PostId[] = ['electrician']
    await appoint('eastSafety', 'electrician', { until: TODAY })
    const id = await aTraining('officer', { posts })
    await appoint('eastTeacher', 'electrician', { from: '2026-10-16' })
    expect(await missing('officer', id)).toEqual(['eastSafety'])
    county.setNow('2026-10-16T02:00:00.000Z')
    expect(await missing('officer', id)).toEqual(['eastTeacher'])
  })

  test('counts once whoever holds two posts that are asked and came to two batches', async () => {
    const posts: PostId[] = ['bus-driver', 'bus-attendant']
    for (const post of posts) await appoint('eastSafety', post)
    const id = await aTraining('officer', { posts })
    for (const session of [await openSession('officer', id), await openSession('officer', id)]) {
      await as('officer').trainingSessions.signInList({ id: session, accountIds: [idOf('eastSafety')] })
    }
    const { all, posts: lines } = (await as('officer').trainings.get({ id })).coverage
    expect(all).toEqual({ numerator: 1, denominator: 1 })
    expect(lines.map(({ rate }) => rate)).toEqual([all, all])
  })

  test('what somebody attended at one school goes with him to the next, in the middle of the batches', async () => {
    const posts: PostId[] = ['school-doctor']
    await appoint('eastTeacher', 'school-doctor', { until: TODAY })
    const id = await aTraining('officer', { posts })
    const session = await openSession('officer', id)
    await as('eastTeacher').trainingSessions.signIn({ token: await tokenOf('officer', session) })
    const { revision } = await as('admin')
      .people.get({ id: idOf('eastTeacher') })
      .then(found => found.person)
    await as('admin').people.move({
      ...{ id: idOf('eastTeacher'), revision, unitId: county.units.westMiddle, role: 'staff-member' },
      ...{ posts, on: TODAY },
    })
    county.setNow('2026-10-16T02:00:00.000Z')
    expect(await coverage('westHead', id)).toEqual({ numerator: 1, denominator: 1 })
    expect(await coverage('eastHead', id)).toEqual({ numerator: 0, denominator: 0 })
    expect(await coverage('officer', id)).toEqual({ numerator: 1, denominator: 1 })
  })

  test('is seen by those it asks and by whoever gives it, and a school’s own by nobody else', async () => {
    const own = await aTraining('eastHead', { posts: ['canteen-manager'] })
    expect((await as('eastTeacher').trainings.get({ id: own })).training.level).toBe('school')
    await expectRefusal(as('westHead').trainings.get({ id: own }), 'not-found')
    await expectRefusal(
      aTraining('eastHead', { among: { by: 'units', unitIds: [county.units.westMiddle] } }),
      'outside-scope',
    )
    await expectRefusal(aTraining('eastTeacher'), 'not-permitted')
  })

  test('is planned once, sent twice', async () => {
    const id = TrainingId.parse(randomUUID())
    const both = await Promise.all([aTraining('officer', { id }), aTraining('officer', { id })])
    expect(both).toEqual([id, id])
    expect(await county.audit('training.plan', id)).toHaveLength(1)
    await expectRefusal(aTraining('officer', { id, title: '另一个培训' }), 'training-differs')
  })

  test('counts in SQL as the domain counts', async () => {
    const posts: PostId[] = ['dormitory-keeper', 'security-guard']
    await appoint('eastSafety', 'dormitory-keeper')
    await appoint('eastSafety', 'security-guard')
    await appoint('westSafety', 'security-guard')
    await appoint('eastTeacher', 'dormitory-keeper', { until: '2026-10-01' })
    const id = await aTraining('officer', { posts, test: PAPER })
    const session = await openSession('officer', id)
    const people = ['eastSafety', 'westSafety'] as const
    await as('officer').trainingSessions.signInList({ id: session, accountIds: people.map(idOf) })
    const sitting = await as('eastSafety').trainings.beginTest({ id })
    await as('eastSafety').trainings.handInTest({ id: sitting.id, answers: [] })
    const { rows } = await as('officer').trainings.people({ id, pageSize: 100 })
    const appointments = await county.assembled.app.db.read(SYSTEM, tx =>
      tx.selectFrom('appointments').selectAll().where('post', 'in', posts).execute(),
    )
    const expected = listTraineesOf(
      {
        training: { posts, units: Object.values(county.units), test: PAPER },
        sessions: [{ id: session, state: 'open' }],
        signIns: people.map(who => ({ sessionId: session, accountId: idOf(who) })),
        results: [{ accountId: idOf('eastSafety'), score: 0 }],
        appointments: appointments.map(row => ({
          ...{ accountId: AccountId.parse(row.account_id), unitId: row.unit_id as never, post: row.post },
          ...{ from: row.from_on, until: row.until_on },
        })),
      },
      TODAY,
    )
    const short = (each: { accountId: string; posts: readonly string[]; standing: string }) =>
      [each.accountId, each.standing, [...each.posts].sort()] as const
    expect(rows.map(short).sort()).toEqual(expected.map(short).sort())
  })
})

describe('signing in', () => {
  test('twice leaves one line, and the first time stands', async () => {
    await appoint('eastSafety', 'head')
    const id = await aTraining('officer', { posts: ['head'] })
    const session = await openSession('officer', id)
    const token = await tokenOf('officer', session)
    const first = await as('eastSafety').trainingSessions.signIn({ token })
    county.setNow('2026-10-15T02:01:00.000Z')
    const second = await as('eastSafety').trainingSessions.signIn({ token })
    expect(second).toEqual({ ...first, already: true })
    const ticked = { id: session, accountIds: [idOf('eastSafety')] }
    expect(await as('officer').trainingSessions.signInList(ticked)).toEqual({
      ...{ signedIn: 0, already: 1, refused: [] },
    })
    const { roster } = await as('officer').trainingSessions.get({ id: session })
    expect(roster.filter(each => each.signedIn)).toMatchObject([{ signedIn: { means: 'qr' } }])
    expect(await county.audit('training-session.sign-in', session)).toHaveLength(1)
  })

  test('after closing nobody is let in, by code or by list', async () => {
    await appoint('westSafety', 'teaching-director')
    const id = await aTraining('officer', { posts: ['teaching-director'] })
    const session = await openSession('officer', id)
    const token = await tokenOf('officer', session)
    await advance('officer', session, 'close')
    await expectRefusal(as('westSafety').trainingSessions.signIn({ token }), 'session-closed')
    const ticked = { id: session, accountIds: [idOf('westSafety')] }
    await expectRefusal(as('officer').trainingSessions.signInList(ticked), 'session-closed')
    await expectRefusal(tokenOf('officer', session), 'session-closed')
    // Opened again, the code from before is worth nothing.
    await advance('officer', session, 'reopen')
    await expectRefusal(as('westSafety').trainingSessions.signIn({ token }), 'sign-in-code-expired')
    await as('westSafety').trainingSessions.signIn({ token: await tokenOf('officer', session) })
  })

  test('a code is good for three minutes, and one that was made up for nothing', async () => {
    await appoint('eastSafety', 'moral-education-director')
    const id = await aTraining('officer', { posts: ['moral-education-director'] })
    const session = await openSession('officer', id)
    const token = await tokenOf('officer', session)
    county.setNow('2026-10-15T02:03:30.000Z')
    await expectRefusal(as('eastSafety').trainingSessions.signIn({ token }), 'sign-in-code-expired')
    await expectRefusal(as('eastSafety').trainingSessions.signIn({ token: 'abc' }), 'sign-in-code-unknown')
    const forged = `${token.slice(0, -4)}AAAA`
    county.setNow('2026-10-15T02:00:00.000Z')
    await expectRefusal(as('eastSafety').trainingSessions.signIn({ token: forged }), 'sign-in-code-expired')
    expect((await as('officer').trainingSessions.get({ id: session })).roster).toMatchObject([
      { signedIn: null },
    ])
  })

  test('somebody who is not asked is not signed in, and is told why', async () => {
    await appoint('eastSafety', 'chemicals-keeper')
    const id = await aTraining('officer', { posts: ['chemicals-keeper'] })
    const session = await openSession('officer', id)
    const token = await tokenOf('officer', session)
    await expectRefusal(as('westSafety').trainingSessions.signIn({ token }), 'not-asked')
    const ticked = { id: session, accountIds: [idOf('westSafety'), idOf('eastSafety')] }
    expect(await as('officer').trainingSessions.signInList(ticked)).toMatchObject({
      ...{ signedIn: 1, refused: [idOf('westSafety')] },
    })
  })

  test('whoever is appointed after the day of the batch waits for the make-up', async () => {
    await appoint('eastSafety', 'safety-counsellor', { from: '2026-10-16' })
    const id = await aTraining('officer', { posts: ['safety-counsellor'] })
    const session = await openSession('officer', id)
    county.setNow('2026-10-16T02:00:00.000Z')
    const ticked = { id: session, accountIds: [idOf('eastSafety')] }
    expect(await as('officer').trainingSessions.signInList(ticked)).toMatchObject({
      refused: [idOf('eastSafety')],
    })
    expect(await missing('officer', id)).toEqual(['eastSafety'])
  })

  test('a film that the county asks for is watched at each school, by its own people', async () => {
    await appoint('eastSafety', 'deputy-head-safety')
    await appoint('westSafety', 'deputy-head-safety')
    const id = await aTraining('officer', {
      ...{ kind: 'viewing', title: '专题片观看', film: '生命重于泰山', posts: ['deputy-head-safety'] },
    })
    const session = await openSession('eastHead', id)
    const { roster } = await as('eastHead').trainingSessions.get({ id: session })
    expect(roster.map(({ name }) => name)).toEqual(['eastSafety'])
    const token = await tokenOf('eastHead', session)
    await expectRefusal(as('westSafety').trainingSessions.signIn({ token }), 'sign-in-code-unknown')
    await expectRefusal(advance('westHead', session, 'close'), 'not-found')
  })

  test('the list of a batch is kept by whoever holds it, not by a school whose people are asked', async () => {
    await appoint('eastSafety', 'rule-of-law-deputy')
    const id = await aTraining('officer', { posts: ['rule-of-law-deputy'] })
    const session = await openSession('officer', id)
    const own = { id: session, accountIds: [idOf('eastSafety')] }
    await expectRefusal(as('eastHead').trainingSessions.signInList(own), 'outside-scope')
    await expectRefusal(as('eastCoordinator').trainingSessions.signInList(own), 'outside-scope')
    expect(await missing('officer', id)).toEqual(['eastSafety'])
    await as('officer').trainingSessions.signInList(own)
    const one = { id: session, accountId: idOf('eastSafety') }
    await expectRefusal(as('eastHead').trainingSessions.strike(one), 'outside-scope')
    expect(await missing('officer', id)).toEqual([])
  })

  test('one that was ticked by mistake is taken back, on the record', async () => {
    await appoint('eastSafety', 'subject-teacher')
    const id = await aTraining('officer', { posts: ['subject-teacher'] })
    const session = await openSession('officer', id)
    await as('officer').trainingSessions.signInList({ id: session, accountIds: [idOf('eastSafety')] })
    await as('officer').trainingSessions.strike({ id: session, accountId: idOf('eastSafety') })
    expect(await missing('officer', id)).toEqual(['eastSafety'])
    expect(await county.audit('training-session.strike-sign-in', session)).toHaveLength(1)
  })
})

describe('a test', () => {
  test('is sat by whoever was there alone, its answers are told to nobody before, and handed in twice it counts once', async () => {
    await appoint('eastSafety', 'general-affairs-director')
    const posts: PostId[] = ['general-affairs-director']
    const id = await aTraining('officer', { posts, test: PAPER })
    await expectRefusal(as('eastSafety').trainings.beginTest({ id }), 'test-before-training')
    const session = await openSession('officer', id)
    await as('officer').trainingSessions.signInList({ id: session, accountIds: [idOf('eastSafety')] })
    const [sitting, same] = await Promise.all([
      as('eastSafety').trainings.beginTest({ id }),
      as('eastSafety').trainings.beginTest({ id }),
    ])
    expect(same.id).toBe(sitting.id)
    expect(same.questions).toEqual(sitting.questions)
    expect(JSON.stringify([sitting, await as('eastSafety').trainings.get({ id })])).not.toContain('answers')
    const first = await as('eastSafety').trainings.handInTest({ id: sitting.id, answers: [] })
    const right = sitting.questions.map(({ text }) => (text.includes('险情') ? [0] : [1]))
    expect(await as('eastSafety').trainings.handInTest({ id: sitting.id, answers: right })).toEqual(first)
    await expectRefusal(
      as('westSafety').trainings.handInTest({ id: sitting.id, answers: right }),
      'not-found',
    )
    const own = await aTraining('officer', { posts })
    await expectRefusal(as('eastSafety').trainings.beginTest({ id: own }), 'no-test')
  })
})
