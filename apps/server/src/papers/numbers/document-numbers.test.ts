import type { AccountId, BulletinCommand, BulletinId, Instant } from '@anlan/domain'
import { readPlanFile } from '@anlan/documents'
import { describe, expect, test } from 'vitest'
import { recordAudit } from '../../audit/record-audit.ts'
import { newId } from '../../ids.ts'
import { expectRefusal, useCounty } from '../../testing/county.ts'
import type { Context } from '../../trpc.ts'
import { makePaper } from '../make-paper.ts'
import { keepNumber, takeNumbers } from './document-number.ts'

const county = useCounty()
const NOW: Instant = '2026-10-15T02:00:00.000Z'
const context = (): Context => ({
  ...{ app: county.assembled.app, actor: county.people.officer, now: NOW, requestId: null },
})
/** Numbers that one office of the bureau takes for so many papers at once. */
const take = (office: string, { count = 1, fail = false } = {}): Promise<string[]> =>
  county.assembled.app.db.transaction(county.people.officer, async tx => {
    const ids = Array.from({ length: count }, () => newId<string>())
    const { unitId } = county.people.officer
    const taken = await takeNumbers(tx, context(), { unitId, office }, { kind: 'bulletin', ids })
    if (fail) throw new Error('not signed after all')
    if (!taken.ok) throw new Error(taken.error.code)
    const line = { action: 'paper.number', subject: { kind: 'bulletin', id: ids[0] ?? '' }, unitId } as const
    await recordAudit(tx, context(), { ...line, after: { documentNumber: taken.value.at(-1) } })
    return taken.value
  })
const keep = (number: string) =>
  county.assembled.app.db.transaction(county.people.officer, tx =>
    keepNumber(tx, context(), number, {
      ...{ unitId: county.people.officer.unitId, subject: { kind: 'bulletin', id: newId<string>() } },
    }),
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
    const given = await Promise.all(Array.from({ length: 12 }, (_, at) => take('安教通', { count: at + 1 })))
    const serialsOf = (numbers: string[]) => numbers.map(number => Number(/〕(\d+)号/.exec(number)?.[1]))
    // Those of one batch follow on each other; all together there is none twice and none missing.
    for (const serials of given.map(serialsOf))
      expect(serials).toEqual(serials.map((_, at) => (serials[0] ?? 0) + at))
    const serials = serialsOf(given.flat())
    expect(serials.toSorted((a, b) => a - b)).toEqual(serials.map((_, at) => at + 1))
  })

  test('of a paper that was not signed after all goes to the next', async () => {
    expect(await take('安教函')).toEqual(['安教函〔2026〕1号'])
    await expect(take('安教函', { count: 3, fail: true })).rejects.toThrow('not signed')
    expect(await take('安教函')).toEqual(['安教函〔2026〕2号'])
  })

  test('is none beyond the last that can be written', async () => {
    expect(await keep('安教末〔2026〕99998号')).toMatchObject({ ok: true })
    await expect(take('安教末', { count: 2 })).rejects.toThrow('number-series-full')
    expect(await take('安教末')).toEqual(['安教末〔2026〕99999号'])
    expect((await county.as('officer').documentNumbers.offer({ of: 'papers' })).join()).not.toContain(
      '安教末',
    )
  })

  test('follows on what somebody typed, and is never what another paper has', async () => {
    county.setNow(NOW)
    await issue('安教督〔2026〕7号')
    expect(await take('安教督')).toEqual(['安教督〔2026〕8号'])
    expect(await keep('安教督〔2026〕20号')).toEqual({ ok: true, value: '安教督〔2026〕20号' })
    for (const used of ['安教督〔2026〕7号', '安教督〔2026〕8号', '安教督〔2026〕20号'])
      expect(await keep(used)).toMatchObject({ error: { code: 'number-taken' } })
    await expectRefusal(issue('安教督〔2026〕8号'), 'number-taken')
    expect(await county.as('officer').documentNumbers.offer({ of: 'papers' })).toContain('安教督〔2026〕21号')
  })

  test('is never given to a second paper of another kind, typed by whomever', async () => {
    county.setNow(NOW)
    const [officer, leader] = [county.as('officer'), county.as('leader')]
    const bulletin = async (documentNumber: string) => {
      const drafted = await officer.bulletins.draft({
        ...{ id: newId<BulletinId>(), title: '全县校园安全工作情况通报', by: 'school' },
        ...{ from: '2026-09-01', until: '2026-10-10', indicators: ['hazards-closed'] },
      })
      const give = (by: typeof officer, revision: number, command: BulletinCommand) =>
        by.bulletins.advance({ id: drafted.id, revision, command })
      const text = { ...drafted.text, problems: '个别学校整改逾期。' }
      const edited = await give(officer, drafted.revision, { event: 'edit', text })
      const waiting = await give(officer, edited.revision, { event: 'submit' })
      const { revision } = await give(leader, waiting.revision, { event: 'approve', keepsFigures: true })
      return give(officer, revision, { event: 'issue', to: null, documentNumber })
    }
    await issue('安教办〔2026〕1号')
    await expectRefusal(bulletin('安教办〔2026〕1号'), 'number-taken')
    // Written with other brackets it is the same number, and what is no number goes out under none.
    await expectRefusal(bulletin('安教办[2026]1号'), 'number-taken')
    await bulletin('安教办[2026]2号')
    await expectRefusal(issue('安教办〔2026〕2号'), 'number-taken')
    await expect(bulletin('另行编号')).rejects.toThrow('bad-document-number')
    expect(await take('安教办')).toEqual(['安教办〔2026〕3号'])
    const both = await Promise.allSettled([issue('安教办〔2026〕9号'), bulletin('安教办〔2026〕9号')])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  test('is offered to those who issue alone', async () => {
    await expectRefusal(county.as('eastTeacher').documentNumbers.offer({ of: 'papers' }), 'not-permitted')
    // A school has series of its own; the bureau's are none of its business.
    await take('安教阅')
    expect(await county.as('eastHead').documentNumbers.offer({ of: 'papers' })).toEqual([])
  })
})

