import type { MechanismRecordId, NewItem, RecordBody } from '@anlan/domain'
import { describe, expect, test } from 'vitest'
import { newId } from '../ids.ts'
import { expectRefusal, useCounty, type PersonName } from '../testing/county.ts'

const county = useCounty()
const desk = (who: PersonName = 'officer') => county.as(who).mechanisms

const meeting: RecordBody = {
  ...{ kind: 'consultation', title: '十月校园安全会商', on: '2026-10-14', place: '局三楼会议室' },
  ...{ chair: '𠮷田𬭎', attending: '公安、消防、市场监管\n东镇中学', topic: '入冬前用电用火风险' },
  ...{ judgement: '入冬后取暖用电负荷上升，老旧线路风险升高。', figures: [] },
}
const action: RecordBody = {
  ...{ kind: 'joint-action', title: '校门口交通联合整治', on: '2026-10-12', until: '2026-10-20' },
  ...{
    lead: '县公安局交警大队',
    members: ['police', 'transport'],
    plan: '上下学时段在校门口值守，查处违停。',
  },
}
const item = (text: string, change: Partial<NewItem> = {}): NewItem => ({
  ...{ unitId: county.units.eastMiddle, target: '', text },
  ...change,
})
const hazard = () => ({
  ...{ kind: 'hazard' as const, unitId: county.units.eastMiddle, area: 'fire' as const, place: '学生宿舍' },
  ...{ description: '宿舍线路老化，取暖季负荷过大', interimControl: '', stopUse: false },
})
const why = { kind: 'no-work', why: '已由供电公司处理完毕' } as const

async function put(body: RecordBody = meeting, items: readonly NewItem[] = [item('更换宿舍老化线路')]) {
  const record = await desk().create({ id: newId<MechanismRecordId>(), body, items: [...items], files: [] })
  return desk().get({ id: record.id })
}

