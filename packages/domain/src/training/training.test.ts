import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { daysBetween, weekdayOf, type Day, type Instant } from '../kernel/day.ts'
import type { AccountId, TrainingId, TrainingSessionId } from '../kernel/ids.ts'
import type { Appointment, PostId } from '../organisation/post.ts'
import { ROLE_IDS } from '../organisation/role.ts'
import { anActor, anId, OTHER_SCHOOL, SCHOOL } from '../testing/builders.ts'
import { listPublicityDays } from './publicity-days.ts'
import { markTest, TestPaper } from './test-paper.ts'
import { coverageByPost, listTrainees, trainingCoverage, type TrainingFacts } from './training-coverage.ts'
import {
  decideSession,
  decideSignIn,
  TRAINING_SESSION_EVENTS,
  TRAINING_SESSION_FLOW,
  TRAINING_SESSION_STATES,
  type SignIn,
  type TrainingSession,
  type TrainingSessionEvent,
  type TrainingSessionState,
} from './training-session.ts'

const NOW: Instant = '2026-10-10T02:00:00.000Z'
const TODAY: Day = '2026-10-10'

const aSession = (over: Partial<TrainingSession> = {}): TrainingSession => ({
  ...{
    id: anId<TrainingSessionId>(1),
    trainingId: anId<TrainingId>(1),
    unitId: SCHOOL,
    batch: 1,
    isMakeUp: false,
    units: [SCHOOL, OTHER_SCHOOL],
    begins: '09:00',
  },
  ...{ heldOn: TODAY, place: '会议室', state: 'open', revision: 1, ...over },
})
const holds = (account: number, post: PostId, over: Partial<Appointment> = {}): Appointment => ({
  ...{ accountId: anId<AccountId>(account), unitId: SCHOOL, post, from: '2025-09-01', until: null, ...over },
})
const training = { posts: ['head', 'safety-director'] as PostId[], units: [SCHOOL, OTHER_SCHOOL] }
const signIn = (account: number, session = 1): SignIn => ({
  ...{
    sessionId: anId<TrainingSessionId>(session),
    accountId: anId<AccountId>(account),
    at: NOW,
    means: 'qr',
  },
})

describe('a batch', () => {
  const states = Object.keys(TRAINING_SESSION_STATES) as TrainingSessionState[]
  const events = Object.keys(TRAINING_SESSION_EVENTS) as TrainingSessionEvent[]

  test('every state, event and role: what the table gives is done, and nothing else', () => {
    let done = 0
    for (const state of states)
      for (const event of events)
        for (const role of ROLE_IDS) {
          const row = TRAINING_SESSION_FLOW[state] as Partial<
            Record<TrainingSessionEvent, { to: string; by: readonly string[] }>
          >
          const step = row[event]
          const decision = decideSession(aSession({ state }), event, {
            actor: anActor(role),
            now: NOW,
            reason: '有人未到',
          })
          if (!step) expect(decision).toMatchObject({ error: { code: 'event-not-allowed' } })
          else if (!step.by.includes(role))
            expect(decision).toMatchObject({ error: { code: 'role-not-allowed' } })
          else {
            expect(decision).toMatchObject({ value: { state: step.to, revision: 2 } })
            done += 1
          }
        }
    expect(done).toBe(20)
  })

  test('is not opened before its day, and for another school not at all', () => {
    const planned = aSession({ state: 'planned', heldOn: '2026-10-11' })
    const actor = anActor('principal')
    expect(decideSession(planned, 'open', { actor, now: NOW, reason: null })).toEqual({
      ok: false,
      error: { code: 'not-its-day', heldOn: '2026-10-11' },
    })
    const elsewhere = aSession({ unitId: OTHER_SCHOOL })
    expect(decideSession(elsewhere, 'close', { actor, now: NOW, reason: null })).toMatchObject({
      error: { code: 'outside-scope' },
    })
  })

  test('is opened again and cancelled for a reason only', () => {
    const actor = anActor('section-officer')
    for (const [state, event] of [
      ['closed', 'reopen'],
      ['planned', 'cancel'],
    ] as const)
      expect(decideSession(aSession({ state }), event, { actor, now: NOW, reason: ' ' })).toMatchObject({
        error: { code: 'reason-required' },
      })
  })
})