describe('a rectification order for a hazard', () => {
  const number = () => county.as('officer').documentNumbers
  async function aHazard(): Promise<string> {
    const { id } = await reported()
    return id
  }
  async function reported() {
    const head = county.as('eastHead')
    const hazard = await head.hazards.report({
      unitId: county.units.eastMiddle,
      hazard: {
        ...{ area: 'fire', source: 'self-inspection', place: '宿舍一层', description: '安全出口上锁' },
        ...{ discoveredOn: '2026-10-15', interimControl: null, stopUse: false },
      },
      files: [],
    })
    const leadId = county.people.eastHead.accountId as AccountId
    await head.hazards.advance({
      ...{ id: hazard.id, revision: hazard.revision, files: [] },
      command: {
        ...{
          event: 'confirm',
          grade: 'general',
          basis: '出口应当畅通',
          interimControl: null,
          stopUse: false,
        },
        plan: { leadId, measures: '拆除门锁', funds: '', dueOn: '2026-10-25', contingency: '' },
      },
    })
    return hazard
  }
  /** What stands in the file that this person gets. */
  async function wordFile(who: 'eastHead' | 'officer', id: string): Promise<string> {
    const made = await makePaper(
      { ...context(), actor: county.people[who] },
      'hazard-order',
      id,
      'http://anlan',
    )
    if (!made.ok) return made.error.code
    const read = await readPlanFile(made.value.bytes)
    return read.ok ? read.value.text : read.error.code
  }
  const said = async (who: 'eastHead' | 'officer', id: string) => {
    const { paper } = await county.as(who).documentNumbers.show({ kind: 'hazard-order', id })
    return { number: paper.number, day: paper.signature?.day, body: JSON.stringify(paper.body) }
  }

  test('is the bureau’s draft until it has its number, then the school’s, dated and told', async () => {
    county.setNow(NOW)
    const id = await aHazard()
    await expectRefusal(said('eastHead', id), 'not-found')
    expect(await said('officer', id)).toMatchObject({ number: null, day: null })
    expect(await wordFile('officer', id)).not.toContain('核验码')
    expect(await wordFile('eastHead', id)).toBe('not-found')
    await expectRefusal(
      county.as('eastHead').documentNumbers.give({ kind: 'hazard-order', id, number: '安教责〔2026〕1号' }),
      'not-permitted',
    )
    await number().give({ kind: 'hazard-order', id, number: '安教责〔2026〕1号' })
    expect(await said('eastHead', id)).toMatchObject({ number: '安教责〔2026〕1号', day: '2026-10-15' })
    expect(await county.audit('paper.number', id)).toHaveLength(1)
    expect(await wordFile('eastHead', id)).toContain('安教责〔2026〕1号')
    const { rows } = await county.as('eastHead').inbox.list({})
    expect(rows.map(({ title }) => title.zh)).toContain('责令整改通知书（安教责〔2026〕1号）')
  })

  test('has one number, however many give it one at once', async () => {
    const id = await aHazard()
    const given = await Promise.allSettled(
      [31, 32, 33].map(serial =>
        number().give({ kind: 'hazard-order', id, number: `安教责〔2026〕${serial}号` }),
      ),
    )
    expect(given.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    await expectRefusal(
      number().give({ kind: 'hazard-order', id, number: '安教责〔2026〕40号' }),
      'paper-not-numberable',
    )
  })

  test('says what it said when it was numbered, whatever is planned anew', async () => {
    const hazard = await reported()
    await number().give({ kind: 'hazard-order', id: hazard.id, number: '安教责〔2026〕50号' })
    const before = await said('officer', hazard.id)
    expect(before.body).toContain('2026年10月25日')
    const { hazard: now } = await county.as('eastHead').hazards.get({ id: hazard.id })
    const plan = now.plan
    if (!plan) throw new Error('a confirmed hazard has a plan')
    await county.as('eastHead').hazards.advance({
      ...{ id: hazard.id, revision: now.revision, files: [] },
      command: { event: 'replan', plan: { ...plan, measures: '更换门锁' }, reason: '门已损坏' },
    })
    expect(await said('officer', hazard.id)).toEqual(before)
  })

  test('of which a measure has the number is refused it', async () => {
    await issue('安教督〔2026〕77号')
    await expectRefusal(
      number().give({ kind: 'hazard-order', id: await aHazard(), number: '安教督〔2026〕77号' }),
      'number-taken',
    )
  })
})
