import {
  PublicityActivityId,
  TrainingId,
  TrainingSessionId,
  MechanismRecordId,
  type UnitId,
} from '@anlan/domain'
import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { SYSTEM } from './db/scope.ts'
import { newId } from './ids.ts'
import { expectRefusal, useCounty, type PersonName } from './testing/county.ts'

const county = useCounty()
const DAY = '2026-10-15' as const

beforeAll(async () => {
  county.setNow('2026-10-15T02:00:00.000Z')
  await county.assembled.app.db.unrecorded(SYSTEM, 'test-arrangement', tx =>
    tx
      .insertInto('appointments')
      .values({
        ...{ id: newId<string>(), account_id: county.people.eastTeacher.accountId, until_on: null },
        ...{
          unit_id: county.units.eastMiddle,
          post: 'class-teacher' as const,
          from_on: '2026-09-01' as const,
        },
      })
      .execute(),
  )
})

const training = (id = TrainingId.parse(randomUUID())) => ({
  ...{ id, kind: 'rotation' as const, title: '消防安全培训', content: '', basis: '' },
  ...{
    posts: ['class-teacher' as const],
    from: DAY,
    to: '2026-10-30' as const,
    lessons: 1,
    film: null,
    test: null,
  },
  among: { by: 'all' as const },
})
const record = (id = MechanismRecordId.parse(randomUUID()), unitId: UnitId | null = null) => ({
  id,
  body: {
    ...{
      kind: 'consultation' as const,
      title: '十月会商研判',
      on: DAY,
      place: '三楼会议室',
      chair: '分管副局长',
    },
    ...{ attending: '县公安局', topic: '入冬用电安全', judgement: '取暖用电负荷上升，应排查。', figures: [] },
  },
  items: [{ unitId, target: '', text: '更换宿舍老化线路' }],
  files: [],
})

/** The same asked three times at the same moment, as by a hand that is quicker than the line. */
const thrice = <Value>(ask: () => Promise<Value>): Promise<Value[]> => Promise.all([ask(), ask(), ask()])
const idsOf = (all: readonly { readonly id: string }[]) => new Set(all.map(({ id }) => id))

describe('what is sent twice at the same moment is kept once', () => {
  test('a training', async () => {
    const input = training()
    expect(idsOf(await thrice(() => county.as('eastHead').trainings.plan(input)))).toEqual(
      new Set([input.id]),
    )
    expect(await county.audit('training.plan', input.id)).toHaveLength(1)
  })

  test('a batch of a training', async () => {
    const { id } = await county.as('eastHead').trainings.plan(training())
    const input = {
      ...{ id: TrainingSessionId.parse(randomUUID()), trainingId: id, heldOn: DAY, begins: '10:00' },
      ...{ place: '会议室', isMakeUp: false },
    }
    const kept = await thrice(() => county.as('eastHead').trainingSessions.plan(input))
    expect(idsOf(kept)).toEqual(new Set([input.id]))
    expect(kept.map(({ batch }) => batch)).toEqual([1, 1, 1])
    expect(await county.audit('training-session.plan', input.id)).toHaveLength(1)
  })

  test('an activity of publicity', async () => {
    const input = {
      ...{ id: PublicityActivityId.parse(randomUUID()), day: null, title: '消防宣传', content: '主题班会' },
      ...{ place: '操场', plannedOn: DAY },
    }
    const kept = await thrice(() => county.as('eastHead').publicity.plan(input as never))
    expect(idsOf(kept)).toEqual(new Set([input.id]))
    expect(await county.audit('publicity.plan', input.id)).toHaveLength(1)
  })

  test('a record of a mechanism', async () => {
    const input = record()
    expect(idsOf(await thrice(() => county.as('officer').mechanisms.create(input)))).toEqual(
      new Set([input.id]),
    )
    expect(await county.audit('mechanism.create', input.id)).toHaveLength(1)
  })
})

describe('an id that somebody else has', () => {
  test('is refused for a batch, wherever the other is', async () => {
    const id = TrainingSessionId.parse(randomUUID())
    const plan = async (who: PersonName) => {
      const { id: trainingId } = await county.as(who).trainings.plan(training())
      return county.as(who).trainingSessions.plan({
        ...{ id, trainingId, heldOn: DAY, begins: '10:00', place: '会议室', isMakeUp: false },
      })
    }
    await plan('eastHead')
    await expectRefusal(plan('westHead'), 'training-differs')
  })
})

test('a record about a unit that there is not is refused', async () => {
  const nowhere = randomUUID() as UnitId
  await expectRefusal(county.as('officer').mechanisms.create(record(undefined, nowhere)), 'not-found')
  const { id, revision } = await county.as('officer').mechanisms.create(record())
  const item = { unitId: nowhere, target: '', text: '更换宿舍老化线路' }
  await expectRefusal(county.as('officer').mechanisms.addItem({ id, revision, item }), 'not-found')
})
