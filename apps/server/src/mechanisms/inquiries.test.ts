import type { AccountId, DutyId, MechanismRecordId, RecordBodyOf, UnitId } from '@anlan/domain'
import { expect, test } from 'vitest'
import { newId } from '../ids.ts'
import { expectRefusal, useCounty } from '../testing/county.ts'

const county = useCounty()
const desk = () => county.as('officer').mechanisms

const inquiry = (unitId: UnitId, change: Partial<RecordBodyOf<'inquiry'>> = {}): RecordBodyOf<'inquiry'> => ({
  ...{ kind: 'inquiry', title: '宿舍火情责任查究', on: '2026-10-13', unitId, cause: 'hazard' },
  ...{ facts: '宿舍线路隐患逾期未整改。', duty: '宿舍用电管理', linked: [], answerable: null },
  ...change,
})
const create = (body: RecordBodyOf<'inquiry'>) =>
  desk().create({
    ...{ id: newId<MechanismRecordId>(), body, files: [] },
    items: [{ unitId: body.unitId, target: '', text: '约谈分管负责人' }],
  })

test('an inquiry moves to another unit with its items until one of them is decided', async () => {
  const { eastMiddle, westMiddle } = county.units
  const { id } = await create(inquiry(eastMiddle))
  const revise = (revision: number, body: RecordBodyOf<'inquiry'>) =>
    desk().revise({ id, revision, body, reason: '单位登记有误' })
  await revise(1, inquiry(westMiddle))
  const [only] = (await desk().get({ id })).items
  expect(only?.item.unitId).toBe(westMiddle)
  if (!only) throw new Error('no item')
  await desk().handle({ id: only.item.id, revision: 1, handling: { kind: 'no-work', why: '已由学校处理' } })
  await expectRefusal(revise(2, inquiry(eastMiddle)), 'item-of-other-unit')
  await revise(2, inquiry(westMiddle, { duty: '宿舍安全管理' }))
})

test('it rests on what is on record of its unit, in the words of that day, and on nothing else', async () => {
  const { eastMiddle, westMiddle } = county.units
  const { id: hazardId } = await county.as('eastSafety').hazards.report({
    unitId: eastMiddle,
    hazard: {
      ...{ area: 'fire', source: 'self-inspection', place: '宿舍', description: '线路老化' },
      ...{ discoveredOn: '2026-10-10', interimControl: null, stopUse: false },
    },
    files: [],
  })
  const { facts } = await desk().inquiryChoices({ unitId: eastMiddle })
  expect(facts.map(({ id }) => id)).toContain(hazardId)
  const linked = [{ kind: 'hazard' as const, id: hazardId, words: '另写的话' }]
  const body = inquiry(eastMiddle, { linked })
  const { id } = await create(body)
  const read = async () => (await desk().get({ id })).record.body as RecordBodyOf<'inquiry'>
  const [kept] = (await read()).linked
  expect(kept?.words).toContain('线路老化')
  await county.assembled.connections.owner.query(`update hazards set place = '教学楼' where id = $1`, [
    hazardId,
  ])
  await desk().revise({ id, revision: 1, body: { ...body, duty: '宿舍安全' }, reason: '补充职责' })
  expect((await read()).linked).toEqual([kept])
  await expectRefusal(create(inquiry(westMiddle, { linked })), 'unknown-fact')
})

test('it names somebody who owes a published edition of the duty, and nobody else', async () => {
  const { eastMiddle } = county.units
  const { eastSafety, eastTeacher } = county.people
  const { owner } = county.assembled.connections
  const dutyId = newId<DutyId>()
  await owner.query(
    `insert into appointments (id, account_id, unit_id, post, from_on) values ($1, $2, $3, 'school-doctor', '2026-09-01')`,
    [newId(), eastSafety.accountId, eastMiddle],
  )
  await owner.query(
    `insert into duties (id, version, unit_id, post, kind, area, text, basis, co_owners, published_on, retired, origin, revision,
      made_by_name, made_at) values
      ($1, 1, $2, 'school-doctor', 'safety', null, '每日晨检', null, '[]', '2026-09-01', false, null, 1, 'x', now()),
      ($1, 2, $2, 'school-doctor', 'safety', null, '每日晨检和午检', null, '[]', null, false, null, 1, 'x', now())`,
    [dutyId, eastMiddle],
  )
  const { people } = await desk().inquiryChoices({ unitId: eastMiddle })
  expect(people.find(({ accountId }) => accountId === eastSafety.accountId)?.duties).toMatchObject([
    { id: dutyId, version: 1, text: '每日晨检' },
  ])
  const answerable = (accountId: string, version = 1) =>
    inquiry(eastMiddle, { answerable: { accountId: accountId as AccountId, name: '', dutyId, version } })
  const { id } = await create(answerable(eastSafety.accountId))
  expect((await desk().get({ id })).record.body).toMatchObject({
    answerable: { name: 'eastSafety', version: 1 },
  })
  await expectRefusal(create(answerable(eastTeacher.accountId)), 'unknown-duty')
  await expectRefusal(create(answerable(eastSafety.accountId, 2)), 'unknown-duty')
})
