import type { FileId, HazardId } from '@anlan/domain'
import { expect, test } from 'vitest'
import { expectRefusal, useCounty, type PersonName } from '../../testing/county.ts'
import { readShown } from './display.ts'

const county = useCounty()
const unitId = () => county.units.eastMiddle
const list = (by: PersonName = 'eastTeacher') => county.as(by).hazardDisplay.list({ unitId: unitId() })
const shown = () =>
  county.assembled.app.db.read(
    { accountId: county.people.eastHead.accountId, scope: { kind: 'units', units: [unitId()] } },
    tx => readShown(tx, unitId(), '2026-10-15'),
  )

async function confirmed(
  area: 'fire' | 'priority',
  grade: 'general' | 'major',
  dueOn: '2026-10-30' | '2026-11-30',
) {
  const { id } = await county.as('eastTeacher').hazards.report({
    unitId: unitId(),
    hazard: {
      ...{ area, source: 'self-inspection', place: '教学楼三层', description: '栏杆松动' },
      ...{ discoveredOn: '2026-10-14', interimControl: null, stopUse: false, riskPointId: null },
    },
    files: [],
  })
  return county.as('officer').hazards.advance({
    ...{ id, revision: 1, files: [] },
    command: {
      ...{ event: 'confirm', grade, basis: '现场检查', interimControl: null, stopUse: false },
      plan: {
        ...{ leadId: county.people.eastSafety.accountId, measures: '更换', funds: '公用经费', dueOn },
        contingency: '封闭',
      },
    },
  })
}

test('the list shows what is confirmed and open, by posts and not by names, listed supervision first', async () => {
  const reported = await county.as('eastTeacher').hazards.report({
    unitId: unitId(),
    hazard: {
      ...{ area: 'fire', source: 'self-inspection', place: '食堂', description: '尚未核实' },
      ...{ discoveredOn: '2026-10-14', interimControl: null, stopUse: false, riskPointId: null },
    },
    files: [],
  })
  const general = await confirmed('fire', 'general', '2026-10-30')
  const about = await confirmed('priority', 'general', '2026-11-30')
  const major = await confirmed('fire', 'major', '2026-11-30')
  await county.as('leader').hazards.advance({
    ...{ id: major.id, revision: major.revision, files: [] },
    command: { event: 'list', number: '', until: '2026-12-31', reason: '重大隐患' },
  })
  const { lines } = await list()
  expect(lines.map(({ number, isListed, place }) => [number, isListed, place])).toEqual([
    [major.number, true, '教学楼三层'],
    [general.number, false, '教学楼三层'],
    [about.number, false, null],
  ])
  expect(lines[0]?.lead).toEqual({ zh: expect.any(String) as string, en: expect.any(String) as string })
  expect(JSON.stringify(lines)).not.toContain('eastSafety')
  expect(lines.map(({ number }) => number)).not.toContain(reported.number)

  const photo = (await county.aFile('eastMiddle')) as FileId
  const done = await county.as('eastSafety').hazards.advance({
    ...{ id: general.id as HazardId, revision: general.revision, files: [photo] },
    command: { event: 'submit', rectification: '已更换并试用' },
  })
  await county.as('eastHead').hazards.advance({
    ...{ id: general.id as HazardId, revision: done.revision, files: [] },
    command: { event: 'accept', note: '' },
  })
  expect((await list()).lines.map(({ number }) => number)).not.toContain(general.number)
})

test('another school’s list is empty for whoever has no business there', async () => {
  expect((await county.as('westHead').hazardDisplay.list({ unitId: unitId() })).lines).toEqual([])
})

test('a kiosk shows the list once the school has chosen so, and not where the county forbids it', async () => {
  expect(await shown()).toBeNull()
  await county.as('eastHead').hazardDisplay.show({ unitId: unitId(), shown: true })
  expect((await shown())?.length).toBeGreaterThan(0)
  const { display } = await list()
  expect(display).toMatchObject({ allowed: true, shown: true })
  await county.as('officer').hazardDisplay.allow({ allowed: false, revision: display.revision })
  expect(await shown()).toBeNull()
  await expectRefusal(
    county.as('officer').hazardDisplay.allow({ allowed: true, revision: display.revision }),
    'stale-revision',
  )
  expect(await county.audit('hazard-display.show', unitId())).toHaveLength(1)
  expect(await county.audit('hazard-display.allow')).toHaveLength(1)
})

test('who shows it is the school’s head or safety officer, and who forbids it the safety section', async () => {
  const show = (by: PersonName) => county.as(by).hazardDisplay.show({ unitId: unitId(), shown: false })
  await expectRefusal(show('eastTeacher'), 'not-permitted')
  await expectRefusal(show('westHead'), 'outside-scope')
  await expectRefusal(
    county.as('eastHead').hazardDisplay.allow({ allowed: true, revision: 0 }),
    'not-permitted',
  )
})
