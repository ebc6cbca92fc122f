import {
  TrainingId,
  TrainingSessionId,
  type Day,
  type PostId,
  type TrainingChange,
  type UnitId,
} from '@anlan/domain'
import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { SYSTEM } from '../db/scope.ts'
import { newId } from '../ids.ts'
import { bulkInsert } from '../seed/bulk-insert.ts'
import { expectRefusal, useCounty, type PersonName } from '../testing/county.ts'
import { trainingFacts } from './training-facts.ts'

const county = useCounty()
const TODAY: Day = '2026-10-15'
const as = (who: PersonName) => county.as(who)
const idOf = (who: PersonName) => county.people[who].accountId
beforeEach(() => county.setNow('2026-10-15T02:00:00.000Z'))

const appoint = (post: PostId, ...people: PersonName[]): Promise<void> => appointAt(null, post, ...people)
/** At a unit, or each at his own. */
async function appointAt(unitId: UnitId | null, post: PostId, ...people: PersonName[]): Promise<void> {
  await county.assembled.app.db.unrecorded(SYSTEM, 'test-arrangement', tx =>
    bulkInsert(
      tx,
      'appointments',
      people.map(who => ({
        ...{ id: newId<string>(), account_id: idOf(who), unit_id: unitId ?? county.people[who].unitId },
        ...{ post, from_on: '2026-09-01' as const, until_on: null },
      })),
    ),
  )
}
const CONTENT = { title: '轮训', content: '', basis: '', from: TODAY, to: '2026-10-22' as Day, lessons: 8 }
async function aTraining(by: PersonName, posts: PostId[], kind: 'rotation' | 'viewing' = 'rotation') {
  const { id } = await as(by).trainings.plan({
    ...{ id: TrainingId.parse(randomUUID()), kind, ...CONTENT, posts, test: null, among: { by: 'all' } },
    film: kind === 'viewing' ? '生命重于泰山' : null,
  })
  return id
}
async function aBatch(by: PersonName, trainingId: TrainingId): Promise<TrainingSessionId> {
  const id = TrainingSessionId.parse(randomUUID())
  const plan = { id, trainingId, heldOn: TODAY, begins: '09:00', place: '报告厅', isMakeUp: false }
  await as(by).trainingSessions.plan(plan)
  return id
}
const begin = (by: PersonName, id: TrainingSessionId, revision = 1) =>
  as(by).trainingSessions.advance({ id, revision, event: 'open', reason: null })
const change = (by: PersonName, id: TrainingId, over: Partial<TrainingChange>, revision = 1) =>
  as(by).trainings.change({ id, revision, change: { ...CONTENT, posts: [], ...over } })
const cancel = (by: PersonName, id: TrainingId, reason = '会场检修', revision = 1) =>
  as(by).trainings.cancel({ id, revision, reason })
const told = async (who: PersonName): Promise<string[]> =>
  (await as(who).inbox.list({})).rows.map(({ title }) => title.zh)

