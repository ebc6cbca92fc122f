import type { RiskPoint } from '@anlan/domain'
import { beforeEach, describe, expect, test } from 'vitest'
import { SYSTEM } from '../../db/scope.ts'
import { expectRefusal, useCounty, type PersonName } from '../../testing/county.ts'
import { judged, RAIL, recordStairs, stairs } from '../../testing/risks.ts'

const county = useCounty()
beforeEach(() => county.setNow('2026-10-15T02:00:00.000Z'))

const find = (id: string, by: PersonName = 'eastSafety') =>
  county.as(by).risks.get({ id: id as RiskPoint['id'] })
const inboxOf = async (person: PersonName) =>
  (await county.as(person).inbox.list({ page: 1, pageSize: 100 })).rows.filter(({ kind }) => kind === 'risk')

describe('a risk point', () => {
  test('is recorded with its grade before and after the measures, and is in the audit', async () => {
    const point = await recordStairs(county)
    expect(point).toMatchObject({ inherentColour: 'red', colour: 'yellow', level: 'general', revision: 1 })
    expect(point).toMatchObject({ assessedOn: '2026-10-15', reviewOn: '2027-10-15', control: 'department' })
    const detail = await find(point.id)
    expect(detail).toMatchObject({
      ...{ inherent: { score: 20 }, residual: { score: 10 }, responsibleName: 'eastSafety' },
      ...{ reasons: [], hazards: [], mayRecord: true },
      gradings: [{ colour: 'yellow', score: 10, by: 'eastSafety', reasons: [] }],
    })
    expect(await county.audit('risk.record', point.id)).toEqual([
      { actor_name: 'eastSafety', unit_id: county.units.eastMiddle },
    ])
  })

  test.each([
    ['a lowered value without its measure', { residual: judged(2, 5) }, 'lowered-without-measure'],
    ['a value the scheme does not know', { inherent: judged(7, 5) }, 'factor-value-unknown'],
    [
      'a scheme that is not in force',
      { inherent: { ...judged(4, 5), scheme: 'lec' }, residual: { ...judged(4, 5), scheme: 'lec' } },
      'scheme-differs',
    ],
    [
      'a place nobody could find',
      { site: { campus: '', building: '', floor: '', room: '' } },
      'site-missing',
    ],
  ] as const)('is refused with %s', async (_what, change, code) => {
    await expectRefusal(recordStairs(county, change), code)
  })

  test('is answered for by somebody who works at the school', async () => {
    const accountId = county.people.westSafety.accountId
    await expectRefusal(
      recordStairs(county, { responsible: { department: '德育处', accountId } }),
      'unknown-responsible',
    )
  })
})

describe('who may record', () => {
  test.each(['eastTeacher', 'eastAdmin', 'officer', 'inspector', 'eastCoordinator', 'auditor'] as const)(
    'not %s',
    async person => {
      await expectRefusal(recordStairs(county, {}, person), 'not-permitted')
    },
  )

  test('nobody at a school of somebody else, not even with its unit forged', async () => {
    await expectRefusal(recordStairs(county, {}, 'westSafety'), 'outside-scope')
    const point = await recordStairs(county)
    const west = county.as('westHead').risks
    await expectRefusal(west.get({ id: point.id }), 'not-found')
    await expectRefusal(west.grade({ id: point.id, revision: 1, facts: stairs(county) }), 'not-found')
    await expectRefusal(west.retire({ id: point.id, revision: 1, reason: '不存在了' }), 'not-found')
    const list = await west.list({ page: 1, pageSize: 100, filter: { unitId: county.units.eastMiddle } })
    expect(list).toMatchObject({ rows: [], total: 0 })
  })

  test('a row that names a unit out of reach is refused by the database itself', async () => {
    const point = await recordStairs(county)
    const { db } = county.assembled.app
    const moved = db.transaction(county.people.eastHead, tx =>
      tx
        .updateTable('risk_points')
        .set({ unit_id: county.units.westMiddle })
        .where('id', '=', point.id)
        .execute(),
    )
    await expect(moved).rejects.toThrow(/row-level security/)
  })

  test('no grading is ever rewritten', async () => {
    await recordStairs(county)
    const rewritten = county.assembled.app.db.transaction(SYSTEM, tx =>
      tx.updateTable('risk_assessments').set({ colour: 'blue' }).execute(),
    )
    await expect(rewritten).rejects.toThrow(/permission denied/)
  })
})

