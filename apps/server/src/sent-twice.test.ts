import {
  type FileId,
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
import { bulkInsert } from './seed/bulk-insert.ts'
import { expectRefusal, useCounty, type PersonName } from './testing/county.ts'

const county = useCounty()
const DAY = '2026-10-15' as const

beforeAll(async () => {
  county.setNow('2026-10-15T02:00:00.000Z')
  const posts = [
    ['eastHead', 'head'],
    ['eastTeacher', 'class-teacher'],
  ] as const
  await county.assembled.app.db.unrecorded(SYSTEM, 'test-arrangement', tx =>
    bulkInsert(
      tx,
      'appointments',
      posts.map(([who, post]) => ({
        ...{ id: newId<string>(), account_id: county.people[who].accountId, until_on: null, post },
        ...{ unit_id: county.units.eastMiddle, from_on: '2026-09-01' as const },
      })),
    ),
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
      ...{
        id: PublicityActivityId.parse(randomUUID()),
        day: 'fire-day' as const,
        title: '消防宣传',
        content: '主题班会',
      },
      ...{ place: '操场', plannedOn: DAY },
    }
    const kept = await thrice(() => county.as('eastHead').publicity.plan(input))
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

describe('what bears no id of whoever sends it is one where it says the same', () => {
  test('a study and whom it told', async () => {
    const { accountId: chairId } = county.people.eastHead
    const input = {
      content: {
        ...{ kind: 'school-party' as const, heldOn: DAY, topic: '安全生产重要论述', documents: [], chairId },
        minutes: '逐条学习，明确分工。',
      },
      attendees: [
        { accountId: chairId, present: true },
        { accountId: county.people.eastTeacher.accountId, present: false },
      ],
      files: [],
    }
    const kept = await thrice(() => county.as('eastHead').studies.record(input))
    expect(idsOf(kept).size).toBe(1)
    expect(await county.audit('study.record', kept[0]?.id)).toHaveLength(1)
    // With other minutes, or with the scan that was forgotten, it is another.
    const others = [
      { ...input, content: { ...input.content, minutes: '再次学习，逐项落实。' } },
      { ...input, files: [(await county.aFile('eastMiddle')) as FileId] },
    ]
    for (const other of others)
      expect((await county.as('eastHead').studies.record(other)).id).not.toBe(kept[0]?.id)
  })

  test('what a leader writes of himself', async () => {
    const entry = { part: 'decision' as const, on: DAY, text: '研究解决宿舍线路改造经费', files: [] }
    const kept = await thrice(() => county.as('eastHead').leaderRecords.write(entry))
    expect(idsOf(kept).size).toBe(1)
    const { things } = await county.as('eastHead').leaderRecords.get({ id: null, from: DAY, to: DAY })
    expect(things.filter(({ title }) => title === entry.text)).toHaveLength(1)
  })

  test('what somebody names as evidence of his duty', async () => {
    const head = county.as('eastHead')
    const unitId = county.units.eastMiddle
    const content = { post: 'class-teacher' as const, kind: 'safety' as const, area: null, text: '每日点名' }
    const { id: dutyId } = await head.duties.save({
      ...{ unitId, of: null, content: { ...content, basis: null, coOwners: [] } },
    })
    await head.duties.publish({ unitId })
    const link = { accountId: county.people.eastTeacher.accountId, dutyId, on: DAY, text: '点名册已交' }
    expect(idsOf(await thrice(() => county.as('eastTeacher').chain.link(link))).size).toBe(1)
  })

  test('a template of letters', async () => {
    const content = {
      ...{
        level: 'school-staff' as const,
        title: '安全责任书',
        preamble: '',
        closing: '',
        withDuties: false,
      },
      clauses: [{ text: '落实岗位安全职责', owner: null }],
    }
    const kept = await thrice(() => county.as('eastHead').letters.saveTemplate({ of: null, content }))
    expect(idsOf(kept).size).toBe(1)
    expect(await county.audit('letter-template.save', kept[0]?.id)).toHaveLength(1)
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
