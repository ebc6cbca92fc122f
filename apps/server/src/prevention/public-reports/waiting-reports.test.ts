import { PUBLIC_REPORT_RULE, type Day, type Instant, type PublicReportId } from '@anlan/domain'
import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { SYSTEM } from '../../db/scope.ts'
import { remindOfReports } from '../../jobs/report-reminders.ts'
import { receiveReport, reportIdOf } from './receive-report.ts'
import { expectRefusal, useCounty, type PersonName, type UnitName } from '../../testing/county.ts'

const county = useCounty()
const RECEIVED = '2026-10-10T02:00:00.000Z'
const NOW = '2026-10-15T02:00:00.000Z'

/** Reports of a school that wait since a moment. */
async function wait(
  unit: UnitName = 'eastMiddle',
  count = 1,
  receivedAt: Instant = RECEIVED,
): Promise<PublicReportId[]> {
  const unitId = county.units[unit]
  const { id: poster } = await county.as('officer').reportPosters.make({ unitId, place: '' })
  county.setNow(receivedAt)
  const ids = Array.from({ length: count }, () => randomUUID() as PublicReportId)
  for (const id of ids) {
    const received = await receiveReport(
      county.assembled.app,
      { id: poster, unitId, unitName: unit, place: '', revoked: false },
      { id, place: '校门口', text: '试试能不能发出去', contact: '' },
      [],
      null,
    )
    if (!received.ok) throw new Error(received.error.code)
  }
  county.setNow(NOW)
  return ids.map(id => reportIdOf(county.assembled.app.vault, id))
}
const dismiss = (by: PersonName, ids: PublicReportId[], reason = '同一人反复提交，现场查无此事') =>
  county.as(by).publicReports.dismissMany({ ids, reason })
const stateOf = async (id: PublicReportId) =>
  (await county.as('officer').publicReports.list({ pageSize: 100 })).rows.find(row => row.id === id)?.state

describe('after a flood', () => {
  test('many reports are dismissed for one reason, each on the record by itself', async () => {
    const ids = [...(await wait('eastMiddle', 12)), ...(await wait('westMiddle', 3))]
    expect(await dismiss('officer', [...ids, ...ids.slice(0, 2)])).toEqual({
      dismissed: 15,
      settledBefore: 0,
    })
    for (const id of ids) {
      expect(await stateOf(id)).toBe('dismissed')
      expect(await county.audit('public-report.dismiss', id)).toHaveLength(1)
    }
    const { rows } = await county.as('officer').publicReports.list({ state: 'dismissed' })
    expect(rows[0]?.reason).toBe('同一人反复提交，现场查无此事')
  })

  test('what somebody settled meanwhile stays as he settled it, and is counted apart', async () => {
    const [first, ...others] = await wait('eastMiddle', 3)
    if (!first) throw new Error('no report')
    const command = { event: 'dismiss', reason: '现场查看，栏杆牢固' } as const
    await county.as('inspector').publicReports.settle({ id: first, command })
    expect(await dismiss('officer', [first, ...others])).toEqual({ dismissed: 2, settledBefore: 1 })
    const { rows } = await county.as('officer').publicReports.list({ state: 'dismissed' })
    expect(rows.find(({ id }) => id === first)).toMatchObject({
      reason: command.reason,
      settledByName: 'inspector',
    })
  })

  test('two people with the same page open settle each report once', async () => {
    const ids = await wait('eastMiddle', 8)
    const counts = await Promise.all([dismiss('officer', ids), dismiss('inspector', ids.toReversed())])
    expect(counts.reduce((sum, { dismissed }) => sum + dismissed, 0)).toBe(8)
    for (const id of ids) expect(await county.audit('public-report.dismiss', id)).toHaveLength(1)
  })

  test('it is all of them or none, and never the school’s own to do', async () => {
    const ids = await wait('eastMiddle', 2)
    await expectRefusal(dismiss('officer', [...ids, randomUUID() as PublicReportId]), 'not-found')
    await expectRefusal(dismiss('eastHead', ids), 'finding-needs-bureau')
    await expectRefusal(dismiss('westHead', ids), 'not-found')
    await expectRefusal(dismiss('auditor', ids), 'not-permitted')
    await expect(dismiss('officer', ids, ' ')).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    expect(await Promise.all(ids.map(stateOf))).toEqual(['waiting', 'waiting'])
  })
})

describe('a report that waits', () => {
  const remind = async (on: Day, by: PersonName) => {
    const { db } = county.assembled.app
    const notices = await db.read(SYSTEM, tx => remindOfReports(tx, on))
    return notices.filter(({ accountId }) => accountId === county.people[by].accountId)
  }
  const titles = async (on: Day, by: PersonName) => (await remind(on, by)).map(({ title }) => title.zh)

  test('is reminded of on the third day, to its school and to the bureau, and again when as long has passed', async () => {
    const all = await county.as('officer').publicReports.list({ state: 'waiting', pageSize: 100 })
    const ids = all.rows.map(({ id }) => id)
    if (ids.length > 0) await dismiss('officer', ids)
    await wait('eastVillage', 2)
    expect(await titles('2026-10-12', 'villageHead')).toEqual([])
    expect(await titles('2026-10-13', 'villageHead')).toEqual(['2件举报满3天还没有核实'])
    expect(await titles('2026-10-13', 'officer')).toEqual(['测试eastVillage2件举报满3天还没有核实'])
    expect(await titles('2026-10-13', 'westHead')).toEqual([])
    const key = async (on: Day) => (await remind(on, 'villageHead'))[0]?.dedupeKey
    expect(await key('2026-10-15')).toBe(await key('2026-10-13'))
    expect(await key('2026-10-16')).not.toBe(await key('2026-10-13'))
    await wait('westMiddle')
    expect(await titles('2026-10-13', 'officer')).toEqual(['2所学校3件举报满3天还没有核实'])
  })

  test('is reminded of after as many days as the county sets', async () => {
    const limits = county.as('officer').ruleLimits
    const { revision } = (await limits.get()).limits
    await limits.set({
      revision,
      change: {
        ...{ rule: PUBLIC_REPORT_RULE.code, limit: 'wait-days', value: 1 },
        ...{ from: '2026-10-16', basis: '县教育局试行' },
      },
    })
    await wait('westMiddle', 1, '2026-10-19T02:00:00.000Z')
    const [notice] = await remind('2026-10-20', 'westHead')
    expect(notice?.title.zh).toBe('2件举报满1天还没有核实')
    expect(notice?.body.zh).toContain('最早的一件已等10天')
  })
})