describe('signing in', () => {
  const occasion = (over: Partial<TrainingSession> = {}, signIns: readonly SignIn[] = []) => ({
    ...{ training, session: aSession(over), signIns },
    appointments: [holds(1, 'head'), holds(2, 'class-teacher'), holds(3, 'head', { until: '2026-10-09' })],
  })
  const by = (account: number) => ({ accountId: anId<AccountId>(account), at: NOW, means: 'kiosk' as const })

  test('takes whoever holds a post that is asked on the day, and nobody else', () => {
    expect(decideSignIn(occasion(), by(1))).toMatchObject({ ok: true, value: { means: 'kiosk', at: NOW } })
    for (const account of [2, 3, 4])
      expect(decideSignIn(occasion(), by(account))).toEqual({ ok: false, error: { code: 'not-asked' } })
  })

  test('a second time finds the first, also after closing', () => {
    const known = [signIn(1)]
    for (const state of ['open', 'closed'] as const)
      expect(decideSignIn(occasion({ state }, known), by(1))).toEqual({
        ok: false,
        error: { code: 'signed-in-already', at: NOW },
      })
  })

  test('before it opens and after it closed nobody signs in', () => {
    expect(decideSignIn(occasion({ state: 'planned' }), by(1))).toMatchObject({
      error: { code: 'session-not-open' },
    })
    expect(decideSignIn(occasion({ state: 'cancelled' }), by(1))).toMatchObject({
      error: { code: 'session-not-open' },
    })
    expect(decideSignIn(occasion({ state: 'closed' }), by(1))).toMatchObject({
      error: { code: 'session-closed' },
    })
  })
})

describe('coverage', () => {
  const facts = (over: Partial<TrainingFacts> = {}): TrainingFacts => ({
    training: { ...training, test: null },
    sessions: [aSession({ state: 'closed' }), aSession({ id: anId<TrainingSessionId>(2), isMakeUp: true })],
    ...{ signIns: [], results: [], appointments: [], ...over },
  })

  test('counts a person once, whatever he holds and however often he came', () => {
    const appointments = [
      holds(1, 'head'),
      holds(1, 'safety-director'),
      holds(1, 'head', { unitId: OTHER_SCHOOL }),
    ]
    const asked = listTrainees(facts({ appointments, signIns: [signIn(1), signIn(1, 2)] }), TODAY)
    expect(trainingCoverage.count(asked)).toEqual({ numerator: 1, denominator: 1 })
    expect(asked).toMatchObject([{ posts: ['head', 'safety-director'], units: [SCHOOL, OTHER_SCHOOL] }])
    expect(coverageByPost(training.posts, asked).map(({ rate }) => rate)).toEqual([
      { numerator: 1, denominator: 1 },
      { numerator: 1, denominator: 1 },
    ])
  })

  test('asks newcomers, and no longer whoever gave up the post', () => {
    const appointments = [holds(1, 'head', { until: '2026-10-01' }), holds(2, 'head', { from: '2026-10-02' })]
    const trained = facts({ appointments, signIns: [signIn(1)] })
    expect(trainingCoverage.count(listTrainees(trained, '2026-10-01'))).toEqual({
      numerator: 1,
      denominator: 1,
    })
    expect(listTrainees(trained, TODAY)).toMatchObject([
      { accountId: anId<AccountId>(2), standing: 'absent' },
    ])
  })

  test('somebody who moved in the middle of a batch is counted at his new school, with what he attended at the old', () => {
    const moved = [
      holds(1, 'head', { until: TODAY }),
      holds(1, 'head', { unitId: OTHER_SCHOOL, from: '2026-10-11' }),
    ]
    const known = facts({ appointments: moved, signIns: [signIn(1)] })
    expect(listTrainees(known, '2026-10-11')).toMatchObject([{ units: [OTHER_SCHOOL], standing: 'trained' }])
  })

  test('a post with two holders asks both, and one with none asks nobody: a dash and no share', () => {
    expect(listTrainees(facts({ appointments: [holds(1, 'head'), holds(2, 'head')] }), TODAY)).toHaveLength(2)
    expect(trainingCoverage.count(listTrainees(facts(), TODAY))).toEqual({ numerator: 0, denominator: 0 })
  })

  test('where there is a test, whoever came and did not pass is not trained', () => {
    const paper: TestPaper = {
      passMark: 60,
      drawn: 1,
      questions: [
        { kind: 'single', text: '发现险情应当先做什么？', choices: ['报告', '离开'], answers: [0] },
      ],
    }
    const known = (score: number) =>
      facts({
        ...{ training: { ...training, test: paper }, appointments: [holds(1, 'head')], signIns: [signIn(1)] },
        results: [
          { accountId: anId<AccountId>(1), score: 20 },
          { accountId: anId<AccountId>(1), score },
        ],
      })
    expect(listTrainees(known(59), TODAY)).toMatchObject([{ standing: 'not-passed' }])
    expect(listTrainees(known(60), TODAY)).toMatchObject([{ standing: 'trained' }])
  })

  test('who came to a batch that was cancelled was not there', () => {
    const cancelled = facts({
      ...{ sessions: [aSession({ state: 'cancelled' })], signIns: [signIn(1)] },
      appointments: [holds(1, 'head')],
    })
    expect(listTrainees(cancelled, TODAY)).toMatchObject([{ standing: 'absent' }])
  })

  test('those trained and those missing of a post are together those who hold it', () => {
    const person = fc.record({
      account: fc.integer({ min: 1, max: 12 }),
      post: fc.constantFrom<PostId>('head', 'safety-director', 'class-teacher'),
      there: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(person, { maxLength: 40 }), people => {
        const known = facts({
          appointments: people.map(({ account, post }) => holds(account, post)),
          signIns: people.flatMap(({ account, there }) => (there ? [signIn(account)] : [])),
        })
        const asked = listTrainees(known, TODAY)
        expect(new Set(asked.map(each => each.accountId)).size).toBe(asked.length)
        for (const { post, rate, missing } of coverageByPost(training.posts, asked)) {
          const holders = new Set(people.filter(each => each.post === post).map(each => each.account))
          expect(rate.denominator).toBe(holders.size)
          expect(rate.numerator + missing.length).toBe(holders.size)
        }
      }),
    )
  })
})

