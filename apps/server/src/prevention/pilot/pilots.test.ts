import type { PilotCommand, PilotId, UnitId } from '@anlan/domain'
import { beforeEach, describe, expect, test } from 'vitest'
import { sendReminders } from '../../jobs/reminders.ts'
import { expectRefusal, useCounty, type PersonName, type UnitName } from '../../testing/county.ts'

const county = useCounty()

const ANSWERS = { team: '组长为校长', rules: '已经校务会审议', training: '已培训三次' }
const ASSESS: PilotCommand = { event: 'assess', summary: '已按标准完成建设', answers: ANSWERS }
const ACCEPT: PilotCommand = { event: 'accept', note: '现场核查属实', despite: '风险点正在补录，已现场核实' }

const name = (unit: UnitName, by: PersonName = 'officer') =>
  county.as(by).pilots.name({
    ...{ unitId: county.units[unit], reason: '安全管理基础较好', targetOn: '2027-03-01' },
  })

/** Carries a command to the newest revision of a pilot. */
async function give(by: PersonName, id: PilotId, command: PilotCommand) {
  const { pilot } = await county.as('officer').pilots.get({ id })
  return county.as(by).pilots.advance({ id, revision: pilot.revision, command })
}

/** Ends the way of whatever school is on it, so that each test begins with none. */
async function clear() {
  const { rows } = await county.as('officer').pilots.list({ pageSize: 100 })
  for (const { id, state } of rows) {
    if (state === 'applied') await give('officer', id, { event: 'decline', reason: '另行安排' })
    else if (!['declined', 'withdrawn', 'revoked'].includes(state))
      await give('director', id, { event: 'revoke', reason: '另行安排' })
  }
}

beforeEach(async () => {
  county.setNow('2026-10-15T02:00:00.000Z')
  await clear()
})

const titles = async (who: PersonName, link: string) =>
  (await county.as(who).inbox.list({})).rows.filter(each => each.link === link).map(({ title }) => title.zh)

describe('a pilot', () => {
  test('goes from its naming to a demonstration school, and every step is in the record', async () => {
    const { id } = await name('eastMiddle')
    await give('eastSafety', id, ASSESS)
    await give('inspector', id, { event: 'return', reason: '四色图不全', targetOn: '2027-04-01' })
    await give('eastHead', id, ASSESS)
    await give('officer', id, ACCEPT)
    const promoted = await give('director', id, { event: 'promote', note: '做法可推广' })
    expect(promoted).toMatchObject({ state: 'demonstration', returned: 1, recheckOn: '2027-10-15' })

    const { timeline, events, mayShare } = await county.as('eastHead').pilots.get({ id })
    expect(timeline.map(({ event }) => event)).toEqual([
      ...['name', 'assess', 'return', 'assess', 'accept', 'promote'],
    ])
    expect(timeline[2]).toMatchObject({ note: '四色图不全', who: { name: 'inspector' } })
    expect({ events, mayShare }).toEqual({ events: ['withdraw'], mayShare: true })
    for (const verb of ['name', 'return', 'accept', 'promote'])
      expect(await county.audit(`pilot.${verb}`, id)).toHaveLength(1)
    expect(await county.audit('pilot.assess', id)).toHaveLength(2)
  })

  test('is its own school’s and the bureau’s, and nobody else’s', async () => {
    const { id } = await name('eastMiddle')
    const west = county.as('westHead').pilots
    await expectRefusal(west.get({ id }), 'not-found')
    await expectRefusal(west.advance({ id, revision: 1, command: ASSESS }), 'not-found')
    expect((await west.list({})).total).toBe(0)
    expect((await west.counts()).building).toBe(0)
    expect((await county.as('eastCoordinator').pilots.get({ id })).events).toEqual([])
    expect((await county.as('auditor').pilots.get({ id })).events).toEqual([])
  })

  test('does not begin with what is not theirs to do', async () => {
    await expectRefusal(name('eastMiddle', 'eastHead'), 'not-permitted')
    await expectRefusal(name('eastMiddle', 'inspector'), 'not-permitted')
    await expectRefusal(name('section'), 'not-a-school')
    const grounds = '愿意先行先试'
    const apply = (by: PersonName, unit: UnitName) =>
      county.as(by).pilots.putForward({ unitId: county.units[unit], grounds })
    await expectRefusal(apply('westHead', 'eastMiddle'), 'outside-scope')
    await expectRefusal(apply('eastTeacher', 'eastMiddle'), 'not-permitted')
    const nobody = '00000000-0000-4000-8000-000000000009' as UnitId
    const asked = { unitId: nobody, reason: '安全管理基础较好', targetOn: '2027-03-01' } as const
    await expectRefusal(county.as('officer').pilots.name(asked), 'not-found')
  })

  test('that two name at the same moment is one', async () => {
    const both = await Promise.allSettled([name('eastMiddle'), name('eastMiddle', 'leader')])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    await expectRefusal(name('eastMiddle'), 'pilot-already')
    expect((await county.as('officer').pilots.list({ filter: { state: ['building'] } })).total).toBe(1)
  })

  test('that ended begins anew', async () => {
    const { id } = await name('eastMiddle')
    await give('eastHead', id, { event: 'withdraw', reason: '校舍改造' })
    expect((await name('eastMiddle')).state).toBe('building')
  })

  test('that somebody else changed first is not overwritten', async () => {
    const { id } = await name('eastMiddle')
    const advance = () => county.as('eastHead').pilots.advance({ id, revision: 1, command: ASSESS })
    const both = await Promise.allSettled([advance(), advance()])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    await expectRefusal(advance(), 'stale-revision')
  })

  test('refuses what is no day and no words', async () => {
    const unitId = county.units.eastMiddle
    const call = (reason: string, targetOn: string) =>
      county.as('officer').pilots.name({ unitId, reason, targetOn: targetOn as '2027-01-01' })
    await expect(call('基础较好，可以先行', '2027-02-30')).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    await expect(call('  ', '2027-02-01')).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    await expectRefusal(call('基础较好，可以先行', '2026-10-14'), 'deadline-in-the-past')
  })

  test('tells the school of what the bureau does, and the bureau of what the school does', async () => {
    const { id } = await name('eastMiddle')
    expect(await titles('eastHead', `/pilots/${id}`)).toEqual(['双重预防试点：确定为试点'])
    expect(await titles('eastTeacher', `/pilots/${id}`)).toEqual([])
    await give('eastHead', id, ASSESS)
    expect(await titles('secondOfficer', `/pilots/${id}`)).toEqual(['双重预防试点：提交自评'])
  })
})