describe('grading anew', () => {
  test('answers what it was due for, and each grading stays', async () => {
    const point = await recordStairs(county)
    const noted = await county
      .as('eastSafety')
      .risks.noteChange({ id: point.id, revision: 1, note: '楼梯加宽，增设一道扶手' })
    expect((await find(point.id)).reasons).toEqual(['changed'])
    county.setNow('2027-10-15T02:00:00.000Z')
    const again = await county.as('eastHead').risks.grade({
      ...{ id: point.id, revision: noted.revision },
      facts: stairs(county, { residual: judged(1, 5, [RAIL]) }),
    })
    expect(again).toMatchObject({ colour: 'blue', reviewOn: '2028-10-15', regrade: [], revision: 3 })
    const { gradings, reasons } = await find(point.id)
    expect(reasons).toEqual([])
    expect(gradings.map(({ colour, by, reasons: why }) => [colour, by, why])).toEqual([
      ['blue', 'eastHead', ['review-day', 'changed']],
      ['yellow', 'eastSafety', []],
    ])
  })

  test('is refused to whoever saw an older state', async () => {
    const point = await recordStairs(county)
    await county.as('eastHead').risks.grade({ id: point.id, revision: 1, facts: stairs(county) })
    await expectRefusal(
      county.as('eastSafety').risks.grade({ id: point.id, revision: 1, facts: stairs(county) }),
      'stale-revision',
    )
  })

  test('is due from its day on, in the list as on its page', async () => {
    const point = await recordStairs(county, { name: '到期的楼梯' })
    const due = async () =>
      (await county.as('eastSafety').risks.list({ page: 1, pageSize: 100, filter: { due: true } })).rows.some(
        ({ id }) => id === point.id,
      )
    county.setNow('2027-10-14T02:00:00.000Z')
    expect([await due(), (await find(point.id)).reasons]).toEqual([false, []])
    county.setNow('2027-10-15T02:00:00.000Z')
    expect([await due(), (await find(point.id)).reasons]).toEqual([true, ['review-day']])
  })
})

describe('a hazard found at a risk point', () => {
  const report = (riskPointId: RiskPoint['id'] | null, by: PersonName = 'eastTeacher') =>
    county.as(by).hazards.report({
      unitId: county.units.eastMiddle,
      hazard: {
        ...{ area: 'emergency', source: 'self-inspection', place: '西侧楼梯', description: '中间扶手松动' },
        ...{ discoveredOn: '2026-10-15', interimControl: null, stopUse: false, riskPointId },
      },
      files: [],
    })

  test('stands on the point at once, which is then graded anew', async () => {
    const point = await recordStairs(county)
    const hazard = await report(point.id)
    const detail = await find(point.id)
    expect(detail.reasons).toEqual(['hazard'])
    expect(detail.hazards.map(({ number }) => number)).toEqual([hazard.number])
    expect(detail.point).toMatchObject({ revision: 2, regrade: [{ why: 'hazard', hazardId: hazard.id }] })
    expect(await county.audit('risk.note-hazard', point.id)).toHaveLength(1)
  })

  test('is not tied to a point of another school, or to one that is off the register', async () => {
    const village = await recordStairs(county, {}, 'eastHead', 'eastMiddle')
    await county.as('eastHead').risks.retire({ id: village.id, revision: 1, reason: '楼梯已拆除' })
    await expectRefusal(report(village.id), 'unknown-risk-point')
    const accountId = county.people.westSafety.accountId
    const west = await recordStairs(
      county,
      { responsible: { department: '总务处', accountId } },
      'westSafety',
      'westMiddle',
    )
    await expectRefusal(report(west.id), 'unknown-risk-point')
    await expectRefusal(report(west.id, 'officer'), 'unknown-risk-point')
  })
})