describe('a test', () => {
  const paper = (answers: number[][], passMark = 60): TestPaper => ({
    passMark,
    drawn: answers.length,
    questions: answers.map(each => ({
      kind: each.length > 1 ? 'multiple' : 'single',
      text: '下列哪些做法正确？',
      choices: ['甲', '乙', '丙', '丁'],
      answers: each,
    })),
  })

  test('a question with several right choices wants all of them and no other', () => {
    const asked = paper([[0, 2]])
    expect(markTest(asked, [[2, 0]])).toEqual({ score: 100, passed: true, wrong: [] })
    for (const chosen of [[0], [0, 1], [0, 1, 2], []])
      expect(markTest(asked, [chosen])).toEqual({ score: 0, passed: false, wrong: [0] })
  })

  test('what is left out is wrong, and two thirds are 66 and not 67', () => {
    expect(markTest(paper([[0], [1], [2]], 67), [[0], [1]])).toEqual({ score: 66, passed: false, wrong: [2] })
  })

  test('an answer that is no choice, or named twice, makes no paper', () => {
    for (const answers of [[4], [0, 0]]) expect(TestPaper.safeParse(paper([answers])).success).toBe(false)
    expect(TestPaper.safeParse(paper([[0, 3]])).success).toBe(true)
  })
})

describe('the publicity calendar', () => {
  const dayOfId = (id: string, year: number) => listPublicityDays(year).find(each => each.id === id)

  test('the day of safety education is the last Monday of March', () => {
    for (const [year, day] of [
      [2017, '2017-03-27'],
      [2026, '2026-03-30'],
      [2027, '2027-03-29'],
    ] as const)
      expect(dayOfId('safety-education-day', year)).toMatchObject({ from: day, to: day })
  })

  test('weeks are whole ones that hold their day, and everything lies in its order', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2021, max: 2060 }), year => {
        const days = listPublicityDays(year)
        for (const id of ['disaster-reduction-day', 'network-security-week']) {
          const { from, to } = dayOfId(id, year) ?? { from: TODAY, to: TODAY }
          expect([weekdayOf(from), daysBetween(from, to)]).toEqual([1, 6])
        }
        const { from, to } = dayOfId('disaster-reduction-day', year) ?? { from: TODAY, to: TODAY }
        expect(from <= `${year}-05-12` && `${year}-05-12` <= to).toBe(true)
        expect(days.map(each => each.from)).toEqual(days.map(each => each.from).toSorted())
      }),
    )
  })
})
