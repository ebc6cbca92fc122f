import type { HandDown } from '@anlan/domain'
import { expect, test } from 'vitest'
import { SYSTEM } from '../../db/scope.ts'
import { expectRefusal, useCounty, type PersonName } from '../../testing/county.ts'

const county = useCounty()
const order = (change: Partial<HandDown> = {}): HandDown => ({
  unitIds: [county.units.eastMiddle, county.units.westMiddle, county.units.eastMiddle],
  hazard: {
    ...{
      area: 'fire',
      source: 'handed-down',
      place: '学生宿舍',
      description: '省厅通报：宿舍窗户加装铁栅栏',
    },
    ...{ discoveredOn: '2026-10-14', interimControl: null, stopUse: false },
  },
  ...{ document: '安教体办〔2026〕9号', dueOn: '2026-10-31' },
  ...change,
})
const handDown = (by: PersonName, change?: Partial<HandDown>) => county.as(by).hazards.handDown(order(change))
const total = async () => (await county.as('officer').hazards.list({})).total

test('every school gets a hazard with a number of its own, the paper and the proposed deadline', async () => {
  expect(await handDown('officer')).toEqual({ count: 2 })
  const { rows } = await county.as('officer').hazards.list({})
  expect(new Set(rows.map(({ number }) => number)).size).toBe(2)
  expect(new Set(rows.map(({ unit }) => unit.id))).toEqual(
    new Set([county.units.eastMiddle, county.units.westMiddle]),
  )
  const own = (await county.as('eastHead').hazards.list({})).rows
  expect(own).toHaveLength(1)
  const detail = await county.as('eastHead').hazards.get({ id: own[0]?.id ?? expect.fail('no hazard') })
  expect(detail).toMatchObject({
    hazard: { source: 'handed-down', state: 'reported' },
    order: { document: '安教体办〔2026〕9号', dueOn: '2026-10-31' },
  })
  for (const row of rows) expect(await county.audit('hazard.report', row.id)).toHaveLength(1)
  const inbox = (await county.as('westHead').inbox.list({})).rows
  expect(inbox[0]?.title.zh).toBe('教育局交办隐患：学生宿舍')
})

test('a proposed deadline that has passed, or one school that has closed, and nobody gets any', async () => {
  const before = await total()
  await expectRefusal(handDown('officer', { dueOn: '2026-10-14' }), 'deadline-in-the-past')
  await county.assembled.app.db.unrecorded(SYSTEM, 'test-arrangement', tx =>
    tx
      .updateTable('units')
      .set({ open_until: '2026-08-31' })
      .where('id', '=', county.units.kindergarten)
      .execute(),
  )
  await expectRefusal(
    handDown('officer', { unitIds: [county.units.eastVillage, county.units.kindergarten] }),
    'unit-closed',
  )
  expect(await total()).toBe(before)
})

test('only the bureau’s own desk hands down', async () => {
  for (const by of ['eastHead', 'eastCoordinator', 'auditor', 'inspector'] as const)
    await expectRefusal(handDown(by), 'not-permitted')
  await expect(
    handDown('leader', { hazard: { ...order().hazard, source: 'self-inspection' as never } }),
  ).rejects.toThrow()
})