test('the strip’s numbers are the length of the lists behind them', async () => {
  await name('eastMiddle')
  await county.as('westHead').pilots.putForward({ unitId: county.units.westMiddle, grounds: '愿意先行先试' })
  county.setNow('2027-03-02T02:00:00.000Z')
  const desk = county.as('officer').pilots
  const counts = await desk.counts()
  for (const state of ['applied', 'building', 'revoked'] as const)
    expect((await desk.list({ filter: { state: [state] } })).total).toBe(counts[state])
  expect(counts).toMatchObject({ applied: 1, building: 1, late: 1 })
  const late = await desk.list({ filter: { late: true } })
  expect(late.rows).toMatchObject([{ unit: { id: county.units.eastMiddle }, late: true }])
  expect((await desk.list({ filter: { search: 'westMiddle', state: ['applied'] } })).total).toBe(1)
})

test('the rate of schools that are built up counts those accepted among all within reach', async () => {
  const { id } = await name('eastMiddle')
  const built = (who: PersonName) => county.as(who).pilots.built()
  expect(await built('officer')).toEqual({ numerator: 0, denominator: 6 })
  await give('eastHead', id, ASSESS)
  await give('officer', id, ACCEPT)
  expect(await built('officer')).toEqual({ numerator: 1, denominator: 6 })
  expect(await built('eastCoordinator')).toEqual({ numerator: 1, denominator: 3 })
  await give('director', id, { event: 'promote', note: '做法可推广' })
  expect((await built('officer')).numerator).toBe(1)
  await give('officer', id, { event: 'lapse', reason: '风险点未复评', targetOn: '2027-01-01' })
  expect((await built('officer')).numerator).toBe(0)
})

test('a school that closed is in the rate no more, nor are its pilots in the lists behind it', async () => {
  const { id } = await name('eastMiddle')
  await give('eastHead', id, ASSESS)
  await give('officer', id, ACCEPT)
  const { owner } = county.assembled.connections
  const unit = county.units.eastMiddle
  const desk = county.as('officer').pilots
  const seen = async () => [
    (await desk.built()).numerator,
    (await desk.list({ filter: { unitId: unit, state: ['accepted'] } })).total,
    (await desk.counts()).accepted,
  ]
  expect(await seen()).toEqual([1, 1, 1])
  await owner.query(`update units set open_until = '2026-01-31' where id = $1`, [unit])
  expect(await seen()).toEqual([0, 0, 0])
  await owner.query(`update units set open_until = null where id = $1`, [unit])
})

test('is due for its re-check when its day has come', async () => {
  const { id } = await name('eastMiddle')
  await give('eastHead', id, ASSESS)
  await give('officer', id, ACCEPT)
  county.setNow('2027-10-15T02:00:00.000Z')
  const desk = county.as('officer').pilots
  expect((await desk.counts()).recheck).toBe(1)
  expect((await desk.list({ filter: { recheck: true } })).rows).toMatchObject([{ id, recheckDue: true }])
  await give('officer', id, { event: 'confirm', note: '运行正常' })
  expect((await desk.counts()).recheck).toBe(0)
})

