import {
  CertificateId,
  TrainingId,
  TrainingSessionId,
  type Day,
  type NewTraining,
  type PostId,
  type UnitId,
} from '@anlan/domain'
import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { SYSTEM } from '../db/scope.ts'
import { newId } from '../ids.ts'
import { sendReminders } from '../jobs/reminders.ts'
import { bulkInsert } from '../seed/bulk-insert.ts'
import { expectRefusal, useCounty, type PersonName } from '../testing/county.ts'
import { CERTIFICATE_PAPER } from './certificates.ts'
import { forgetTrainings } from './forget-trainings.ts'

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
async function aTraining(posts: PostId[], over: Partial<NewTraining> = {}): Promise<TrainingId> {
  const { id } = await as('officer').trainings.plan({
    ...{ id: TrainingId.parse(randomUUID()), kind: 'rotation', title: '轮训', content: '', basis: '', posts },
    ...{ from: TODAY, to: '2026-10-22', lessons: 8, film: null, test: null, among: { by: 'all' }, ...over },
  })
  return id
}
async function aBatch(trainingId: TrainingId, heldOn: Day, ...came: PersonName[]): Promise<void> {
  const id = TrainingSessionId.parse(randomUUID())
  const plan = { id, trainingId, heldOn, begins: '09:00', place: '报告厅', isMakeUp: false }
  await as('officer').trainingSessions.plan(plan)
  if (came.length === 0) return
  await as('officer').trainingSessions.advance({ id, revision: 1, event: 'open', reason: null })
  await as('officer').trainingSessions.signInList({ id, accountIds: came.map(idOf) })
}
const told = async (who: PersonName): Promise<string[]> =>
  (await as(who).inbox.list({})).rows.map(({ title }) => title.zh)

describe('certificates', () => {
  test('go to everybody who has done it, once each, and are read by their holders and whoever looks after them', async () => {
    await appoint('head', 'eastTeacher', 'westSafety', 'villageHead')
    const id = await aTraining(['head'], { title: '校长轮训' })
    await aBatch(id, TODAY, 'eastTeacher', 'westSafety')
    expect(await as('officer').trainings.get({ id })).toMatchObject({ mayCertify: true, certified: 0 })
    expect(await as('officer').trainings.certify({ id })).toEqual({ issued: 2 })
    // Nobody is left to get one, so none is offered.
    expect(await as('officer').trainings.get({ id })).toMatchObject({ mayCertify: false, certified: 2 })
    await expectRefusal(as('officer').trainings.certify({ id }), 'nobody-to-certify')
    await aBatch(id, TODAY, 'villageHead')
    expect(await as('officer').trainings.certify({ id })).toEqual({ issued: 1 })
    const [own] = await as('eastTeacher').trainings.certificates()
    if (!own) throw new Error('the teacher has a certificate')
    expect(own).toMatchObject({ title: '校长轮训', name: 'eastTeacher', score: null })
    expect(own.number).toMatch(/^培证〔2026〕\d{5}号$/)
    await as('eastHead').trainings.certificate({ id: own.id })
    await expectRefusal(as('westHead').trainings.certificate({ id: own.id }), 'not-found')
    const others = await as('westSafety').trainings.certificates()
    expect(new Set([own, ...others].map(({ number }) => number)).size).toBe(2)
    await expectRefusal(
      as('eastTeacher').trainings.certificate({ id: CertificateId.parse(others[0]?.id) }),
      'not-found',
    )
    const context = {
      app: county.assembled.app,
      actor: county.people.eastTeacher,
      now: TODAY,
      requestId: null,
    }
    expect(await CERTIFICATE_PAPER.load(context as never, own.id)).toMatchObject({
      value: { wentOut: true, paper: { number: own.number } },
    })
    await expectRefusal(as('eastHead').trainings.certify({ id }), 'not-found')
  })
})

describe('what people are told', () => {
  test('a batch is called to mind the day before, and once, to those who have not been trained', async () => {
    await appoint('school-doctor', 'eastTeacher', 'westSafety')
    const id = await aTraining(['school-doctor'], { title: '校医培训', to: '2026-11-30' })
    await aBatch(id, TODAY, 'eastTeacher')
    await aBatch(id, '2026-10-16')
    await sendReminders(county.assembled.app)
    await sendReminders(county.assembled.app)
    const reminder = '明天参加培训：校医培训'
    expect((await told('westSafety')).filter(title => title === reminder)).toHaveLength(1)
    expect(await told('eastTeacher')).not.toContain(reminder)
  })

  test('whoever planned it hears a week before its end how many are missing', async () => {
    await appoint('electrician', 'eastTeacher', 'westSafety')
    const id = await aTraining(['electrician'], { title: '电工培训' })
    await aBatch(id, TODAY, 'eastTeacher')
    await sendReminders(county.assembled.app)
    expect(await told('officer')).toContain('1人尚未完成培训：电工培训')
  })

  test('a school that has planned nothing is reminded of a day of the calendar two weeks before', async () => {
    county.setNow('2026-10-18T02:00:00.000Z')
    const plan = {
      day: 'fire-day',
      title: '消防宣传月',
      content: '',
      place: '',
      plannedOn: '2026-11-09',
    } as const
    await as('eastHead').publicity.plan({ id: randomUUID() as never, ...plan })
    await sendReminders(county.assembled.app)
    const reminder = '请安排宣传活动：全国消防日（消防宣传月）'
    expect(await told('westSafety')).toContain(reminder)
    expect(await told('eastSafety')).not.toContain(reminder)
  })
})

describe('when a training is long over', () => {
  test('its sign-ins and scores go, its coverage stays, and nothing goes twice', async () => {
    await appoint('canteen-manager', 'eastTeacher', 'westSafety')
    const id = await aTraining(['canteen-manager'], { title: '食堂培训' })
    await aBatch(id, TODAY, 'eastTeacher')
    const before = (await as('officer').trainings.get({ id })).coverage
    expect(before.all).toEqual({ numerator: 1, denominator: 2 })
    // One of them holds the post at another school too: he is one person before and after.
    await appointAt(county.units.westMiddle, 'canteen-manager', 'eastTeacher')
    expect((await as('officer').trainings.get({ id })).coverage.all).toEqual(before.all)
    county.setNow('2029-10-20T02:00:00.000Z')
    expect(await forgetTrainings(county.assembled.app)).toBe(0)
    county.setNow('2029-10-22T02:00:00.000Z')
    expect(await forgetTrainings(county.assembled.app)).toBeGreaterThan(0)
    expect(await forgetTrainings(county.assembled.app)).toBe(0)
    const after = await as('officer').trainings.get({ id })
    expect(after).toMatchObject({ isForgotten: true, mayCertify: false })
    expect(after.coverage).toMatchObject({ all: before.all, posts: before.posts, units: before.units })
    expect(after.sessions.map(({ signedIn }) => signedIn)).toEqual([0])
    const list = await as('officer').trainings.list({ filter: {} })
    expect(list.rows.find(row => row.id === id)?.coverage).toEqual(before.all)
    expect(await county.audit('training.forget', id)).toHaveLength(1)
    // A school sees of it what is its own.
    expect((await as('eastHead').trainings.get({ id })).coverage.all).toEqual({
      numerator: 1,
      denominator: 1,
    })
  })
})
