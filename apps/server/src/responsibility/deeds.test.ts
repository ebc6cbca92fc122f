import {
  TrainingId,
  TrainingSessionId,
  type AreaId,
  type DutyId,
  type Instant,
  type PostId,
} from '@anlan/domain'
import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { SYSTEM } from '../db/scope.ts'
import { newId } from '../ids.ts'
import { bulkInsert } from '../seed/bulk-insert.ts'
import { useCounty, type PersonName } from '../testing/county.ts'

const county = useCounty()
const TODAY = '2026-10-15'
const arrange = <Value>(work: Parameters<typeof county.assembled.app.db.unrecorded<Value>>[2]) =>
  county.assembled.app.db.unrecorded(SYSTEM, 'test-arrangement', work)
const idOf = (who: PersonName) => county.people[who].accountId

/** Somebody in a post of the school that owes one duty of safety in each of these areas; null for safety as a whole. */
const owing = (who: PersonName, post: PostId, areas: readonly (AreaId | null)[]) =>
  arrange(async tx => {
    const unit_id = county.units.eastMiddle
    await bulkInsert(tx, 'appointments', [
      {
        ...{ id: newId<string>(), account_id: idOf(who), post, unit_id },
        ...{ from_on: '2026-09-01', until_on: null },
      },
    ])
    await bulkInsert(
      tx,
      'duties',
      areas.map(area => ({
        ...{ id: newId<DutyId>(), version: 1, unit_id, post, kind: 'safety' as const, area },
        ...{ text: '落实本岗位的安全责任', basis: null, co_owners: [] as never, published_on: '2026-09-01' },
        ...{ retired: false, origin: null, revision: 1, made_by_name: '校长', made_at: `${TODAY}T00:00:00Z` },
      })),
    )
  })

/** What the page of a person says of each duty and what shows none, once the county's count is found to agree. */
async function shown(who: PersonName) {
  const { owed, others } = await county.as(who).chain.person({ id: null })
  const { rows } = await county.as('eastHead').chain.people({ pageSize: 100 })
  const undone = owed.filter(({ deeds }) => deeds.length === 0).length
  expect(rows.find(each => each.accountId === idOf(who))?.undone).toBe(undone)
  const kinds = (deeds: readonly { readonly kind: string }[]) => deeds.map(({ kind }) => kind)
  const of = (area: AreaId | null) =>
    kinds(owed.filter(({ duty }) => duty.area === area).flatMap(({ deeds }) => deeds))
  return { whole: of(null), fire: of('fire'), others: kinds(others) }
}

/** A training that the teacher and the head signed in to. */
async function aTraining(title: string): Promise<TrainingId> {
  const [id, batch] = [TrainingId.parse(randomUUID()), TrainingSessionId.parse(randomUUID())]
  const officer = county.as('officer')
  await officer.trainings.plan({
    ...{ id, kind: 'rotation', title, content: '', basis: '', posts: ['class-teacher', 'head'] },
    ...{ from: TODAY, to: TODAY, lessons: 2, film: null, test: null, among: { by: 'all' } },
  })
  await officer.trainingSessions.plan({
    ...{ id: batch, trainingId: id, heldOn: TODAY, begins: '09:00', place: '报告厅', isMakeUp: false },
  })
  await officer.trainingSessions.advance({ id: batch, revision: 1, event: 'open', reason: null })
  await officer.trainingSessions.signInList({
    id: batch,
    accountIds: [idOf('eastTeacher'), idOf('eastHead')],
  })
  return id
}

beforeAll(async () => {
  county.setNow(`${TODAY}T02:00:00.000Z`)
  await owing('eastTeacher', 'class-teacher', [null, 'fire'])
  await owing('eastHead', 'head', [null, 'fire'])
  await owing('eastSafety', 'safety-director', [null, 'fire'])
})

