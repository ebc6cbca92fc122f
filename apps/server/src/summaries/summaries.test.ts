import type { CampaignId, Instant, SummaryCommand, SummaryId, UnitId } from '@anlan/domain'
import { sql } from 'kysely'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { SYSTEM } from '../db/scope.ts'
import { newId } from '../ids.ts'
import { expectRefusal, useCounty, type PersonName, type UnitName } from '../testing/county.ts'
import { askForSummaries } from '../testing/summaries.ts'
import { SUMMARY_PAPER } from './summary-papers.ts'

const county = useCounty()
const NOW: Instant = '2026-12-18T02:00:00.000Z'
const CAMPAIGN = newId<CampaignId>()
const REVIEW = newId<string>()
const ASKED: readonly UnitName[] = ['eastMiddle', 'eastPrimary', 'eastVillage', 'westMiddle', 'kindergarten']

beforeAll(() =>
  askForSummaries(county, {
    id: CAMPAIGN,
    reviewId: REVIEW,
    title: '校园安全专项行动',
    at: NOW,
    units: ASKED,
  }),
)
beforeEach(() => county.setNow(NOW))

const begin = (by: PersonName, unit: UnitName) =>
  county
    .as(by)
    .summaries.begin({ campaignId: CAMPAIGN, phaseId: null, unitId: county.units[unit] })
    .then(({ id }) => id)
const look = (by: PersonName, id: SummaryId) => county.as(by).summaries.get({ id })
async function give(by: PersonName, id: SummaryId, command: SummaryCommand, reader: PersonName = by) {
  const { summary } = await look(reader, id)
  return county.as(by).summaries.advance({ id, revision: summary.revision, command })
}
const SIGN: SummaryCommand = { event: 'sign', asStated: null, documentNumber: null }
const WORDS = '本单位由总务主任𠮷某牵头，𬭎、㐂两位老师负责。任务完成率{{tasks-accepted}}。'
const write = (title = '东镇中学工作总结', text = WORDS): SummaryCommand => ({
  ...{ event: 'edit', title },
  sections: [{ part: 'organisation', heading: '一、组织部署', text }],
})
async function waiting(safety: PersonName = 'eastSafety', unit: UnitName = 'eastMiddle'): Promise<SummaryId> {
  const id = await begin(safety, unit)
  await give(safety, id, write())
  await give(safety, id, { event: 'prepare' })
  return id
}
/** The unit has one task more than before. */
const oneTaskMore = (unit: UnitId) =>
  county.assembled.connections.owner.query(
    `with task as (insert into tasks (id, campaign_id, phase_id, ordinal, title, quote, addressees, evidence)
       select gen_random_uuid(), $1, $2, (select count(*) + 1 from tasks), '补充任务', '', '{}', '{}' returning id)
     insert into assignments (id, campaign_id, task_id, phase_id, unit_id, state)
       select gen_random_uuid(), $1, id, $2, $3, 'pending' from task`,
    [CAMPAIGN, REVIEW, unit],
  )