describe('a training that was published', () => {
  test('is changed on the record, and who is asked only now is told', async () => {
    await appoint('electrician', 'eastSafety')
    await appoint('school-doctor', 'westSafety')
    const id = await aTraining('officer', ['electrician'])
    await change('officer', id, { title: '用电和急救轮训', posts: ['electrician', 'school-doctor'] })
    const { training, coverage } = await as('officer').trainings.get({ id })
    expect(training).toMatchObject({ title: '用电和急救轮训', revision: 2 })
    expect(coverage.all.denominator).toBe(2)
    expect((await told('westSafety')).filter(title => title.includes('用电和急救轮训'))).toHaveLength(1)
    expect((await told('eastSafety')).filter(title => title.includes('轮训'))).toHaveLength(1)
    expect(await county.audit('training.change', id)).toHaveLength(1)
    await expectRefusal(change('officer', id, { posts: ['electrician'] }), 'stale-revision')
  })

  test('keeps whom it asks once a batch has begun, and is no longer cancelled', async () => {
    await appoint('bus-driver', 'eastSafety')
    const id = await aTraining('officer', ['bus-driver'])
    await begin('officer', await aBatch('officer', id))
    await expectRefusal(change('officer', id, { posts: ['head'] }), 'posts-settled')
    await expectRefusal(cancel('officer', id), 'training-begun')
    await change('officer', id, { title: '校车轮训', posts: ['bus-driver'] })
    expect((await as('officer').trainings.get({ id })).training.title).toBe('校车轮训')
  })

  test('is cancelled with its batches, is owed by nobody, and nothing more is held of it', async () => {
    await appoint('security-guard', 'eastSafety', 'westSafety')
    const id = await aTraining('officer', ['security-guard'])
    await aBatch('officer', id)
    const own = await aBatch('eastHead', id)
    await expectRefusal(cancel('officer', id, ' '), 'reason-required')
    await cancel('officer', id)
    const { training, sessions, change: may } = await as('officer').trainings.get({ id })
    expect([training.cancelReason, may]).toEqual(['会场检修', null])
    expect(sessions.map(({ session }) => session.state)).toEqual(['cancelled', 'cancelled'])
    expect(await told('westSafety')).toContain('培训已取消：轮训')
    expect((await as('westSafety').trainings.mine()).map(each => each.training.id)).not.toContain(id)
    await expectRefusal(begin('eastHead', own, 2), 'event-not-allowed')
    await expectRefusal(aBatch('officer', id), 'training-cancelled')
    await expectRefusal(cancel('officer', id, '再次取消', 2), 'training-cancelled')
    await expectRefusal(change('officer', id, { posts: ['head'] }, 2), 'training-cancelled')
    expect(await county.audit('training.cancel', id)).toHaveLength(1)
  })

  test('begun and cancelled at the same moment, it is one of the two', async () => {
    await appoint('canteen-manager', 'eastSafety')
    const id = await aTraining('officer', ['canteen-manager'])
    const batch = await aBatch('officer', id)
    const [began, cancelled] = await Promise.allSettled([begin('officer', batch), cancel('officer', id)])
    expect([began.status, cancelled.status].toSorted()).toEqual(['fulfilled', 'rejected'])
  })

  test('is changed and cancelled by whoever gives it alone', async () => {
    const id = await aTraining('officer', ['chemicals-keeper'])
    await expectRefusal(change('eastHead', id, { posts: ['head'] }), 'outside-scope')
    await expectRefusal(cancel('eastHead', id), 'outside-scope')
    await expectRefusal(cancel('eastTeacher', id), 'not-permitted')
  })
})

test('the rates of trainings count each person once, and a cancelled training not at all', async () => {
  await appoint('deputy-head-safety', 'eastSafety', 'eastTeacher', 'westSafety')
  const facts = async () =>
    county.assembled.app.db.read(county.people.officer, tx =>
      trainingFacts('viewing')(tx, {
        units: [county.units.eastMiddle, county.units.westMiddle],
        reader: { today: TODAY } as never,
      }),
    )
  expect((await facts()).size).toBe(0)
  const seen = await aTraining('officer', ['deputy-head-safety'], 'viewing')
  const batch = await aBatch('officer', seen)
  await begin('officer', batch)
  await as('officer').trainingSessions.signInList({ id: batch, accountIds: [idOf('eastSafety')] })
  expect(await facts()).toEqual(
    new Map([
      [county.units.eastMiddle, { asked: 2, trained: 1, sat: 0, passed: 0 }],
      [county.units.westMiddle, { asked: 1, trained: 0, sat: 0, passed: 0 }],
    ]),
  )
  // Who holds the post at another school as well is one person, at his own.
  await appointAt(county.units.westMiddle, 'deputy-head-safety', 'eastSafety')
  expect(await facts()).toEqual(
    new Map([
      [county.units.eastMiddle, { asked: 2, trained: 1, sat: 0, passed: 0 }],
      [county.units.westMiddle, { asked: 1, trained: 0, sat: 0, passed: 0 }],
    ]),
  )
  // A second film is owed too: who has seen one of the two has not seen what he must.
  const second = await aTraining('officer', ['deputy-head-safety'], 'viewing')
  expect((await facts()).get(county.units.eastMiddle)).toMatchObject({ asked: 2, trained: 0 })
  await cancel('officer', second)
  expect((await facts()).get(county.units.eastMiddle)).toMatchObject({ asked: 2, trained: 1 })
})