describe('what somebody did elsewhere', () => {
  test('in learning shows his duty as a whole, no chief’s, and nobody’s for an area', async () => {
    const id = await aTraining('消防安全轮训')
    expect(await shown('eastTeacher')).toEqual({ whole: ['training-done'], fire: [], others: [] })
    expect(await shown('eastHead')).toEqual({ whole: [], fire: [], others: ['training-done'] })
    await county.as('officer').trainings.certify({ id })
    expect((await shown('eastTeacher')).whole.toSorted()).toEqual(['certificate-earned', 'training-done'])
    const { owed } = await county.as('eastTeacher').chain.person({ id: null })
    const [certificate] = owed.flatMap(({ deeds }) => deeds.filter(each => each.kind !== 'training-done'))
    expect(certificate).toMatchObject({
      on: TODAY,
      title: expect.stringMatching(/^消防安全轮训 培证/) as never,
    })
  })

  test('in a training with a test counts from the day on which he has passed it', async () => {
    const training_id = await aTraining('带考试的轮训')
    const attempt = (passed: boolean) => ({
      ...{ id: newId<string>(), training_id, account_id: idOf('eastTeacher'), seed: 'x', wrong: [] as never },
      ...{ unit_id: county.units.eastMiddle, begun_at: '2026-10-15T02:00:00Z' as Instant, passed },
      score: passed ? 90 : 40,
      handed_in_at: (passed ? '2026-10-17T01:00:00Z' : '2026-10-15T03:00:00Z') as Instant,
    })
    await arrange(async tx => {
      await tx.updateTable('trainings').set({ test: '{}' }).where('id', '=', training_id).execute()
      await bulkInsert(tx, 'training_attempts', [attempt(false)])
    })
    const done = async () => {
      const { owed } = await county.as('eastTeacher').chain.person({ id: null })
      return owed.flatMap(({ deeds }) => deeds.filter(({ title }) => title === '带考试的轮训'))
    }
    expect(await done()).toEqual([])
    await arrange(tx => bulkInsert(tx, 'training_attempts', [attempt(true)]))
    county.setNow('2026-10-17T02:00:00.000Z')
    expect(await done()).toMatchObject([{ kind: 'training-done', on: '2026-10-17' }])
    county.setNow(`${TODAY}T02:00:00.000Z`)
  })

  test('in a study shows no duty of an area, and in a register only that of its own', async () => {
    await county.as('eastSafety').studies.record({
      content: {
        ...{ kind: 'school-party', heldOn: TODAY, topic: '安全生产重要论述', documents: ['会议纪要'] },
        ...{ chairId: idOf('eastHead'), minutes: '逐条学习，明确分工。' },
      },
      attendees: (['eastHead', 'eastSafety'] as const).map(who => ({ accountId: idOf(who), present: true })),
      files: [],
    })
    expect(await shown('eastSafety')).toEqual({ whole: ['study-attended'], fire: [], others: [] })
    const write = (area: AreaId, register: string) =>
      arrange(tx =>
        bulkInsert(tx, 'register_entries', [
          {
            ...{ id: newId<string>(), unit_id: county.units.eastMiddle, area, register, version: 1 },
            ...{ body: {} as never, recorded_by: idOf('eastSafety'), recorded_by_name: '专干' },
            ...{
              recorded_on: TODAY,
              recorded_at: `${TODAY}T01:00:00Z`,
              retired_at: null,
              identity: register,
              ...{ happened_on: null, changed_at: `${TODAY}T01:00:00Z`, restricted: false },
            },
          } as never,
        ]),
      )
    await write('food', 'food/shared-meal-log')
    expect(await shown('eastSafety')).toMatchObject({ fire: [], others: ['entry-recorded'] })
    await write('fire', 'fire/extinguisher-ledger')
    expect(await shown('eastSafety')).toEqual({
      ...{ whole: ['study-attended'], fire: ['entry-recorded'], others: ['entry-recorded'] },
    })
  })
})