describe('a school’s summary', () => {
  test('goes from a draft out of the data to acceptance, and the task goes with it', async () => {
    const id = await begin('eastSafety', 'eastMiddle')
    expect(await begin('eastHead', 'eastMiddle')).toBe(id)
    const { summary, figures, events } = await look('eastSafety', id)
    expect(summary).toMatchObject({
      state: 'draft',
      dueOn: '2026-12-20',
      title: '测试eastMiddle校园安全专项行动工作总结',
    })
    expect(summary.sections).toHaveLength(8)
    expect(summary.sections[0]?.figures).toEqual([
      { indicator: 'tasks-accepted', numerator: 0, denominator: 1 },
    ])
    expect(figures.length).toBeGreaterThan(5)
    expect(events).toEqual(['edit', 'refresh', 'prepare'])
    await expectRefusal(give('eastSafety', id, { event: 'prepare' }), 'summary-unfilled')
    // What is being written is the school’s own.
    await expectRefusal(look('officer', id), 'not-found')

    await give('eastSafety', id, write())
    await give('eastSafety', id, { event: 'prepare' })
    await give('eastHead', id, SIGN)
    expect((await look('officer', id)).events).toEqual(['return', 'accept'])
    await give('officer', id, { event: 'return', reason: '缺少下一步打算' })
    expect((await look('eastSafety', id)).timeline.at(-1)).toMatchObject({
      event: 'return',
      note: '缺少下一步打算',
    })

    await give('eastSafety', id, { event: 'revise' })
    await give('eastSafety', id, write('东镇中学工作总结（补充）'))
    // The bureau still reads what was handed in.
    expect((await look('officer', id)).summary.title).toBe('东镇中学工作总结')
    await give('eastSafety', id, { event: 'prepare' })
    county.setNow('2026-12-24T02:00:00.000Z')
    await give('eastHead', id, SIGN)
    await give('officer', id, { event: 'accept' })
    const after = await look('officer', id)
    expect(after.versions.map(({ version, title }) => [version, title])).toEqual([
      [1, '东镇中学工作总结'],
      [2, '东镇中学工作总结（补充）'],
    ])
    // It came in on the 18th; that it came again later is no lateness.
    expect(after).toMatchObject({ summary: { state: 'accepted' }, timeliness: { kind: 'in-time' } })
    const { rows } = await county.assembled.connections.owner.query<{ state: string }>(
      'select state from assignments where id = $1',
      [after.tasks[0]?.id],
    )
    expect(rows).toEqual([{ state: 'accepted' }])
    expect(await county.audit('summary.sign', id)).toHaveLength(2)
    expect(await county.audit('assignment.accept', after.tasks[0]?.id ?? '')).toHaveLength(1)
  })

  test('of a unit without a head of its own is signed by that of its school, and the task goes with it', async () => {
    const id = await begin('eastHead', 'eastPrimary')
    await give('eastHead', id, write('东镇小学工作总结'))
    await give('eastHead', id, { event: 'prepare' })
    await give('eastHead', id, SIGN)
    await give('leader', id, { event: 'accept' })
    const { tasks } = await look('leader', id)
    const { rows } = await county.assembled.connections.owner.query<{ state: string }>(
      'select state from assignments where id = $1',
      [tasks[0]?.id],
    )
    expect(rows).toEqual([{ state: 'accepted' }])
  })

  test('submitted twice at once: one wins, and the other is told', async () => {
    const id = await waiting('westSafety', 'westMiddle')
    const { revision } = (await look('westHead', id)).summary
    const sign = () => county.as('westHead').summaries.advance({ id, revision, command: SIGN })
    const [one, other] = (await Promise.allSettled([sign(), sign()])).toSorted((a, b) =>
      a.status < b.status ? -1 : 1,
    )
    expect(one?.status).toBe('fulfilled')
    expect(other).toMatchObject({ reason: { refusal: { code: 'stale-revision' } } })
    expect((await look('officer', id)).versions).toHaveLength(1)
  })

  test('signing by somebody who is not the head is refused: another role, another school, the bureau', async () => {
    const id = await waiting('villageSafety', 'eastVillage')
    await expectRefusal(give('villageSafety', id, SIGN), 'role-not-allowed')
    // The head of the school above reaches the village school, which has a head of its own.
    await expectRefusal(give('eastHead', id, SIGN), 'not-the-head')
    await expectRefusal(give('westHead', id, SIGN, 'villageHead'), 'not-found')
    await expectRefusal(give('leader', id, SIGN, 'villageHead'), 'role-not-allowed')
    expect((await look('villageHead', id)).events).toContain('sign')
    expect((await look('eastHead', id)).events).not.toContain('sign')
  })

  test('numbers that changed between draft and signature are shown, and never silently updated', async () => {
    const id = await begin('villageSafety', 'eastVillage')
    await oneTaskMore(county.units.eastVillage)
    const { changed } = await look('villageHead', id)
    expect(changed).toEqual([
      {
        ...{ indicator: 'tasks-accepted', stated: { numerator: 0, denominator: 1 } },
        now: { numerator: 0, denominator: 2 },
      },
    ])
    await expectRefusal(give('villageHead', id, SIGN), 'figures-changed')
    // Sent back with the figures taken anew, they agree again; let stand, the reason stands with the version.
    await give('villageHead', id, { event: 'send-back', reason: '请按最新数据修改', refresh: true })
    expect((await look('villageHead', id)).changed).toEqual([])
    await give('villageSafety', id, { event: 'prepare' })
    await oneTaskMore(county.units.eastVillage)
    await give('villageHead', id, { event: 'sign', asStated: '以起草当日数据为准', documentNumber: null })
    // What the head said to his own people is none of the bureau's.
    const toldOf = async (who: PersonName) => (await look(who, id)).timeline.map(({ event }) => event)
    expect(await toldOf('villageHead')).toEqual(['begin', 'prepare', 'send-back', 'prepare', 'sign'])
    expect(await toldOf('officer')).toEqual(['begin', 'sign'])
    expect((await look('officer', id)).versions[0]).toMatchObject({
      ...{ standing: '以起草当日数据为准', changed: [{ now: { denominator: 3 } }] },
      sections: [{ figures: [{ denominator: 2 }] }],
    })
  })

  test('edit of a submitted version is refused by the verb, and by the database', async () => {
    const id = await begin('westSafety', 'westMiddle')
    await expectRefusal(give('westSafety', id, write('另一个题目')), 'event-not-allowed')
    const change = (statement: string) =>
      county.assembled.app.db.unrecorded(SYSTEM, 'test-arrangement', tx => sql.raw(statement).execute(tx))
    await expect(change(`update summaries set title = '改动' where id = '${id}'`)).rejects.toThrow(
      'handed in',
    )
    await expect(change(`update summaries set sections = '[]' where id = '${id}'`)).rejects.toThrow(
      'handed in',
    )
    // The runtime role may not at all, and the owner is stopped as well.
    await expect(change(`update summary_versions set title = '改动'`)).rejects.toThrow(/denied|handed in/)
    const { owner } = county.assembled.connections
    for (const statement of [
      `update summary_versions set title = '改动' where summary_id = '${id}'`,
      `delete from summary_versions where summary_id = '${id}'`,
    ])
      await expect(owner.query(statement)).rejects.toThrow('handed in')
  })

  test('returned without a reason is refused', async () => {
    const id = await begin('westSafety', 'westMiddle')
    for (const reason of ['', '   ', '\u200b'])
      await expect(give('officer', id, { event: 'return', reason })).rejects.toMatchObject({
        code: 'BAD_REQUEST',
      })
    expect((await look('officer', id)).summary.state).toBe('submitted')
  })

  test('of a unit that has closed meanwhile goes no further; what it handed in can be accepted', async () => {
    const id = await begin('westSafety', 'westMiddle')
    const close = (day: string | null) =>
      county.assembled.connections.owner.query('update units set open_until = $1 where id = $2', [
        day,
        county.units.westMiddle,
      ])
    await close('2026-12-17')
    await expectRefusal(give('officer', id, { event: 'return', reason: '缺少数据' }), 'unit-closed')
    await expectRefusal(begin('westSafety', 'westMiddle'), 'unit-closed')
    expect((await look('officer', id)).events).toEqual(['accept'])
    await give('officer', id, { event: 'accept' })
    await close(null)
  })
})

