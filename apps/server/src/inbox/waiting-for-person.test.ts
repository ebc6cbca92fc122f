import { BulletinId, TrainingId, type BulletinCommand, type Day, type PostId } from '@anlan/domain'
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

test('bulletins are counted where they wait, and each number is the length of the list it opens', async () => {
  const ids = await Promise.all(
    ['十月', '十一月'].map(async month => {
      const id = BulletinId.parse(randomUUID())
      await county.as('officer').bulletins.draft({
        ...{ id, title: `关于${month}校园安全工作情况的通报`, from: '2026-09-01', until: TODAY },
        ...{ by: 'township', indicators: ['hazards-closed'] },
      })
      return id
    }),
  )
  const advance = async (who: PersonName, id: BulletinId, command: BulletinCommand) => {
    const { bulletin } = await county.as(who).bulletins.get({ id })
    await county.as(who).bulletins.advance({ id, revision: bulletin.revision, command })
  }
  const listed = async (who: PersonName, filter: { state?: 'submitted'; unread?: boolean }) =>
    (await county.as(who).bulletins.list({ filter })).total
  const [first, second] = ids as [BulletinId, BulletinId]

  const text = (month: string) => ({
    ...{ title: `关于${month}校园安全工作情况的通报`, praise: '', criticism: '', practice: '' },
    problems: '个别学校材料报送不及时。',
  })
  await advance('officer', first, { event: 'edit', text: text('十月') })
  await advance('officer', second, { event: 'edit', text: text('十一月') })
  await advance('officer', first, { event: 'submit' })
  expect((await waitsFor('leader')).bulletinsToApprove).toBe(1)
  expect(await listed('leader', { state: 'submitted' })).toBe(1)

  await advance('leader', first, { event: 'approve', keepsFigures: false })
  await advance('officer', first, { event: 'issue', documentNumber: '安教通〔2026〕1号', to: null })
  await advance('officer', second, { event: 'submit' })
  await advance('leader', second, { event: 'approve', keepsFigures: false })
  const to = [county.units.westMiddle]
  await advance('officer', second, { event: 'issue', documentNumber: '安教通〔2026〕2号', to })
  expect((await waitsFor('eastSafety')).bulletinsToNote).toBe(1)
  expect(await listed('eastSafety', { unread: true })).toBe(1)
  expect(await listed('westSafety', { unread: true })).toBe(2)
  // One of the bureau got none itself, however many others have not noted.
  expect(await listed('officer', { unread: true })).toBe(0)

  await county.as('eastSafety').bulletins.note({ id: first })
  expect(await listed('eastSafety', { unread: true })).toBe(0)
  expect(await listed('eastSafety', {})).toBe(1)
})
