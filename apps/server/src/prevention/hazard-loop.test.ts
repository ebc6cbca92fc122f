import type { FileId, HazardCommand, HazardId, NewHazard } from '@anlan/domain'
import { describe, expect, test } from 'vitest'
import { expectRefusal, useCounty, type PersonName } from '../testing/county.ts'

const county = useCounty()
const unitId = () => county.units.eastMiddle

const found = (change: Partial<NewHazard> = {}): NewHazard => ({
  ...{ area: 'fire', source: 'self-inspection', place: '实验楼二层', description: '疏散通道堆放纸箱' },
  ...{ discoveredOn: '2026-10-15', interimControl: null, stopUse: false, riskPointId: null },
  ...change,
})
const aPhoto = async () => (await county.aFile('eastMiddle')) as FileId

const confirm = (grade: 'general' | 'major'): HazardCommand => ({
  ...{ event: 'confirm', grade, basis: '学校安全检查标准', interimControl: null, stopUse: grade === 'major' },
  plan: {
    ...{ leadId: county.people.eastSafety.accountId, measures: '清理并划线', funds: '公用经费' },
    ...{ dueOn: '2026-10-30', contingency: '专人值守' },
  },
})

/** A hazard with a hand to move it: each step names who does it, what, and how many photos come with it. */
async function aHazard(change: Partial<NewHazard> = {}, photos = 1) {
  const files = await Promise.all(Array.from({ length: photos }, aPhoto))
  const { id } = await county
    .as('eastTeacher')
    .hazards.report({ unitId: unitId(), hazard: found(change), files })
  const step = async (by: PersonName, command: HazardCommand, count = 0) => {
    const { hazard } = await county.as('officer').hazards.get({ id })
    const with_ = await Promise.all(Array.from({ length: count }, aPhoto))
    return county.as(by).hazards.advance({ id, revision: hazard.revision, command, files: with_ })
  }
  return { id, step, read: () => county.as('officer').hazards.get({ id }) }
}

/** The same, closed. */
async function closed(grade: 'general' | 'major' = 'general') {
  const hazard = await aHazard()
  await hazard.step('eastHead', confirm(grade))
  await hazard.step('eastSafety', { event: 'submit', rectification: '已清理并划线' }, 1)
  await hazard.step('officer', { event: 'accept', note: '' }, 1)
  return hazard
}

describe('即查即改', () => {
  test('is on record with both pictures and closed by somebody else on the same day', async () => {
    const { id, step, read } = await aHazard()
    const fix = { event: 'fix-at-once', basis: '学校安全检查标准', rectification: '纸箱已当场清走' } as const
    await expectRefusal(step('eastTeacher', fix), 'photo-required')
    await step('eastTeacher', fix, 1)
    await expectRefusal(step('eastTeacher', { event: 'accept', note: '' }), 'role-not-allowed')
    await step('eastHead', { event: 'accept', note: '' })
    const { hazard, files, timeline } = await read()
    expect(hazard).toMatchObject({ state: 'closed', grade: 'general', plan: { dueOn: '2026-10-15' } })
    expect(files.map(({ stage }) => stage).toSorted()).toEqual(['after', 'before'])
    expect(timeline.map(({ event }) => event)).toEqual(['report', 'fix-at-once', 'accept'])
    expect(await county.audit('hazard.fix-at-once', id)).toHaveLength(1)
  })

  test('without a picture of the place as it was found goes the ordinary way', async () => {
    const { step } = await aHazard({}, 0)
    const fix = { event: 'fix-at-once', basis: '学校安全检查标准', rectification: '纸箱已当场清走' } as const
    await expectRefusal(step('eastSafety', fix, 1), 'photo-before-required')
  })

  test('whoever did it does not accept it, though he might otherwise', async () => {
    const { step } = await aHazard()
    await step('eastHead', { event: 'fix-at-once', basis: '标准', rectification: '纸箱已当场清走' }, 1)
    await expectRefusal(step('eastHead', { event: 'accept', note: '' }), 'accepts-own-work')
  })
})