describe('a consultation', () => {
  test('is not filed while one of its conclusions has neither led to work nor says why not', async () => {
    const { record, items } = await put(meeting, [
      item('更换宿舍老化线路'),
      item('全县排查取暖设备', { unitId: null }),
    ])
    const close = () => desk().advance({ id: record.id, revision: record.revision, event: 'close' })
    await expectRefusal(close(), 'items-undecided')
    const [first, second] = items.map(each => each.item)
    if (!first || !second) throw new Error('two items')
    await desk().handle({ id: first.id, revision: 1, handling: hazard() })
    await expectRefusal(close(), 'items-undecided')
    await desk().handle({ id: second.id, revision: 1, handling: why })
    expect(await close()).toMatchObject({ state: 'closed', closedByName: 'officer' })
    await expectRefusal(desk().handle({ id: second.id, revision: 2, handling: why }), 'record-closed')
    expect(await county.audit('mechanism.close', record.id)).toHaveLength(1)
    expect(await county.audit('mechanism.handle', record.id)).toHaveLength(2)
  })

  test('without a conclusion is not filed', async () => {
    const { record } = await put(meeting, [])
    await expectRefusal(desk().advance({ id: record.id, revision: 1, event: 'close' }), 'items-missing')
  })

  test('two clerks who handle one conclusion at once open one hazard', async () => {
    const { items } = await put()
    const id = items[0]?.item.id
    if (!id) throw new Error('no item')
    const both = await Promise.allSettled([
      desk('officer').handle({ id, revision: 1, handling: hazard() }),
      desk('secondOfficer').handle({ id, revision: 1, handling: hazard() }),
    ])
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    const refused = both.find(each => each.status === 'rejected')
    expect(refused?.reason).toMatchObject({ refusal: { code: 'item-decided' } })
    const { owner } = county.assembled.connections
    const { rows } = await owner.query('select 1 from mechanism_works where item_id = $1', [id])
    expect(rows).toHaveLength(1)
    const hazards = await owner.query(
      `select 1 from hazards where reported_at >= now() - interval '100 years' and place = '学生宿舍' and id in
        (select subject_id from mechanism_works where item_id = $1)`,
      [id],
    )
    expect(hazards.rows).toHaveLength(1)
  })

  test('shows how far the work is that came of it, and the school where it came from', async () => {
    const { record, items } = await put()
    const id = items[0]?.item.id
    if (!id) throw new Error('no item')
    await desk().handle({ id, revision: 1, handling: hazard() })
    const work = (await desk().get({ id: record.id })).items[0]?.works[0]
    expect(work).toMatchObject({ work: 'hazard', state: 'reported', settled: false })
    const head = county.as('eastHead').mechanisms
    const subjectId = work?.subjectId ?? ''
    expect(await head.origins({ subjectId })).toMatchObject([
      { recordId: null, kind: 'consultation', title: '十月校园安全会商' },
    ])
    expect((await head.ofUnit({})).rows.map(row => row.text)).toContain('更换宿舍老化线路')
    expect(await county.as('westHead').mechanisms.origins({ subjectId })).toEqual([])
    await expectRefusal(head.get({ id: record.id }), 'not-found')
  })

  test('leads to a task of the running campaign only, to a point of the unit, or to a matter the school sees once issued', async () => {
    const { items } = await put(meeting, [item('一周内上报取暖设备清单'), item('宿舍用电违规屡禁不止')])
    const [task, talk] = items.map(each => each.item.id)
    if (!task || !talk) throw new Error('two items')
    const handling = {
      ...{ kind: 'assignment' as const, unitId: county.units.eastMiddle, campaignId: newId<never>() },
      ...{ title: '上报取暖设备清单', dueOn: '2026-10-22' as const, area: null },
    }
    await expectRefusal(desk().handle({ id: task, revision: 1, handling }), 'campaign-not-running')
    const point = { kind: 'risk-point' as const, unitId: county.units.eastMiddle, subjectId: newId<string>() }
    await expectRefusal(desk().handle({ id: task, revision: 1, handling: point }), 'unknown-risk-point')
    const other = { ...hazard(), unitId: county.units.westMiddle }
    await expectRefusal(desk().handle({ id: task, revision: 1, handling: other }), 'item-of-other-unit')
    const measure = { kind: 'reminder' as const, reason: '会商议定', demand: '请立即整改', skipReason: null }
    await desk().handle({
      ...{ id: talk, revision: 1 },
      handling: { kind: 'matter', unitId: county.units.eastMiddle, title: '宿舍用电违规', measure },
    })
    const texts = (await county.as('eastHead').mechanisms.ofUnit({})).rows.map(row => row.text)
    expect(texts).not.toContain('宿舍用电违规屡禁不止')
  })

  test('is the bureau’s to write and whoever audits to read', async () => {
    const { record } = await put()
    expect((await county.as('auditor').mechanisms.get({ id: record.id })).mayWrite).toBe(false)
    for (const who of ['auditor', 'eastHead', 'inspector'] as const)
      await expectRefusal(
        desk(who).create({ id: newId<MechanismRecordId>(), body: meeting, items: [], files: [] }),
        'not-permitted',
      )
  })

  test('is corrected with a reason while it is open, keeps its kind, and its items bear the new name', async () => {
    const { record, items } = await put()
    const body = { ...meeting, title: '十月校园安全会商（更正）' }
    const seen = { id: record.id, revision: record.revision, reason: '名称写错' }
    await expectRefusal(desk().revise({ ...seen, body: action }), 'record-event-not-allowed')
    await expectRefusal(county.as('eastHead').mechanisms.revise({ ...seen, body }), 'not-permitted')
    const corrected = await desk().revise({ ...seen, body })
    expect(corrected).toMatchObject({ revision: 2, body: { title: body.title } })
    await expectRefusal(desk().revise({ ...seen, body }), 'stale-revision')
    const id = items[0]?.item.id
    if (!id) throw new Error('no item')
    await desk().handle({ id, revision: 1, handling: hazard() })
    expect((await county.as('eastHead').mechanisms.ofUnit({})).rows.map(({ title }) => title)).toContain(
      body.title,
    )
    const { rows } = await county.assembled.connections.owner.query<{ before: object; after: object }>(
      `select before, after from audit_events where action = 'mechanism.revise' and subject_id = $1`,
      [record.id],
    )
    expect(rows).toMatchObject([
      { before: { title: meeting.title }, after: { title: body.title, reason: '名称写错' } },
    ])
  })

  test('sent twice is put down once, and one that is to come is none', async () => {
    const input = { id: newId<MechanismRecordId>(), body: meeting, items: [item('更换线路')], files: [] }
    const [first, again] = [await desk().create(input), await desk().create(input)]
    expect(again.number).toBe(first.number)
    expect((await desk().get({ id: input.id })).items).toHaveLength(1)
    await expectRefusal(
      desk().create({ ...input, id: newId<MechanismRecordId>(), body: { ...meeting, on: '2026-10-16' } }),
      'day-in-the-future',
    )
  })
})