describe('the days of pilots', () => {
  test('are called to mind: the target day of the school, the re-check of the safety section, each once', async () => {
    const { id } = await name('eastMiddle')
    const link = `/pilots/${id}`
    const remind = () => sendReminders(county.assembled.app)
    county.setNow('2027-02-21T02:00:00.000Z')
    await remind()
    expect(await titles('eastSafety', link)).toEqual(['双重预防试点：确定为试点'])
    county.setNow('2027-02-22T02:00:00.000Z')
    await remind()
    await remind()
    expect(await titles('eastSafety', link)).toContain('试点建设还有7天到期')
    county.setNow('2027-03-02T02:00:00.000Z')
    await remind()
    expect(await titles('eastHead', link)).toContain('试点建设已逾期1天')
    expect((await titles('eastHead', link)).filter(title => title.includes('7天'))).toHaveLength(1)
    await give('eastHead', id, ASSESS)
    await give('officer', id, ACCEPT)
    county.setNow('2028-03-02T02:00:00.000Z')
    await remind()
    expect(await titles('secondOfficer', link)).toContain('试点学校应复核：测试eastMiddle')
    expect(await titles('leader', link)).toEqual([])
  })

  test('and what waits show on the first page of whoever sees to it', async () => {
    const { id } = await name('eastMiddle')
    const pilots = async (who: PersonName) => (await county.as(who).home.summary()).pilots
    expect(await pilots('eastHead')).toMatchObject({ building: 1, assessed: 0 })
    expect(await pilots('westHead')).toMatchObject({ building: 0 })
    await give('eastHead', id, ASSESS)
    expect(await pilots('officer')).toMatchObject({ building: 0, assessed: 1 })
  })
})

describe('the figures', () => {
  test('are counted from the school’s own lists, and kept as they were when somebody relied on them', async () => {
    const { id } = await name('eastMiddle')
    const hazard = await county.as('eastSafety').hazards.report({
      ...{ unitId: county.units.eastMiddle, files: [] },
      hazard: {
        ...{ area: 'fire', source: 'self-inspection', place: '宿舍一层', description: '安全出口上锁。' },
        ...{ discoveredOn: '2026-10-14', interimControl: null, stopUse: false },
      },
    })
    const figures = async () => (await county.as('officer').pilots.get({ id })).figures['closed-hazards']
    expect(await figures()).toEqual({ count: 0, of: 0 })
    await give('eastHead', id, ASSESS)
    await county.as('officer').hazards.advance({
      ...{ id: hazard.id, revision: 1, files: [] },
      command: {
        ...{ event: 'confirm', grade: 'general', basis: '消防检查', interimControl: null, stopUse: false },
        plan: {
          ...{ leadId: county.people.eastSafety.accountId, measures: '拆除门锁', dueOn: '2026-10-20' },
          ...{ funds: '公用经费', contingency: '专人值守' },
        },
      },
    })
    expect(await figures()).toEqual({ count: 0, of: 1 })
    const { pilot } = await county.as('officer').pilots.get({ id })
    expect(pilot.assessment?.figures['closed-hazards']).toEqual({ count: 0, of: 0 })
  })

  test('that fall short are accepted with a reason alone', async () => {
    const { id } = await name('eastMiddle')
    await give('eastHead', id, ASSESS)
    await expectRefusal(
      give('officer', id, { event: 'accept', note: '属实', despite: null }),
      'criteria-unmet',
    )
    expect((await give('officer', id, ACCEPT)).accepted).toMatchObject({
      despite: '风险点正在补录，已现场核实',
    })
  })
})

describe('the criteria', () => {
  const criterion = { id: 'team', zh: '成立领导小组', en: '', check: { by: 'answer' } } as const

  test('are the county’s to change, for whoever is named from then on', async () => {
    const { id } = await name('eastMiddle')
    const before = await county.as('officer').pilots.criteria()
    const saved = await county
      .as('officer')
      .pilots.saveCriteria({ from: before.version, criteria: [criterion] })
    expect(await county.as('eastHead').pilots.criteria()).toMatchObject({
      ...{ version: saved.version, criteria: [criterion], madeBy: 'officer' },
    })
    expect((await county.as('eastHead').pilots.get({ id })).criteria).toEqual(before.criteria)
    const later = await name('westMiddle')
    expect((await county.as('officer').pilots.get({ id: later.id })).criteria).toEqual([criterion])
    expect(await county.audit('pilot-criteria.save', String(saved.version))).toHaveLength(1)
  })

  test('change once at a time, and not into themselves', async () => {
    const desk = county.as('officer').pilots
    const { version: from, criteria } = await desk.criteria()
    await expectRefusal(desk.saveCriteria({ from, criteria }), 'criteria-unchanged')
    const save = (zh: string) => desk.saveCriteria({ from, criteria: [{ ...criterion, zh }] })
    const both = await Promise.allSettled([save('成立工作专班'), save('明确专人负责')])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    await expectRefusal(save('再改一次标准'), 'stale-revision')
    await expectRefusal(county.as('leader').pilots.saveCriteria({ from, criteria }), 'not-permitted')
    await expect(desk.saveCriteria({ from, criteria: [criterion, criterion] })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    })
  })
})
