import { addFigures, type CampaignId, type Instant, type SummaryId } from '@anlan/domain'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { SYSTEM } from '../db/scope.ts'
import { newId } from '../ids.ts'
import { expectRefusal, useCounty, type PersonName, type UnitName } from '../testing/county.ts'
import { askForSummaries } from '../testing/summaries.ts'
import { COUNTY_SUMMARY_PAPER, SUMMARY_PAPER } from './summary-papers.ts'

const county = useCounty()
const NOW: Instant = '2026-12-18T02:00:00.000Z'
const CAMPAIGN = newId<CampaignId>()
const OF = { campaignId: CAMPAIGN, phaseId: null }
const ASKED: readonly UnitName[] = ['eastMiddle', 'eastVillage', 'westMiddle', 'kindergarten', 'countySchool']

beforeAll(() =>
  askForSummaries(county, {
    id: CAMPAIGN,
    reviewId: newId(),
    title: '校园安全专项行动方案',
    at: NOW,
    units: ASKED,
  }),
)
beforeEach(() => county.setNow(NOW))

const api = (who: PersonName) => county.as(who).countySummaries
const look = () => api('officer').get(OF)
async function gathered(): Promise<void> {
  await api('officer').gather(OF)
  await county.assembled.app.gathering.idle()
}
async function handIn(): Promise<SummaryId> {
  const west = county.as('westSafety').summaries
  const { id } = await west.begin({ ...OF, unitId: county.units.westMiddle })
  const step = async (who: PersonName, command: Parameters<typeof west.advance>[0]['command']) => {
    const { summary } = await county.as(who).summaries.get({ id })
    await county.as(who).summaries.advance({ id, revision: summary.revision, command })
  }
  const text = '由𠮷某负责校门口秩序。个别老旧设施更新较慢。'
  await step('westSafety', {
    ...{ event: 'edit', title: '西镇中学总结' },
    sections: [{ part: 'problems', heading: '一、存在问题', text }],
  })
  await step('westSafety', { event: 'prepare' })
  await step('westHead', { event: 'sign', asStated: null, documentNumber: null })
  await step('officer', { event: 'accept' })
  return id
}