describe('with another department', () => {
  const transfer: HazardCommand = {
    event: 'transfer',
    ...{ department: '县水利局', matter: '请加固校门外堤岸' },
    ...{ dueOn: '2026-11-20', interimControl: '护学岗专人看守' },
  }

  test('it is due on the day agreed with the department, and stays on the school’s list', async () => {
    const { id, step, read } = await aHazard({ area: 'priority' })
    await step('eastHead', confirm('general'))
    await expectRefusal(step('eastHead', transfer), 'role-not-allowed')
    await step('officer', transfer)
    const { hazard } = await read()
    expect(hazard).toMatchObject({ state: 'transferred', interimControl: '护学岗专人看守' })
    const { rows } = await county.as('eastHead').hazards.list({ filter: { state: ['transferred'] } })
    expect(rows.find(each => each.id === id)).toMatchObject({ dueOn: '2026-11-20', overdue: false })
    county.setNow('2026-11-20T16:00:00.000Z')
    const late = await county
      .as('eastHead')
      .hazards.list({ filter: { overdue: true, state: ['transferred'] } })
    county.setNow('2026-10-15T02:00:00.000Z')
    expect(late.rows.map(each => each.id)).toContain(id)
  })

  test('given back, the school has a deadline again and its lead is told', async () => {
    const { step, read } = await aHazard({ area: 'priority', place: '校门外渠边' })
    await step('eastHead', confirm('general'))
    await step('officer', transfer)
    await step('officer', { event: 'take-back', dueOn: '2026-12-01', reason: '不属职责范围' })
    expect((await read()).hazard).toMatchObject({
      state: 'rectifying',
      plan: { dueOn: '2026-12-01' },
      transfer: { department: '县水利局', outcome: { kind: 'given-back', note: '不属职责范围' } },
    })
    const { rows } = await county.as('eastSafety').inbox.list({ pageSize: 20 })
    expect(rows.map(({ title }) => title.zh)).toContain('部门退回，请继续整改：校门外渠边')
  })

  test('dealt with, it is accepted by somebody who did not say so', async () => {
    const { step, read } = await aHazard({ area: 'priority' })
    await step('eastHead', confirm('general'))
    await step('officer', transfer)
    await step('officer', { event: 'settle-elsewhere', rectification: '水利局已加固堤岸' }, 1)
    await expectRefusal(step('officer', { event: 'accept', note: '' }), 'accepts-own-work')
    await step('leader', { event: 'accept', note: '' })
    expect((await read()).hazard).toMatchObject({
      state: 'closed',
      transfer: { outcome: { kind: 'dealt-with' } },
    })
  })
})

describe('挂牌督办', () => {
  test('is a leader’s, of a major hazard, and is told to whoever rectifies it', async () => {
    const { step, read } = await aHazard({ place: '锅炉房' })
    const list = {
      event: 'list',
      number: '某教安督〔2026〕3号',
      until: '2026-11-30',
      reason: '涉及锅炉安全',
    } as const
    await step('eastHead', confirm('major'))
    await expectRefusal(step('officer', list), 'role-not-allowed')
    await step('leader', list)
    expect((await read()).hazard.listing).toEqual({
      ...{ number: '某教安督〔2026〕3号', until: '2026-11-30', on: '2026-10-15', off: null },
    })
    const { rows } = await county.as('eastSafety').inbox.list({ pageSize: 20 })
    expect(rows.map(({ title }) => title.zh)).toContain('隐患已挂牌督办：锅炉房')
  })
})

