import type { DutyContent, UnitId } from '@anlan/domain'
import { expect, test } from 'vitest'
import { expectRefusal, useCounty, type PersonName } from '../testing/county.ts'

const county = useCounty()
const CONTENT: DutyContent = {
  ...{ post: 'safety-director', kind: 'safety', area: 'fire', text: '每月检查一次灭火器', basis: null },
  coOwners: ['electrician'],
}
const save = (by: PersonName, unitId: UnitId, content = CONTENT, of: never | null = null) =>
  county.as(by).duties.save({ unitId, of, content })

test('a duty is owed once it is published, changes in editions and ends without being erased', async () => {
  const unitId = county.units.eastMiddle
  const draft = await save('eastSafety', unitId)
  expect((await county.as('eastTeacher').duties.list({ unitId })).editions).toEqual([])
  await county.as('eastHead').duties.publish({ unitId })
  const [first] = (await county.as('eastTeacher').duties.list({ unitId })).editions
  expect(first).toMatchObject({ version: 1, publishedOn: '2026-10-15' })
  const next = await county.as('eastHead').duties.save({
    ...{ unitId, of: { id: draft.id, version: 1, revision: 1 } },
    content: { ...CONTENT, text: '每周检查一次灭火器' },
  })
  expect(next).toMatchObject({ version: 2, publishedOn: null })
  await county.as('eastHead').duties.publish({ unitId })
  await county.as('eastHead').duties.end({ unitId, id: draft.id, version: 2 })
  const { editions } = await county.as('eastHead').duties.list({ unitId })
  expect(editions.map(({ version, retired }) => [version, retired])).toEqual([
    [1, false],
    [2, false],
    [3, true],
  ])
  await expectRefusal(county.as('eastHead').duties.end({ unitId, id: draft.id, version: 3 }), 'duty-retired')
  expect(await county.audit('duty.draft', draft.id)).toHaveLength(2)
})

test('a published edition is changed by nobody, whatever a verb would try', async () => {
  const unitId = county.units.westMiddle
  const draft = await save('westSafety', unitId)
  await county.as('westHead').duties.publish({ unitId })
  await expectRefusal(
    county.as('westHead').duties.discard({ unitId, id: draft.id, version: 1, revision: 1 }),
    'duty-published',
  )
  const changed = await county.assembled.app.db.unrecorded(county.people.westHead, 'test-arrangement', tx =>
    tx.updateTable('duties').set({ text: '改了' }).where('id', '=', draft.id).executeTakeFirst(),
  )
  expect(changed.numUpdatedRows).toBe(0n)
})

test('a draft that somebody else has changed meanwhile is not thrown away unseen', async () => {
  const unitId = county.units.westMiddle
  const { id, version, revision } = await save('westSafety', unitId)
  const read = { unitId, id, version, revision }
  await county.as('westHead').duties.save({ unitId, of: read, content: { ...CONTENT, text: '改过的职责。' } })
  await expectRefusal(county.as('westSafety').duties.discard(read), 'stale-revision')
  await county.as('westSafety').duties.discard({ ...read, revision: revision + 1 })
  const { editions } = await county.as('westHead').duties.list({ unitId })
  expect(editions.map(each => each.id)).not.toContain(id)
})

test('a school’s list is its own, the bureau’s sections’ the bureau’s', async () => {
  await expectRefusal(save('officer', county.units.eastMiddle), 'not-your-list')
  await expectRefusal(save('westHead', county.units.eastMiddle), 'outside-scope')
  const list = county.as('westHead').duties.list({ unitId: county.units.eastMiddle })
  await expectRefusal(list, 'not-found')
  await expectRefusal(save('eastTeacher', county.units.eastMiddle), 'not-permitted')
  const ofSection = { ...CONTENT, post: 'section-chief' as const, coOwners: [] }
  expect(await save('officer', county.units.section, ofSection)).toMatchObject({ version: 1 })
})

test('two who change a draft at once: the second is told', async () => {
  const unitId = county.units.eastVillage
  const draft = await save('villageHead', unitId)
  const of = { id: draft.id, version: 1, revision: 1 }
  const again = () => county.as('villageSafety').duties.save({ unitId, of, content: CONTENT })
  const both = await Promise.allSettled([again(), again()])
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  await expectRefusal(again(), 'stale-revision')
})

test('a school takes over the list that was handed down in one act, and each item once', async () => {
  const unitId = county.units.countySchool
  const actor = { ...county.people.eastHead, unitId, scope: { kind: 'units' as const, units: [unitId] } }
  const { drafted } = await county.asActor(actor).duties.takeOver({ unitId })
  expect(drafted).toBeGreaterThan(30)
  await expectRefusal(county.asActor(actor).duties.takeOver({ unitId }), 'duties-drafted-already')
  await county.asActor(actor).duties.publish({ unitId })
  const model = await county.as('officer').duties.model()
  const item = { ...CONTENT, key: 'county-extra', coOwners: [] }
  await county.as('officer').duties.saveModel({ from: 0, items: [...model.items, item], note: '增加一条' })
  await expectRefusal(
    county.as('leader').duties.saveModel({ from: 0, items: [item], note: '同时修改' }),
    'stale-revision',
  )
  expect(await county.as('eastHead').duties.model()).toMatchObject({ version: 1, note: '增加一条' })
  expect(await county.audit('duty-model.save', '1')).toHaveLength(1)
  // Heads and safety officers are told, once; nobody else is.
  const told = async (who: PersonName) =>
    (await county.as(who).inbox.list({})).rows.filter(({ title }) => title.zh.startsWith('责任清单范本'))
  expect(await told('westHead')).toMatchObject([
    {
      title: { zh: '责任清单范本已公布第1版' },
      body: { zh: '新增1条，修改0条，撤下0条。说明：增加一条' },
      link: '/responsibility',
    },
  ])
  expect(await told('westSafety')).toHaveLength(1)
  for (const who of ['eastTeacher', 'officer', 'leader'] as const) expect(await told(who)).toEqual([])
  const handed = [...model.items, item]
  await expectRefusal(
    county.as('officer').duties.saveModel({ from: 1, items: handed, note: '没有改动' }),
    'model-unchanged',
  )
  await expect(
    county.as('officer').duties.saveModel({ from: 1, items: [...handed, item], note: '同一条两次' }),
  ).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  await expectRefusal(
    county.as('eastHead').duties.saveModel({ from: 1, items: handed, note: '学校改范本' }),
    'not-permitted',
  )
  expect(await county.asActor(actor).duties.takeOver({ unitId })).toEqual({ drafted: 1 })
  const rows = await county.as('officer').duties.county()
  const row = rows.find(({ id }) => id === unitId)
  // The duties are there, and nobody holds the posts they lie on.
  expect(row).toMatchObject({ areas: { fire: 0, food: 0 }, heads: 0, secretaries: 0 })
  expect(row?.areas.chemicals).toBeUndefined()
})
