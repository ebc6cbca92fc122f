import type { FileId, HazardCommand, NewHazard } from '@anlan/domain'
import { beforeEach, describe, expect, test } from 'vitest'
import { SYSTEM } from '../db/scope.ts'
import { expectRefusal, useCounty, type PersonName } from '../testing/county.ts'

const county = useCounty()

const found: NewHazard = {
  area: 'fire',
  source: 'self-inspection',
  place: '教学楼二层',
  description: '灭火器压力表指针在红区',
  discoveredOn: '2026-10-14',
  interimControl: null,
  stopUse: false,
  riskPointId: null,
}

const report = (by: PersonName = 'eastTeacher', unit: 'eastMiddle' | 'westMiddle' = 'eastMiddle') =>
  county.as(by).hazards.report({ unitId: county.units[unit], hazard: found, files: [] })

const confirm = (grade: 'general' | 'major', lead: PersonName = 'eastSafety'): HazardCommand => ({
  event: 'confirm',
  grade,
  basis: '学校安全检查标准',
  plan: {
    leadId: county.people[lead].accountId,
    measures: '立即更换',
    funds: '公用经费',
    dueOn: '2026-10-30',
    contingency: '专人值守',
  },
  interimControl: null,
  stopUse: false,
})

/** Carries a hazard to where its rectification waits for acceptance. */
async function rectified(grade: 'general' | 'major' = 'general') {
  const hazard = await report()
  const head = county.as('eastHead').hazards
  const confirmed = await head.advance({ id: hazard.id, revision: 1, command: confirm(grade), files: [] })
  const photo = (await county.aFile('eastMiddle')) as FileId
  return county.as('eastSafety').hazards.advance({
    id: hazard.id,
    revision: confirmed.revision,
    command: { event: 'submit', rectification: '已更换并试用' },
    files: [photo],
  })
}