describe('who has handed in', () => {
  test('is counted by heaps that add up, and late is told in days', async () => {
    county.setNow('2026-12-23T02:00:00.000Z')
    const of = { campaignId: CAMPAIGN, phaseId: null }
    const counts = await county.as('officer').summaries.counts(of)
    const list = (heap: 'missing' | 'late' | 'all') =>
      county.as('officer').summaries.list({ filter: { ...of, heap } })
    const [missing, late, all] = await Promise.all([list('missing'), list('late'), list('all')])
    expect([missing.total, late.total, all.total]).toEqual([counts.missing, counts.late, counts.all])
    expect(counts.all).toBe(ASKED.length)
    expect(missing.rows.map(row => [row.unit.name, row.daysLate])).toEqual([['测试kindergarten', 3]])
    expect(counts.inTime).toEqual({ numerator: 4, denominator: 5 })
    // A township sees its own.
    expect((await county.as('eastCoordinator').summaries.counts(of)).all).toBe(3)
  })

  test('a school finds what is asked of it', async () => {
    const occasions = await county.as('eastSafety').summaries.occasions()
    expect(occasions).toMatchObject([
      { phaseId: null, isAsked: true, isOwed: true, own: { state: 'accepted' } },
    ])
  })

  test('nobody begins a summary for a school that is not his', async () => {
    await expectRefusal(begin('westSafety', 'eastPrimary'), 'outside-scope')
    await expectRefusal(begin('eastTeacher', 'eastMiddle'), 'not-permitted')
  })
})