describe('the county’s summary', () => {
  test('adds the schools up in the background, and every school is counted once', async () => {
    const summary = await handIn()
    await gathered()
    const found = await look()
    expect(found.summary).toMatchObject({ gathering: 'done', gathered: 5, toGather: 5, state: 'draft' })
    expect(found.summary?.title).toBe('全县校园安全专项行动工作总结')
    expect(found.townships.reduce((sum, each) => sum + each.owed, 0)).toBe(5)
    expect(found.figures.find(({ indicator }) => indicator === 'tasks-accepted')).toMatchObject({
      ...{ numerator: 1, denominator: 5 },
    })
    expect((await api('officer').sentences({ of: OF, part: 'problems' })).rows).toEqual([
      { unit: '测试westMiddle', sentences: ['由𠮷某负责校门口秩序。', '个别老旧设施更新较慢。'] },
    ])
    const context = { app: county.assembled.app, actor: county.people.officer, now: NOW, requestId: null }
    expect(JSON.stringify(await SUMMARY_PAPER.load(context, summary))).toContain('𠮷某负责校门口秩序')
  })

  test('one who gathers while another does is told; a stopped gathering leaves the text as it was', async () => {
    const before = (await look()).summary
    const { app } = county.assembled
    await app.db.unrecorded(SYSTEM, 'test-arrangement', async tx => {
      await tx.updateTable('county_summaries').set({ gathering: 'running', heard_at: NOW }).execute()
    })
    await expectRefusal(api('officer').gather(OF), 'gathering-already')
    await api('officer').cancel(OF)
    await expectRefusal(api('officer').cancel(OF), 'gathering-over')
    expect((await look()).summary).toMatchObject({ gathering: 'cancelled', sections: before?.sections })
    await expectRefusal(
      api('leader').sign({
        ...OF,
        revision: (await look()).summary?.revision ?? 0,
        documentNumber: null,
        asStated: null,
      }),
      'not-gathered',
    )
  })

  test('a gathering whose server died is gone on with by another, where it was', async () => {
    await gathered()
    const { app, connections } = county.assembled
    const { rows } = await connections.owner.query<{ unit_id: string }>(
      `delete from county_summary_units where unit_id = $1 returning unit_id`,
      [county.units.kindergarten],
    )
    expect(rows).toHaveLength(1)
    await connections.owner.query(`update county_summaries set gathering = 'running', gathered = 4`)
    // Heard of just now: another leaves it alone.
    await app.gathering.catchUp(app)
    await app.gathering.idle()
    expect((await look()).summary?.gathering).toBe('running')
    county.setNow('2026-12-18T02:02:00.000Z')
    const second = await county.another()
    await second.app.gathering.catchUp(second.app)
    await second.app.gathering.idle()
    await second.close()
    expect((await look()).summary).toMatchObject({ gathering: 'done', gathered: 5 })
  })

  test('is written, signed by a leader, and takes the accepted summaries into it; then nobody changes it', async () => {
    const { summary } = await look()
    if (!summary) throw new Error('nothing was gathered')
    const { revision } = summary
    await expectRefusal(
      api('leader').sign({ ...OF, revision, documentNumber: null, asStated: null }),
      'summary-unfilled',
    )
    const text = {
      title: '全县工作总结',
      sections: [
        {
          part: 'organisation' as const,
          heading: '一、组织部署',
          text: '总结接收率{{summaries-accepted}}，𬭎㐂。',
        },
      ],
    }
    await api('officer').save({ ...OF, revision, text })
    await expectRefusal(api('officer').save({ ...OF, revision, text }), 'stale-revision')
    await expectRefusal(
      api('officer').sign({ ...OF, revision, documentNumber: null, asStated: null }),
      'not-permitted',
    )
    const documentNumber = '安教发〔2026〕31号'
    const signing = { ...OF, revision: revision + 1, documentNumber }
    // One more was accepted since the gathering: the leader is told, and nothing is brought up to date behind his back.
    await county.assembled.connections.owner.query(
      `update assignments set state = 'accepted' where campaign_id = $1 and unit_id = $2`,
      [CAMPAIGN, county.units.kindergarten],
    )
    await expectRefusal(api('leader').sign({ ...signing, asStated: null }), 'figures-changed')
    expect((await look()).summary?.state).toBe('draft')
    await api('leader').sign({ ...signing, asStated: '以汇总当日数据为准' })
    expect((await look()).summary).toMatchObject({
      ...{ state: 'signed', documentNumber, signedByName: 'leader', standing: '以汇总当日数据为准' },
      changed: [
        {
          indicator: 'summaries-accepted',
          ...{ stated: { numerator: 1, denominator: 5 }, now: { numerator: 2, denominator: 5 } },
        },
      ],
    })
    const { rows } = await county.assembled.connections.owner.query<{ state: string; event: string }>(
      `select state, event from summaries join summary_events on summary_id = summaries.id where event = 'merge'`,
    )
    expect(rows).toEqual([{ state: 'merged', event: 'merge' }])
    await expectRefusal(api('officer').gather(OF), 'county-summary-signed')
    await expect(
      county.assembled.connections.owner.query(`update county_summaries set title = '改动'`),
    ).rejects.toThrow('handed in')
    const context = { app: county.assembled.app, actor: county.people.leader, now: NOW, requestId: null }
    const paper = await COUNTY_SUMMARY_PAPER.load(context, summary.id)
    expect(paper).toMatchObject({ value: { wentOut: true, paper: { number: documentNumber } } })
    expect(JSON.stringify(paper)).toContain('总结接收率20%，𬭎㐂')
  })

  test('is the bureau’s own', async () => {
    await expectRefusal(api('eastHead').get(OF), 'not-permitted')
    await expectRefusal(api('eastCoordinator').get(OF), 'not-permitted')
  })
})

test('parts are added up, and shares never averaged', () => {
  const rate = (numerator: number, denominator: number) => new Map([['a', { numerator, denominator }]])
  expect(addFigures([rate(1, 1), rate(0, 3), new Map()]).get('a')).toEqual({ numerator: 1, denominator: 4 })
})