describe('the loop', () => {
  test('a hazard goes from report to close-out and every step is in the record', async () => {
    const hazard = await rectified()
    const closed = await county.as('eastHead').hazards.advance({
      id: hazard.id,
      revision: hazard.revision,
      command: { event: 'accept', note: '合格' },
      files: [],
    })
    expect(closed).toMatchObject({ state: 'closed', acceptedBy: county.people.eastHead.accountId })
    const detail = await county.as('officer').hazards.get({ id: hazard.id })
    expect(detail.timeline.map(each => each.event)).toEqual(['report', 'confirm', 'submit', 'accept'])
    expect(detail.files).toHaveLength(1)
    for (const action of ['hazard.report', 'hazard.confirm', 'hazard.submit', 'hazard.accept'])
      expect(await county.audit(action, hazard.id)).toHaveLength(1)
  })

  test('nobody accepts his own rectification', async () => {
    const hazard = await rectified()
    const accept = {
      id: hazard.id,
      revision: hazard.revision,
      command: { event: 'accept', note: '' },
      files: [],
    } as const
    await expectRefusal(county.as('eastSafety').hazards.advance({ ...accept, files: [] }), 'accepts-own-work')
    expect(await county.audit('hazard.accept', hazard.id)).toHaveLength(0)
  })

  test('nobody accepts a rectification he had a hand in before it was sent back', async () => {
    const hazard = await report()
    const [head, safety] = [county.as('eastHead').hazards, county.as('eastSafety').hazards]
    const { id } = hazard
    const submit = { event: 'submit', rectification: '已更换并试用' } as const
    const photo = async () => [(await county.aFile('eastMiddle')) as FileId]
    const back = { event: 'return', reason: '照片看不清' } as const
    const at = async (verb: typeof head, command: HazardCommand, files: FileId[] = []) => {
      const { hazard: now } = await county.as('officer').hazards.get({ id })
      return verb.advance({ id, revision: now.revision, command, files })
    }
    await at(head, confirm('general'))
    await at(head, submit, await photo())
    await at(county.as('officer').hazards, back)
    await at(safety, submit, await photo())
    await expectRefusal(at(head, { event: 'accept', note: '' }), 'accepts-own-work')
    expect((await head.get({ id })).events).toEqual([])
    expect(await county.audit('hazard.accept', id)).toHaveLength(0)
  })

  test('what an inspector found is not dismissed by the school he found it at', async () => {
    const found = await county.as('inspector').hazards.report({
      ...{ unitId: county.units.eastMiddle, files: [] },
      hazard: {
        ...{ area: 'fire', source: 'supervision-review', place: '二楼', description: '疏散通道锁闭' },
        ...{ discoveredOn: '2026-10-15', interimControl: null, stopUse: false },
      },
    })
    const dismiss = {
      ...{ id: found.id, revision: 1, files: [] },
      command: { event: 'dismiss', reason: '不属实' } as const,
    }
    await expectRefusal(county.as('eastHead').hazards.advance(dismiss), 'finding-needs-bureau')
    expect(await county.audit('hazard.dismiss', found.id)).toHaveLength(0)
    expect((await county.as('eastHead').hazards.get({ id: found.id })).events).toEqual(['confirm', 'control'])
    expect((await county.as('officer').hazards.advance(dismiss)).state).toBe('dismissed')
  })

  test('a major hazard is closed by the bureau alone', async () => {
    const hazard = await rectified('major')
    const accept = {
      id: hazard.id,
      revision: hazard.revision,
      command: { event: 'accept' as const, note: '' },
    }
    await expectRefusal(county.as('eastHead').hazards.advance({ ...accept, files: [] }), 'major-needs-bureau')
    await expectRefusal(
      county.as('officer').hazards.advance({ ...accept, files: [] }),
      'acceptance-record-required',
    )
    const paper = (await county.aFile('eastMiddle', 'application/pdf')) as FileId
    const closed = await county.as('officer').hazards.advance({ ...accept, files: [paper] })
    const { files } = await county.as('eastHead').hazards.get({ id: hazard.id })
    expect(files.find(({ id }) => id === paper)?.stage).toBe('acceptance')
    expect(closed.state).toBe('closed')
  })

  test('work without a picture is not handed in', async () => {
    const hazard = await report()
    const confirmed = await county
      .as('eastHead')
      .hazards.advance({ id: hazard.id, revision: 1, command: confirm('general'), files: [] })
    const document = (await county.aFile('eastMiddle', 'application/pdf')) as FileId
    const submit = county.as('eastSafety').hazards.advance({
      id: hazard.id,
      revision: confirmed.revision,
      command: { event: 'submit', rectification: '已经整改' },
      files: [document],
    })
    await expectRefusal(submit, 'photo-required')
  })

  test('the picture of the hazard as it was found proves no rectification, under no name', async () => {
    const by = (person: PersonName) => county.as(person).hazards
    const photo = (await county.aFile('eastMiddle')) as FileId
    const unitId = county.units.eastMiddle
    const { id } = await by('eastTeacher').report({ unitId, hazard: found, files: [photo] })
    const confirmed = { id, revision: 1, command: confirm('general'), files: [] }
    const { revision } = await by('eastHead').advance(confirmed)
    const again = (await county.aFile('eastMiddle')) as FileId
    await county.assembled.connections.owner.query(
      'update files set sha256 = (select sha256 from files seen where seen.id = $1) where id = $2',
      [photo, again],
    )
    const command = { event: 'submit', rectification: '已更换并试用' } as const
    const submit = (...files: FileId[]) => by('eastSafety').advance({ id, revision, command, files })
    for (const file of [photo, again]) await expectRefusal(submit(file), 'photo-required')
    const taken = (await county.aFile('eastMiddle')) as FileId
    await submit(again, taken)
    const { files } = await by('eastHead').get({ id })
    expect(files.filter(file => file.stage === 'before').map(file => file.id)).toEqual([photo])
  })

  test('pictures come with the steps that show something and with no other', async () => {
    const { id } = await report()
    const photo = (await county.aFile('eastMiddle')) as FileId
    const move = county
      .as('eastHead')
      .hazards.advance({ id, revision: 1, command: confirm('general'), files: [photo] })
    await expect(move).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  })
})