describe('回头看', () => {
  test('what has come back is on the list again at once, tied to the hazard it comes from', async () => {
    const { id, step, read } = await closed()
    const look = await step('leader', { event: 'look-back', holds: false, note: '通道又堆了纸箱' }, 1)
    const again = look.recurrence
    if (!again) throw new Error('nothing was reported')
    expect((await read()).hazard).toMatchObject({ state: 'closed', lookBacks: [{ holds: false }] })
    const { hazard, files, family } = await county.as('eastHead').hazards.get({ id: again.id })
    expect(hazard).toMatchObject({ state: 'reported', source: 'supervision-review', ancestorId: id })
    expect(hazard.description).toContain('通道又堆了纸箱')
    expect(files.map(({ stage }) => stage)).toEqual(['before'])
    expect(family).toEqual([{ id, number: (await read()).hazard.number, is: 'ancestor' }])
    expect((await read()).family).toEqual([{ id: again.id, number: again.number, is: 'recurrence' }])
    expect(await county.audit('hazard.look-back', id)).toHaveLength(1)
    expect(await county.audit('hazard.report', again.id)).toHaveLength(1)
  })

  test('a major one says by when, until somebody has looked', async () => {
    const { step, read } = await closed('major')
    expect((await read()).lookBackDue).toBe('2027-01-13')
    await step('leader', { event: 'look-back', holds: true, note: '仍然畅通' }, 1)
    expect((await read()).lookBackDue).toBeNull()
  })
})

describe('pointed out, and held against nobody', () => {
  const hintsOf = async (id: HazardId) => (await county.as('officer').hazards.get({ id })).hints

  test('a photo that is on record with another hazard', async () => {
    const [one, other] = [await aHazard(), await aHazard({ place: '宿舍楼' })]
    const photos = await Promise.all([one, other].map(async ({ read }) => (await read()).files[0]?.id))
    expect((await hintsOf(one.id)).reusedPhotos).toEqual([])
    await county.assembled.connections.owner.query(
      'update files set sha256 = (select sha256 from files seen where seen.id = $1) where id = $2',
      photos,
    )
    expect((await hintsOf(other.id)).reusedPhotos).toEqual([
      { fileId: photos[1], hazard: { id: one.id, number: (await one.read()).hazard.number } },
    ])
  })

  test('but not the photo with which a look-back reported it anew', async () => {
    const { id, step } = await closed()
    const { recurrence } = await step('leader', { event: 'look-back', holds: false, note: '又堆了' }, 1)
    expect((await hintsOf(id)).reusedPhotos).toEqual([])
    if (recurrence) expect((await hintsOf(recurrence.id)).reusedPhotos).toEqual([])
  })

  test.each([
    ['2026-10-12', null],
    ['2026-10-11', 4],
  ] as const)('a report on 15 October of what was found on %s: %s days late', async (discoveredOn, days) => {
    const { id } = await aHazard({ discoveredOn })
    expect((await hintsOf(id)).lateEntryDays).toBe(days)
  })
})

test('what may be on record already is shown to whoever reports, within his school', async () => {
  const { id } = await aHazard({
    place: '食堂后门',
    description: '食堂后门安全出口被锁闭，无法打开',
    area: 'food',
  })
  const asked = { area: 'food', place: '食堂后门', description: '食堂后门的安全出口锁闭' } as const
  const ask = (by: PersonName, at = unitId()) => county.as(by).hazards.suspects({ ...asked, unitId: at })
  expect((await ask('eastTeacher')).map(each => each.id)).toEqual([id])
  expect(await ask('westSafety')).toEqual([])
  const other = { ...asked, place: '操场', description: '篮球架松动', unitId: unitId() }
  expect(await county.as('eastTeacher').hazards.suspects(other)).toEqual([])
})

test('the county’s own number of extensions holds', async () => {
  const { step } = await aHazard()
  await step('eastHead', confirm('general'))
  const rule = 'prevention/hazard#loop' as const
  const { revision } = (await county.as('officer').ruleLimits.get()).limits
  const change = {
    rule,
    limit: 'extension-days',
    value: 5,
    from: '2026-10-15',
    basis: '县教育局工作要求',
  } as const
  await county.as('officer').ruleLimits.set({ revision, change })
  const ask = (until: `${number}-${number}-${number}`) =>
    step('eastSafety', { event: 'ask-extension', until, reason: '配件未到' })
  await expectRefusal(ask('2026-11-05'), 'extension-too-long')
  expect((await ask('2026-11-04')).extensions).toHaveLength(1)
})
