import type { Instant } from '@anlan/domain'
import { describe, expect, test } from 'vitest'
import { newId } from '../../ids.ts'
import { expectRefusal, useCounty } from '../../testing/county.ts'
import type { Context } from '../../trpc.ts'
import { keepNumber, takeNumber } from './document-number.ts'

const county = useCounty()
const NOW: Instant = '2026-10-15T02:00:00.000Z'
const context = (): Context => ({
  ...{ app: county.assembled.app, actor: county.people.officer, now: NOW, requestId: null },
})
const asked = (office: string) => ({
  ...{ office, year: 2026, unitId: county.people.officer.unitId },
  subject: { kind: 'bulletin', id: newId<string>() },
})
const take = (office: string, fail = false): Promise<string> =>
  county.assembled.app.db.transaction(county.people.officer, async tx => {
    const number = await takeNumber(tx, context(), asked(office))
    if (fail) throw new Error('not signed after all')
    return number
  })
const keep = (number: string) =>
  county.assembled.app.db.transaction(county.people.officer, tx =>
    keepNumber(tx, context(), number, { unitId: county.people.officer.unitId, subject: asked('').subject }),
  )
async function issue(documentNumber: string): Promise<void> {
  const officer = county.as('officer').supervision
  const { id } = await officer.open({
    ...{ unitId: county.units.eastMiddle, title: '宿舍安全出口夜间上锁' },
    facts: [{ kind: 'text', words: '宿舍一层安全出口夜间上锁' }],
    measure: { kind: 'supervision-notice', reason: '逾期未整改', demand: '拆除门锁', skipReason: '情形严重' },
  })
  await county.as('leader').supervision.advance({ id, revision: 1, command: { event: 'approve' }, files: [] })
  const command = { event: 'issue', documentNumber, replyDueOn: '2026-10-25' } as const
  await officer.advance({ id, revision: 2, command, files: [] })
}

describe('a document number', () => {
  test('is given once, without a gap, to papers that are numbered at the same moment', async () => {
    const given = await Promise.all(Array.from({ length: 12 }, () => take('安教通')))
    const serials = given.map(number => Number(/〕(\d+)号/.exec(number)?.[1])).toSorted((a, b) => a - b)
    expect(serials).toEqual(Array.from({ length: 12 }, (_, at) => at + 1))
  })

  test('of a paper that was not signed after all goes to the next', async () => {
    expect(await take('安教函')).toBe('安教函〔2026〕1号')
    await expect(take('安教函', true)).rejects.toThrow('not signed')
    expect(await take('安教函')).toBe('安教函〔2026〕2号')
  })

  test('follows on what somebody typed, and is never what another paper has', async () => {
    county.setNow(NOW)
    await issue('安教督〔2026〕7号')
    expect(await take('安教督')).toBe('安教督〔2026〕8号')
    expect(await keep('安教督〔2026〕20号')).toEqual({ ok: true, value: '安教督〔2026〕20号' })
    for (const used of ['安教督〔2026〕7号', '安教督〔2026〕8号', '安教督〔2026〕20号'])
      expect(await keep(used)).toMatchObject({ error: { code: 'number-taken' } })
    await expectRefusal(issue('安教督〔2026〕8号'), 'number-taken')
    expect(await county.as('officer').documentNumbers.offer()).toContain('安教督〔2026〕21号')
  })

  test('is offered to those who issue alone', async () => {
    await expectRefusal(county.as('eastHead').documentNumbers.offer(), 'not-permitted')
  })
})
