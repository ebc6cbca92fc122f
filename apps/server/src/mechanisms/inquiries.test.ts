import type { MechanismRecordId, RecordBodyOf, UnitId } from '@anlan/domain'
import { expect, test } from 'vitest'
import { newId } from '../ids.ts'
import { expectRefusal, useCounty } from '../testing/county.ts'

const county = useCounty()
const desk = () => county.as('officer').mechanisms

const inquiry = (unitId: UnitId, change: Partial<RecordBodyOf<'inquiry'>> = {}): RecordBodyOf<'inquiry'> => ({
  ...{ kind: 'inquiry', title: '宿舍火情责任查究', on: '2026-10-13', unitId, cause: 'hazard' },
  ...{ facts: '宿舍线路隐患逾期未整改。', duty: '宿舍用电管理', dutyId: null, hazardId: null },
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