describe('whoever a turn concerns', () => {
  const told = async (person: PersonName, place: string): Promise<string[]> => {
    const { rows } = await county.as(person).inbox.list({ pageSize: 100 })
    return rows.flatMap(row =>
      row.title.zh.endsWith(place) ? [row.title.zh.slice(0, -place.length - 1)] : [],
    )
  }
  /** A hazard at a place of its own, with what each step of it needs. */
  async function aStory(place: string) {
    const unitId = county.units.eastMiddle
    const { id } = await county
      .as('eastTeacher')
      .hazards.report({ unitId, hazard: { ...found, place }, files: [] })
    return async (person: PersonName, command: HazardCommand) => {
      const { hazard } = await county.as('officer').hazards.get({ id })
      const files = command.event === 'submit' ? [(await county.aFile('eastMiddle')) as FileId] : []
      await county.as(person).hazards.advance({ id, revision: hazard.revision, command, files })
    }
  }

  test('is told of it once, with a way there, and nobody of his own deed', async () => {
    const act = await aStory('锅炉房东墙')
    const rectification = '已更换并试用'
    await act('eastHead', confirm('general'))
    await act('eastSafety', { event: 'ask-extension', until: '2026-11-05', reason: '配件未到' })
    await act('eastHead', { event: 'grant-extension' })
    await act('eastTeacher', { event: 'submit', rectification })
    await act('officer', { event: 'return', reason: '照片看不清' })
    await act('eastSafety', { event: 'submit', rectification })
    await act('officer', { event: 'accept', note: '' })
    expect(await told('eastSafety', '锅炉房东墙')).toEqual([
      ...['验收销号', '退回整改', '同意延期', '请负责整改隐患'],
    ])
    expect(await told('eastTeacher', '锅炉房东墙')).toEqual(['退回整改'])
    expect(await told('eastHead', '锅炉房东墙')).toEqual([])
    const { rows } = await county.as('eastSafety').inbox.list({ pageSize: 1 })
    expect(rows[0]?.link).toMatch(/^\/hazards\//)
  })

  test('hears that nothing was found, and the next lead that it is his now', async () => {
    await (
      await aStory('宿舍一楼')
    )('eastHead', { event: 'dismiss', reason: '设备正常' })
    expect(await told('eastTeacher', '宿舍一楼')).toEqual(['核实不属实'])
    const act = await aStory('宿舍二楼')
    const command = confirm('general')
    await act('eastHead', command)
    if (command.event !== 'confirm') throw new Error('a confirmation confirms')
    const plan = { ...command.plan, leadId: county.people.eastTeacher.accountId }
    await act('officer', { event: 'replan', plan, reason: '原责任人请假' })
    expect(await told('eastTeacher', '宿舍二楼')).toEqual(['请负责整改隐患'])
  })
})

describe('a report', () => {
  test('dates no finding ahead of the day', async () => {
    const unitId = county.units.eastMiddle
    const reportOn = (discoveredOn: NewHazard['discoveredOn']) =>
      county.as('eastTeacher').hazards.report({ unitId, hazard: { ...found, discoveredOn }, files: [] })
    await expectRefusal(reportOn('2026-10-16'), 'day-in-the-future')
    expect((await reportOn('2026-10-15')).state).toBe('reported')
  })

  test('is not made at a unit that has closed, where nobody could put it right', async () => {
    const admin = county.as('admin').units
    const seen = { id: county.units.kindergarten, revision: 1 }
    const closing = { reason: '并入中心小学', disablePeople: false, openWorkSeen: 0 }
    await admin.close({ ...seen, ...closing, lastDay: '2026-10-15' })
    const late = county.as('officer').hazards.report({ unitId: seen.id, hazard: found, files: [] })
    await expectRefusal(late, 'unit-closed')
  })
})

describe('two people at once', () => {
  test('the second of two acceptances is told that the hazard moved on', async () => {
    const hazard = await rectified()
    const accept = {
      id: hazard.id,
      revision: hazard.revision,
      command: { event: 'accept' as const, note: '' },
    }
    const both = await Promise.allSettled([
      county.as('eastHead').hazards.advance({ ...accept, files: [] }),
      county.as('officer').hazards.advance({ ...accept, files: [] }),
    ])
    expect(both.filter(each => each.status === 'fulfilled')).toHaveLength(1)
    const lost = both.find(each => each.status === 'rejected')
    expect(lost).toMatchObject({
      reason: { refusal: { code: 'stale-revision', current: hazard.revision + 1 } },
    })
    expect(await county.audit('hazard.accept', hazard.id)).toHaveLength(1)
  })
})

describe('the borders of a scope', () => {
  test('a school neither sees nor moves another school’s hazard', async () => {
    const hazard = await report('westSafety', 'westMiddle')
    await expectRefusal(county.as('eastHead').hazards.get({ id: hazard.id }), 'not-found')
    const move = county
      .as('eastHead')
      .hazards.advance({ id: hazard.id, revision: 1, command: confirm('general'), files: [] })
    await expectRefusal(move, 'not-found')
    const list = await county.as('eastHead').hazards.list({ filter: { unitId: county.units.westMiddle } })
    expect(list.total).toBe(0)
  })

  test('nobody reports into another school', async () => {
    await expectRefusal(report('eastTeacher', 'westMiddle'), 'outside-scope')
  })

  test('another school’s photo is no evidence here', async () => {
    const photo = (await county.aFile('westMiddle')) as FileId
    const stolen = county
      .as('eastTeacher')
      .hazards.report({ unitId: county.units.eastMiddle, hazard: found, files: [photo] })
    await expectRefusal(stolen, 'unknown-file')
  })

  test('an auditor reads and changes nothing', async () => {
    const hazard = await report()
    await county.as('auditor').hazards.get({ id: hazard.id })
    await expectRefusal(report('auditor' as PersonName), 'not-permitted')
    const move = county
      .as('auditor')
      .hazards.advance({ id: hazard.id, revision: 1, command: confirm('general'), files: [] })
    await expectRefusal(move, 'role-not-allowed')
  })

  test('a query that forgets its where returns nothing without a scope', async () => {
    await report()
    const stranger = { ...county.people.westHead, scope: { kind: 'units' as const, units: [] } }
    const { db } = county.assembled.app
    expect(await db.read(stranger, tx => tx.selectFrom('hazards').selectAll().execute())).toEqual([])
    expect(
      (await db.read(SYSTEM, tx => tx.selectFrom('hazards').selectAll().execute())).length,
    ).toBeGreaterThan(0)
  })
})

describe('the list', () => {
  beforeEach(() => county.setNow('2026-10-15T02:00:00.000Z'))

  test('finds a hazard by any part of its place, and takes wildcards as letters', async () => {
    await report()
    const list = (search: string) => county.as('officer').hazards.list({ filter: { search } })
    expect((await list('学楼二')).total).toBeGreaterThan(0)
    expect((await list('%')).total).toBe(0)
    expect((await list("'; drop table hazards; --")).total).toBe(0)
  })

  test('by deadline shows those that have none last, whichever way it is sorted', async () => {
    await report()
    const hazard = await report()
    await county
      .as('eastHead')
      .hazards.advance({ id: hazard.id, revision: 1, command: confirm('general'), files: [] })
    for (const desc of [true, false]) {
      const { rows } = await county.as('officer').hazards.list({ sort: { by: 'dueOn', desc }, pageSize: 100 })
      const dated = rows.map(row => row.dueOn !== null)
      expect(new Set(dated)).toEqual(new Set([true, false]))
      expect(dated.lastIndexOf(true)).toBeLessThan(dated.indexOf(false))
    }
  })

  test('is the same hazards however it is sorted, and every filter narrows it', async () => {
    const all = await county.as('officer').hazards.list({ pageSize: 100 })
    const ids = (rows: readonly { id: string }[]): string[] => rows.map(row => row.id)
    for (const by of ['reportedAt', 'dueOn', 'grade', 'unit', 'state'] as const) {
      const [down, up] = await Promise.all(
        [true, false].map(desc => county.as('officer').hazards.list({ sort: { by, desc }, pageSize: 100 })),
      )
      expect(ids(down?.rows ?? []).toSorted()).toEqual(ids(all.rows).toSorted())
      // Where no value is missing, one way is the other way round.
      if (by !== 'dueOn' && by !== 'grade')
        expect(ids(up?.rows ?? []).reverse()).toEqual(ids(down?.rows ?? []))
    }
    const area = all.rows[0]?.area
    for (const filter of [
      { grade: 'major' as const },
      { mine: true },
      { unitId: county.units.westMiddle },
      { township: '439901199' },
      { discoveredFrom: '2026-12-01' as const },
      { discoveredTo: '2020-01-01' as const },
      { state: ['dismissed' as const], area },
    ]) {
      const { total, rows } = await county.as('officer').hazards.list({ filter, pageSize: 100 })
      expect([filter, total < all.total, rows.length]).toEqual([filter, true, total])
    }
  })

  test('counts by state equal the lists they open', async () => {
    const counts = await county.as('eastHead').hazards.counts({})
    for (const state of ['reported', 'rectifying', 'awaiting-acceptance', 'closed'] as const) {
      const list = await county.as('eastHead').hazards.list({ filter: { state: [state] }, pageSize: 100 })
      expect(list.total).toBe(counts[state])
      expect(list.rows).toHaveLength(counts[state])
    }
  })

  test('a deadline day is in time and the next day is not', async () => {
    const hazard = await report()
    await county
      .as('eastHead')
      .hazards.advance({ id: hazard.id, revision: 1, command: confirm('general'), files: [] })
    const overdue = () =>
      county.as('eastHead').hazards.list({ filter: { overdue: true, search: hazard.number } })
    county.setNow('2026-10-30T15:59:59.000Z')
    expect((await overdue()).total).toBe(0)
    county.setNow('2026-10-30T16:00:00.000Z')
    expect((await overdue()).total).toBe(1)
  })
})