describe('the number of a school’s summary', () => {
  const numbered = (documentNumber: string | null): SummaryCommand => ({
    ...{ event: 'sign', asStated: null, documentNumber },
  })
  /** A summary of the last phase that lies before the head. */
  async function ofReview(unit: UnitName): Promise<SummaryId> {
    const { id } = await county
      .as('eastHead')
      .summaries.begin({ campaignId: CAMPAIGN, phaseId: REVIEW as never, unitId: county.units[unit] })
    await give('eastHead', id, write())
    await give('eastHead', id, { event: 'prepare' })
    return id
  }
  const numbersOf = async (id: SummaryId) =>
    (await look('officer', id)).versions.map(({ documentNumber }) => documentNumber)

  test('stays with its version and stands on the paper, and no other paper of the school gets it', async () => {
    const [id, other] = [await ofReview('eastMiddle'), await ofReview('eastPrimary')]
    await give('eastHead', id, numbered('东中发[2026]3号'))
    expect(await numbersOf(id)).toEqual(['东中发〔2026〕3号'])
    const paper = await SUMMARY_PAPER.load(
      { app: county.assembled.app, actor: county.people.officer, now: NOW, requestId: null },
      id,
    )
    expect(paper).toMatchObject({ value: { paper: { number: '东中发〔2026〕3号' } } })

    await expectRefusal(give('eastHead', other, numbered('东中发〔2026〕3号')), 'number-taken')
    expect((await look('eastHead', other)).summary.state).toBe('awaiting-signature')
    expect(await county.as('eastHead').documentNumbers.offer({ of: 'papers' })).toEqual(['东中发〔2026〕4号'])
    await give('eastHead', other, numbered('东中发〔2026〕4号'))

    // Returned and signed again it may keep its number, or get another; what was handed in before keeps its own.
    for (const next of ['东中发〔2026〕3号', '东中发〔2026〕9号']) {
      await give('officer', id, { event: 'return', reason: '缺少下一步打算' })
      await give('eastHead', id, { event: 'revise' })
      await give('eastHead', id, { event: 'prepare' })
      await give('eastHead', id, numbered(next))
    }
    expect(await numbersOf(id)).toEqual(['东中发〔2026〕3号', '东中发〔2026〕3号', '东中发〔2026〕9号'])
    // Each number is entered once.
    expect(await county.audit('paper.number', id)).toHaveLength(2)
  })

  test('is of the school’s own series: two schools may write alike', async () => {
    const { id } = await county.as('villageHead').summaries.begin({
      ...{ campaignId: CAMPAIGN, phaseId: REVIEW as never, unitId: county.units.eastVillage },
    })
    await give('villageHead', id, write())
    await give('villageHead', id, { event: 'prepare' })
    await give('villageHead', id, numbered('东中发〔2026〕3号'))
    expect(await numbersOf(id)).toEqual(['东中发〔2026〕3号'])
  })
})