describe('a joint action', () => {
  const target = (name: string, unitId: NewItem['unitId'] = null) => item('', { target: name, unitId })

  test('lists no target twice', async () => {
    const create = (items: NewItem[]) =>
      desk().create({ id: newId<MechanismRecordId>(), body: action, items, files: [] })
    await expectRefusal(create([target('东镇中学门口'), target(' 东镇中学 门口')]), 'target-twice')
    const { eastMiddle } = county.units
    await expectRefusal(create([target('甲', eastMiddle), target('乙', eastMiddle)]), 'target-twice')
    const { record } = await put(action, [target('东镇中学门口')])
    await expectRefusal(
      desk().addItem({ id: record.id, revision: 1, item: target('东镇中学门口') }),
      'target-twice',
    )
  })

  test('is closed when every target has its result, and a target may lead to several hazards', async () => {
    const { record, items } = await put(action, [target('东镇中学门口', county.units.eastMiddle)])
    const id = items[0]?.item.id
    if (!id) throw new Error('no item')
    await expectRefusal(desk().handle({ id, revision: 1, handling: hazard() }), 'item-without-text')
    await desk().setResult({ id, revision: 1, text: '查处违停六起，发现隔离栏缺失' })
    await desk().handle({ id, revision: 2, handling: hazard() })
    await desk().handle({ id, revision: 3, handling: { ...hazard(), place: '校门口' } })
    expect((await desk().get({ id: record.id })).items[0]?.works).toHaveLength(2)
    expect(await desk().advance({ id: record.id, revision: 1, event: 'close' })).toMatchObject({
      state: 'closed',
    })
  })
})

test('the database itself files no record with an item that came to nothing', async () => {
  const { record } = await put()
  const { owner } = county.assembled.connections
  await expect(
    owner.query(`update mechanism_records set state = 'closed', closed_at = now() where id = $1`, [
      record.id,
    ]),
  ).rejects.toThrow('neither led to work nor says why not')
  await expect(
    owner.query(`update mechanism_items set outcome = 'no-work', decided_at = now() where record_id = $1`, [
      record.id,
    ]),
  ).rejects.toThrow('mechanism_items_check')
})

test('the overview counts what was held, what waits and what is settled', async () => {
  const overview = await desk().overview()
  const row = overview.find(({ mechanism }) => mechanism === 'consultation')
  expect(row).toMatchObject({ lastOn: '2026-10-14', within: 31, cadence: 'in-time' })
  expect(row?.undecided).toBeGreaterThan(0)
  expect(overview.find(({ mechanism }) => mechanism === 'inquiry')).toMatchObject({
    settled: { numerator: 0, denominator: 0 },
    cadence: null,
  })
  await expectRefusal(county.as('eastHead').mechanisms.overview(), 'not-permitted')
})