describe('a red risk', () => {
  test('is told to the safety section, once a grading', async () => {
    const before = (await inboxOf('officer')).length
    const point = await recordStairs(county, { residual: judged(4, 5), measures: [] })
    const told = await inboxOf('officer')
    expect(told).toHaveLength(before + 1)
    expect(told[0]).toMatchObject({ link: `/risks/${point.id}` })
    expect(told[0]?.body.zh).toContain('L4×S5＝20')
    await county.as('eastSafety').risks.grade({
      id: point.id,
      revision: 1,
      facts: stairs(county, { residual: judged(4, 5), measures: [] }),
    })
    expect(await inboxOf('officer')).toHaveLength(before + 1)
    expect(await inboxOf('westHead')).toEqual([])
  })

  test('a yellow one is not', async () => {
    const before = (await inboxOf('officer')).length
    await recordStairs(county)
    expect(await inboxOf('officer')).toHaveLength(before)
  })
})

describe('off the register and back', () => {
  test('with a reason each, in the list of what was taken off meanwhile, and graded anew afterwards', async () => {
    const point = await recordStairs(county, { name: '旧锅炉房' })
    const { risks } = county.as('eastSafety')
    const listed = async (retired: boolean) =>
      (await risks.list({ page: 1, pageSize: 100, filter: { search: '旧锅炉房', retired } })).total
    expect([await listed(false), await listed(true)]).toEqual([1, 0])
    const retired = await risks.retire({ id: point.id, revision: 1, reason: '已拆除' })
    expect([await listed(false), await listed(true)]).toEqual([0, 1])
    await expectRefusal(
      risks.grade({ id: point.id, revision: retired.revision, facts: stairs(county) }),
      'risk-retired',
    )
    await risks.restore({ id: point.id, revision: retired.revision, reason: '恢复使用' })
    expect([await listed(false), await listed(true)]).toEqual([1, 0])
    expect((await find(point.id)).reasons).toEqual(['changed'])
  })
})

test('a measure that was looked at is looked at again on a day to come', async () => {
  const point = await recordStairs(county)
  const { risks } = county.as('eastSafety')
  const seen = { id: point.id, revision: 1, measureId: RAIL }
  await expectRefusal(risks.reviewMeasure({ ...seen, next: '2026-10-15' }), 'day-past')
  await expectRefusal(
    risks.reviewMeasure({ ...seen, measureId: county.units.eastMiddle, next: '2027-01-01' }),
    'not-found',
  )
  await risks.reviewMeasure({ ...seen, next: '2027-01-01' })
  const { rows } = await risks.list({ page: 1, pageSize: 100, filter: { search: point.name } })
  expect(rows.find(({ id }) => id === point.id)?.measuresReviewOn).toBe('2027-01-01')
})

test('counts by colour are the lengths of the lists behind them', async () => {
  const { risks } = county.as('officer')
  const counts = await risks.counts({ filter: {} })
  for (const colour of ['red', 'orange', 'yellow', 'blue'] as const)
    expect((await risks.list({ page: 1, pageSize: 1, filter: { colour } })).total).toBe(counts[colour])
  expect((await risks.list({ page: 1, pageSize: 1, filter: { due: true } })).total).toBe(counts.due)
  expect((await risks.list({ page: 1, pageSize: 1 })).total).toBe(counts.total)
})

test('what people do is found apart from where they are', async () => {
  await recordStairs(county)
  await recordStairs(county, { kind: 'activity', name: '秋季研学出行' })
  const { risks } = county.as('eastSafety')
  const kindsOf = async (kind: 'place' | 'activity') =>
    new Set((await risks.list({ page: 1, pageSize: 100, filter: { kind } })).rows.map(row => row.kind))
  expect(await kindsOf('activity')).toEqual(new Set(['activity']))
  expect(await kindsOf('place')).toEqual(new Set(['place']))
})
