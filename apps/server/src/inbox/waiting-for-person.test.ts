import { TrainingId, type Day, type PostId } from '@anlan/domain'
import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { SYSTEM } from '../db/scope.ts'
import { newId } from '../ids.ts'
import { useCounty, type PersonName } from '../testing/county.ts'

const county = useCounty()
const TODAY: Day = '2026-10-15'
const HEAD: PostId[] = ['head']
const waitsFor = async (who: PersonName) => (await county.as(who).home.summary()).personal
const NOTHING = { duties: 0, letters: 0, handovers: 0, trainings: 0, summaries: 0 }

beforeAll(async () => {
  county.setNow(`${TODAY}T02:00:00.000Z`)
  const { accountId, unitId } = county.people.eastHead
  await county.assembled.app.db.unrecorded(SYSTEM, 'test-arrangement', tx =>
    tx
      .insertInto('appointments')
      .values({
        ...{ id: newId<string>(), account_id: accountId, unit_id: unitId, post: 'head' },
        ...{ from_on: '2026-09-01', until_on: null },
      })
      .execute(),
  )
})

test('the first page counts the letters and trainings of whoever owes them, and of nobody else', async () => {
  expect(await waitsFor('eastHead')).toMatchObject(NOTHING)
  const wanted = {
    ...{ level: 'bureau-school' as const, templateId: null, names: [], posts: HEAD, unitIds: null },
    ...{ from: '2026-09-01' as const, to: '2027-08-31' as const },
  }
  const { planned } = await county.as('officer').letters.preview(wanted)
  const expected = planned.map(({ unitId, post, accountId }) => ({ unitId, post, signerId: accountId }))
  await county.as('officer').letters.issue({ asked: wanted, expected })
  await county.as('officer').trainings.plan({
    ...{ id: TrainingId.parse(randomUUID()), kind: 'rotation', title: '校长轮训', content: '', basis: '' },
    ...{
      from: TODAY,
      to: '2026-10-22',
      lessons: 4,
      posts: HEAD,
      test: null,
      among: { by: 'all' },
      film: null,
    },
  })

  expect(await waitsFor('eastHead')).toMatchObject({ ...NOTHING, letters: 1, trainings: 1 })
  expect(await waitsFor('eastTeacher')).toMatchObject(NOTHING)
  // The number is the length of the list it opens.
  const list = await county.as('eastHead').letters.list({ filter: { mine: true, state: ['issued'] } })
  expect(list.total).toBe(1)

  const [letter] = list.rows
  if (!letter) throw new Error('the head has a letter')
  await county.as('eastHead').letters.advance({
    ...{ id: letter.id, revision: 1, files: [] },
    command: { event: 'sign', read: true },
  })
  expect((await waitsFor('eastHead')).letters).toBe(0)
})
